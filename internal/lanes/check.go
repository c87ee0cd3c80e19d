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
	whole := odd.none() && w.canHave(len(lines))
	var strict *search
	if processes && whole {
		strict = newSearch(w, &t, lines, whole, true)
		ok, err := strict.readAll()
		if err != nil {
			return Match{}, err
		}
		if ok {
			return strict.match(), nil
		}
	}
	s := newSearch(w, &t, lines, whole, false)
	ok, err := s.readAll()
	if ok && whole {
		if !processes {
			return s.match(), nil
		}
		return Match{}, &Mismatch{Writers: s.wrongWriters(&t)}
	}
	if !ok && err == nil && slices.ContainsFunc(lines, func(l wantedLine) bool { return l.more }) {
		err = s.tooMany(max(0, len(s.best)-1))
	}
	if strict != nil {
		// It is known to be wrong, and who wrote what tells more than texts.
		if m := strict.diagnose(odd, true, true); m.Error() != "" {
			return Match{}, m
		}
	}
	if err != nil && whole {
		return Match{}, err
	}
	allRead := len(s.best) == len(lines)
	return Match{}, s.diagnose(odd, !allRead && err == nil, processes)
}

// canHave says whether a whole transcript can have so many lines.
func (w *Want) canHave(lines int) bool {
	least, most := 0, len(w.events)
	for _, e := range w.events {
		if !w.lines[e.Line].mayMiss() {
			least++
		}
		if w.lines[e.Line].mayRepeat() {
			most = max(most, lines)
		}
	}
	return least <= lines && lines <= most
}

// sift finds for each line the ways to read it. Torn lines and those that no
// line of the want file reads so are set apart: whatever else is wrong is said
// as if they were not there.
func (w *Want) sift(t *Transcript) (lines []wantedLine, odd Mismatch) {
	lines = make([]wantedLine, 0, len(t.Lines))
	for i, l := range t.Lines {
		if len(l.Writers) > 1 {
			odd.Torn = append(odd.Torn, Odd{Index: i, Text: l.Text, Writers: l.Writers})
			continue
		}
		readings, more := w.readings(l.Text)
		if len(readings) == 0 {
			odd.Unknown = append(odd.Unknown, Odd{Index: i, Text: l.Text})
			continue
		}
		lines = append(lines, wantedLine{l, i, readings, more})
	}
	return lines, odd
}

// match says how a transcript was read.
func (s *search) match() Match {
	m := Match{Lanes: make([]string, len(s.lines))}
	order := make([]byte, 0, 4*len(s.lines))
	names, numbers := s.laneNames()
	for i, o := range s.path {
		e := s.w.events[o.event]
		if i > 0 {
			order = append(order, ' ')
		}
		order = strconv.AppendInt(order, int64(e.Line)+1, 10)
		if n := numbers[e.Lane]; n > 0 {
			order = append(order, '#')
			order = strconv.AppendInt(order, int64(n), 10)
		}
		m.Lanes[i] = names[e.Lane]
	}
	m.Order = string(order)
	if s.run != nil {
		for lane, l := range s.w.lanes {
			if l.parent > 0 && s.lanes[lane].begun && s.run.Processes[s.lanes[lane].pid].Parent == 0 {
				m.Unasked = append(m.Unasked, names[lane])
			}
		}
	}
	return m
}

// laneNames names the lanes, those alike with a number as they appeared, which
// is 0 for the others.
func (s *search) laneNames() (names []string, numbers []int) {
	names, numbers = make([]string, len(s.w.lanes)), make([]int, len(s.w.lanes))
	begun := map[int]int{} // by the lane that begins those alike
	for _, o := range s.path {
		lane := s.w.events[o.event].Lane
		l := &s.w.lanes[lane]
		if l.copies > 1 && numbers[lane] == 0 {
			begun[l.alike]++
			numbers[lane] = begun[l.alike]
		}
	}
	for lane, l := range s.w.lanes {
		names[lane] = l.name
		if numbers[lane] > 0 {
			names[lane] += "#" + strconv.Itoa(numbers[lane])
		}
	}
	return names, numbers
}
