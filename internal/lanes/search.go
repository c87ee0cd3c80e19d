package lanes

import (
	"fmt"
	"iter"
	"slices"
)

// maxAgain is how many lines more than the transcript has a search reads,
// again and in other lanes, before it gives up.
const maxAgain = 1 << 20

// BoundError says that too many lanes could have printed the same texts, so
// that the transcript is neither known to be legal nor known not to be.
type BoundError struct {
	Index int // the first line of the transcript that may be of several lanes, from 0
	Text  string
	Line  int // of the file: one that it may be
}

func (e *BoundError) Error() string { return e.Detail(lineOfWant) }

// Detail says it in words, as Mismatch.Detail does.
func (e *BoundError) Detail(place func(line int) string) string {
	return fmt.Sprintf("too many readings: line %d %s (%s) may be of several lanes, and %d attempts to tell which were not enough: let the lanes print different texts", e.Index+1, quote(e.Text), place(e.Line), maxAgain)
}

// A search reads the lines of a transcript, one after the other, each in a
// lane that could have printed it. Where only one could, it goes on; where
// several could, it tries each, and remembers the states that led nowhere.
type search struct {
	*state
	lines []wantedLine
	whole bool        // no line may be missing
	guess map[int]int // the lane that a process probably writes, by its texts

	path   []option        // by line: how it is read
	failed map[uint64]bool // states, by hash, and lines that can't all be read from there
	fork   int             // the line that is tried in several lanes before all others, -1 for none
	best   []option        // the longest legal beginning
	steps  int             // lines read, those that were read again included
	bound  int             // of steps
}

// A wantedLine is a line of the transcript that the want file has, and all ways
// to read it.
type wantedLine struct {
	Line
	index    int // into Transcript.Lines
	readings []reading
	more     bool // readings are not all
}

// An option is an event that a line can be, and what fills its holes.
type option struct {
	event int
	fills []string
}

func newSearch(w *Want, t *Transcript, lines []wantedLine, whole, processes bool) *search {
	s := &search{lines: lines, whole: whole, guess: w.guessWriters(lines), fork: -1, bound: len(lines) + maxAgain}
	s.path, s.failed = make([]option, len(lines)), map[uint64]bool{}
	if processes {
		s.state = newState(w, t)
	} else {
		s.state = newState(w, nil)
	}
	s.changes = make([]change, 0, 2*len(lines))
	return s
}

// readAll reads all lines, or finds the longest beginning that can be read. It
// is an error where that would take too long.
func (s *search) readAll() (ok bool, err error) {
	if ok = s.readFrom(0); !ok && s.steps > s.bound {
		return false, s.tooMany(s.fork)
	}
	return ok, nil
}

func (s *search) tooMany(line int) error {
	l := &s.lines[line]
	return &BoundError{l.index, l.Text, s.lineInFile(l)}
}

// lineInFile has a line of the file that a line may be.
func (s *search) lineInFile(l *wantedLine) int {
	event := s.w.patterns[l.readings[0].pattern].events[0]
	return s.w.lines[s.w.events[event].Line].Line
}

// readFrom reads the lines from line i on. If it can't, nothing is changed.
func (s *search) readFrom(i int) bool {
	start := len(s.changes)
	options := 0
	for ; i < len(s.lines); i++ {
		var o option
		if o, options = s.choose(i); options != 1 {
			break
		}
		s.read(i, o)
	}
	end := i == len(s.lines)
	switch {
	case end && (s.left == 0 || !s.whole):
		s.best = s.path
		return true
	case !end && options > 1:
		if s.tryEach(i) {
			return true
		}
	case i > len(s.best):
		s.best = slices.Clone(s.path[:i])
	}
	s.undo(start)
	return false
}

// tryEach reads line i in one lane after the other, until the rest can be read.
func (s *search) tryEach(i int) bool {
	if s.fork < 0 {
		s.fork = i
	}
	start, here := len(s.changes), mix(s.hash+uint64(i))
	if s.failed[here] {
		return false
	}
	var tried []option
	for o := range s.options(i) {
		if slices.ContainsFunc(tried, func(t option) bool { return s.alike(o, t) }) {
			continue
		}
		if s.steps > s.bound {
			return false
		}
		s.read(i, o)
		if s.readFrom(i + 1) {
			return true
		}
		s.undo(start)
		tried = append(tried, o)
	}
	s.failed[here] = true
	return false
}

func (s *search) read(i int, o option) {
	s.steps++
	s.path[i] = o
	lane, line := s.w.events[o.event].Lane, &s.lines[i]
	switch {
	case s.run != nil:
		s.claim(lane, line.Pid, true)
	case s.guess != nil:
		s.setWriter(lane, line.Pid)
	}
	s.step(o, line.index)
}

// choose has an option for a line; n is 0 where there is none, and 2 where
// there are several.
func (s *search) choose(i int) (chosen option, n int) {
	for o := range s.options(i) {
		if n == 0 {
			chosen, n = o, 1
		} else if !s.alike(o, chosen) {
			return chosen, 2
		}
	}
	return chosen, n
}

// alike says that it makes no difference which of two options is tried.
func (s *search) alike(a, b option) bool {
	x, y := &s.w.events[a.event], &s.w.events[b.event]
	return x.class == y.class && s.lanes[x.Lane].hash == s.lanes[y.Lane].hash && slices.Equal(a.fills, b.fills)
}

// options yields the events that a line can be, before all others those of the
// lane that its process probably writes.
func (s *search) options(i int) iter.Seq[option] {
	return func(yield func(option) bool) {
		line := &s.lines[i]
		offer := func(lane int, r reading) (goOn bool) {
			for _, event := range s.ready(lane) {
				o := option{event, r.fills}
				if s.w.events[event].pattern == r.pattern && s.fits(o) && s.mayWrite(lane, line.Pid) && !yield(o) {
					return false
				}
			}
			return true
		}
		likely, sure := s.laneOf(line.Pid)
		if likely >= 0 {
			for _, r := range line.readings {
				if !offer(likely, r) {
					return
				}
			}
		}
		if sure {
			return
		}
		for _, r := range line.readings {
			for lane := range s.lanes {
				if lane != likely && !offer(lane, r) {
					return
				}
			}
		}
	}
}
