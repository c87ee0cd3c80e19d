package lanes

import (
	"errors"
	"slices"
	"strconv"
)

// ErrNoWriters is the error of Check when it is asked about processes, and the
// kernel did not say which process wrote a line.
var ErrNoWriters = errors.New("the kernel can't tell here which process wrote a line")

// Check holds a transcript against the want file. With processes it also asks
// that each lane was written by one process and two lanes by two, barriers and
// the lane main by the main process, and a lane inside another by a child of
// that lane's process. The error is a *Mismatch, or a *BoundError when too
// many equal texts make the search too long, or ErrNoWriters.
func (w *Want) Check(t Transcript, processes bool) (Match, error) {
	if processes && (t.Main == 0 || slices.ContainsFunc(t.Lines, func(l Line) bool { return l.Pid == 0 })) {
		return Match{}, ErrNoWriters
	}
	lines, odd := w.sift(&t)
	whole := odd.none() && len(lines) == w.events
	var strict *search
	if processes && whole {
		strict = w.search(&t, lines, true)
		ok, err := strict.run()
		if err != nil {
			return Match{}, err
		}
		if ok {
			return w.match(strict, true), nil
		}
	}
	s := w.search(&t, lines, false)
	ok, err := s.run()
	if ok && whole {
		if !processes {
			return w.match(s, false), nil
		}
		return Match{}, &Mismatch{Writers: w.wrongWriters(s)}
	}
	if !ok && err == nil && slices.ContainsFunc(lines, func(l seen) bool { return l.more }) {
		err = s.tooMuch(max(0, len(s.best)-1))
	}
	if strict != nil {
		// It is known to be wrong, and who wrote what tells more than texts.
		if m := w.diagnose(strict, odd, true, false, false); m.Error() != "" {
			return Match{}, m
		}
	}
	if err != nil && whole {
		return Match{}, err
	}
	return Match{}, w.diagnose(s, odd, processes, ok, err != nil)
}

// sift finds for each line the ways to read it. Torn lines and those that no
// line of the want file reads so are set apart: whatever else is wrong is said
// as if they had not come.
func (w *Want) sift(t *Transcript) (lines []seen, odd Mismatch) {
	lines = make([]seen, 0, len(t.Lines))
	for i, l := range t.Lines {
		if len(l.Writers) > 1 {
			odd.Torn = append(odd.Torn, Odd{Index: i, Text: l.Text, Writers: l.Writers})
			continue
		}
		plain, holed, more := w.find(l.Text)
		if plain < 0 && len(holed) == 0 {
			odd.Unknown = append(odd.Unknown, Odd{Index: i, Text: l.Text})
			continue
		}
		lines = append(lines, seen{i, plain, holed, more})
	}
	return lines, odd
}

func (w *Want) search(t *Transcript, lines []seen, byPid bool) *search {
	s := &search{w: w, t: t, lines: lines, m: newMachine(w)}
	s.m.byPid = byPid
	s.findHints()
	return s
}

// match says how a transcript was read.
func (w *Want) match(s *search, processes bool) Match {
	m := Match{Lanes: make([]string, len(s.lines))}
	order := make([]byte, 0, 4*len(s.lines))
	names := newNames(w)
	for i := range s.lines {
		copy := s.copies[i]
		line := w.lineOf(copy, s.events[i])
		if i > 0 {
			order = append(order, ' ')
		}
		order = strconv.AppendInt(order, int64(line)+1, 10)
		if w.lanes[w.copies[copy].lane].copies > 1 {
			order = append(order, '#')
			order = strconv.AppendInt(order, int64(names.number(copy)), 10)
		}
		m.Lanes[i] = names.of(copy)
	}
	m.Order = string(order)
	if processes {
		for copy, one := range w.copies {
			pid := s.m.states[copy].pid
			if one.parent > 0 && len(w.lanes[one.lane].own) > 0 && s.t.Processes[pid].Parent == 0 {
				m.Unasked = append(m.Unasked, names.of(int32(copy)))
			}
		}
	}
	return m
}

// lineOf has the line that an event of a lane is.
func (w *Want) lineOf(copy, event int32) int32 {
	one := w.copies[copy]
	return w.lanes[one.lane].own[event-one.event]
}

// names names lanes, and counts those that are alike as they appear.
type names struct {
	w      *Want
	names  []string // by copy
	counts []int32  // by lane
	nth    []int32  // by copy
}

func newNames(w *Want) *names {
	return &names{w, make([]string, len(w.copies)), make([]int32, len(w.lanes)), make([]int32, len(w.copies))}
}

func (n *names) number(copy int32) int32 {
	if n.nth[copy] == 0 {
		lane := n.w.copies[copy].lane
		n.counts[lane]++
		n.nth[copy] = n.counts[lane]
	}
	return n.nth[copy]
}

func (n *names) of(copy int32) string {
	if n.names[copy] == "" {
		l := &n.w.lanes[n.w.copies[copy].lane]
		n.names[copy] = l.name
		if l.copies > 1 {
			n.names[copy] += "#" + strconv.Itoa(int(n.number(copy)))
		}
	}
	return n.names[copy]
}
