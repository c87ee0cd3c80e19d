package lanes

import (
	"fmt"
	"slices"
)

// Bound is how many lines more than the transcript has Check reads, again and
// in other lanes, before it gives up with a *BoundError.
const Bound = 1 << 20

// BoundError says that too many lanes could have printed the same texts, so
// that the transcript is neither known to be legal nor known not to be.
type BoundError struct {
	Index int // the first line of the transcript that may be of several lanes, from 0
	Text  string
	Line  int // of the file: one that it may be
}

func (e *BoundError) Error() string {
	return e.Detail(func(line int) string { return fmt.Sprintf("line %d of the want", line) })
}

// Detail says it in words, as Mismatch.Detail does.
func (e *BoundError) Detail(place func(line int) string) string {
	return fmt.Sprintf("too many readings: line %d %s (%s) may be of several lanes, and %d attempts to tell which were not enough: let the lanes print different texts", e.Index+1, quote(e.Text), place(e.Line), Bound)
}

// A search reads the lines of a transcript, one after the other, each in one
// of the lanes that could have printed it.
type search struct {
	w     *Want
	t     *Transcript
	lines []seen
	m     *machine
	hints map[int]int32 // the copy of a lane that a process writes, by its texts

	events  []int32 // by line: the event that it is read as
	copies  []int32 // and the copy of a lane
	forks   []fork
	failed  map[failure]bool
	reached int // lines read at least once
	extra   int // lines read again

	best   []int32 // the longest legal beginning
	clean  int     // best is right up to here
	forked bool    // some line could be of several lanes
}

// seen is a line of the transcript that the want file may have, and all ways
// to read it.
type seen struct {
	index int
	plain int32 // pattern without holes, or -1
	holed []read
	more  bool // holed is not all, as they are too many
}

// A fork is a line that could be of several lanes.
type fork struct {
	line    int // index into search.lines
	journal int
	hash    uint64
	taken   choice
	rest    []choice
	listed  bool // rest is known; most forks are never come back to
}

type choice struct {
	copy  int32
	fills []string
}

// failure is a state from which the lines from line on can't all be read.
type failure struct {
	line int
	hash uint64
}

// run reads all lines, or finds the longest beginning that can be read.
func (s *search) run() (ok bool, err error) {
	s.events = make([]int32, len(s.lines))
	s.copies = make([]int32, len(s.lines))
	s.failed = map[failure]bool{}
	s.m.start()
	for i := 0; i < len(s.lines); {
		c, several, found := s.choose(i)
		if found && several {
			s.forked = true
			if s.failed[failure{i, s.m.hash}] {
				found = false
			} else {
				s.forks = append(s.forks, fork{line: i, journal: len(s.m.journal), hash: s.m.hash, taken: c})
				s.m.keep = true
			}
		}
		if !found {
			s.remember(i)
			if c, i, found = s.retreat(); !found {
				return false, nil
			}
		}
		if s.extra > Bound {
			return false, s.tooMuch(s.forks[0].line)
		}
		s.take(i, c)
		i++
	}
	s.remember(len(s.lines))
	return true, nil
}

func (s *search) tooMuch(line int) error {
	t := s.t.Lines[s.lines[line].index]
	at := s.w.lineOf(s.copies[line], s.events[line])
	return &BoundError{s.lines[line].index, t.Text, s.w.lines[at].Line}
}

func (s *search) take(i int, c choice) {
	if i < s.reached {
		s.extra++
	}
	s.reached = max(s.reached, i+1)
	line := s.t.Lines[s.lines[i].index]
	s.events[i], s.copies[i] = s.m.event(c.copy), c.copy
	pid := 0
	if s.hints != nil || s.m.byPid {
		pid = line.Pid
	}
	if s.m.byPid {
		s.claim(c.copy, pid)
	}
	if c.fills == nil {
		c.fills = []string{}
	}
	s.m.step(c.copy, c.fills, s.lines[i].index, pid)
}

// remember keeps the longest beginning. Only what changed since the last time
// is copied.
func (s *search) remember(n int) {
	if n > len(s.best) {
		s.best = append(s.best[:min(s.clean, len(s.best))], s.events[min(s.clean, len(s.best)):n]...)
		s.clean = n
	}
}

// retreat goes back to the last fork that has a lane left to try.
func (s *search) retreat() (choice, int, bool) {
	for len(s.forks) > 0 {
		f := &s.forks[len(s.forks)-1]
		s.m.back(f.journal)
		s.clean = min(s.clean, f.line)
		if !f.listed {
			f.listed = true
			s.each(f.line, func(c choice) bool {
				if !s.sameGroup(c, f.taken) || !slices.Equal(c.fills, f.taken.fills) {
					f.rest = append(f.rest, c)
				}
				return true
			})
			s.extra += len(f.rest)
		}
		if len(f.rest) > 0 {
			c := f.rest[0]
			f.rest = f.rest[1:]
			return c, f.line, true
		}
		s.failed[failure{f.line, f.hash}] = true
		s.forks = s.forks[:len(s.forks)-1]
	}
	return choice{}, 0, false
}

// choose has the lane to try first for a line: the one of its writer where
// that is known. several says that there are others, not alike.
func (s *search) choose(i int) (first choice, several, found bool) {
	n := 0
	s.each(i, func(c choice) bool {
		if n == 0 {
			first = c
		}
		n++
		return n < 2
	})
	if n == 0 {
		return first, false, false
	}
	if at := s.likely(s.t.Lines[s.lines[i].index].Pid); at >= 0 && at != first.copy {
		s.reads(i, func(r read) bool {
			if s.m.next.fits(s.m, at, r) {
				first = choice{at, r.fills}
				return false
			}
			return true
		})
	}
	return first, n > 1, true
}

// likely has the lane that a process probably writes, or -1.
func (s *search) likely(pid int) int32 {
	if s.hints == nil {
		return -1
	}
	at, ok := s.m.pids[pid]
	if !ok {
		at, ok = s.hints[pid]
	}
	if !ok || at < 0 || s.m.byPid && !s.mayWrite(at, pid) {
		return -1
	}
	return at
}

// reads calls yield with each way to read a line.
func (s *search) reads(i int, yield func(read) bool) {
	l := &s.lines[i]
	if l.plain >= 0 && !yield(read{pat: l.plain}) {
		return
	}
	for _, r := range l.holed {
		if !yield(r) {
			return
		}
	}
}

// each calls yield with one lane of each kind that could have printed a line.
func (s *search) each(i int, yield func(choice) bool) {
	pid := s.t.Lines[s.lines[i].index].Pid
	owner, owned := int32(-1), false
	if s.m.byPid {
		owner, owned = s.owner(pid)
	}
	s.reads(i, func(r read) bool {
		if owned {
			return !s.m.next.fits(s.m, owner, r) || yield(choice{owner, r.fills})
		}
		going := true
		s.m.next.each(s.m, r, func(b *bucket) bool {
			for _, g := range b.groups {
				if s.m.byPid && !s.mayWrite(g.copies[0], pid) {
					continue
				}
				if going = yield(choice{g.copies[0], r.fills}); !going {
					return false
				}
			}
			return true
		})
		return going
	})
}

// sameGroup says that two lanes can be exchanged.
func (s *search) sameGroup(a, b choice) bool {
	return s.m.next.places[a.copy].group == s.m.next.places[b.copy].group
}
