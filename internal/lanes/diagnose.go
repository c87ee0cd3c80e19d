package lanes

import "slices"

// A diagnosis gives each line of an illegal transcript an event, so that what
// came too early can be read off the places: the longest legal beginning as
// the search read it, the rest one by one.
type diagnosis struct {
	*search
	known  *state  // what the lines say of holes and processes
	weight int     // of what processes tell, 0 where they tell nothing
	at     []int   // by event: index into search.lines of the first line that it is, -1 for none
	until  []int   // and of the last one, where it may come more than once
	free   [][]int // by pattern: its events without those at the front that have all their lines
	latest []int   // by pattern: the event that was given a line last
	m      Mismatch
}

// diagnose says why a transcript is not legal: besides what is odd, what is
// wrong with its order, if that is known.
func (s *search) diagnose(odd Mismatch, order, processes bool) *Mismatch {
	d := &diagnosis{
		search: s, known: newState(s.w, nil), m: odd,
		at:     slices.Repeat([]int{-1}, len(s.w.events)),
		until:  slices.Repeat([]int{-1}, len(s.w.events)),
		free:   make([][]int, len(s.w.patterns)),
		latest: make([]int, len(s.w.patterns)),
	}
	switch {
	case s.guess == nil:
	case processes:
		d.weight = 16
	default:
		d.weight = 4
	}
	for i := range s.w.patterns {
		d.free[i] = s.w.patterns[i].events
	}
	for i, o := range s.best {
		d.place(i, o)
		d.known.step(o, s.lines[i].index)
	}
	could := d.ready()
	for i := len(s.best); i < len(s.lines); i++ {
		d.assign(i)
	}
	switch {
	case !order:
	case s.fork >= 0 && s.guess == nil:
		d.stuck(could)
	default:
		d.early()
	}
	for event, at := range d.at {
		if at < 0 && !d.line(event).mayMiss() {
			d.m.Missing = append(d.m.Missing, d.wanted(event))
		}
	}
	d.near()
	return &d.m
}

// ready are the lines that can come next, those alike once.
func (d *diagnosis) ready() (could []Wanted) {
	var events []int
	for lane := range d.known.lanes {
		events = append(events, d.known.ready(lane)...)
	}
	slices.Sort(events)
	for i, event := range events {
		if i == 0 || d.w.events[events[i-1]].Line != d.w.events[event].Line {
			could = append(could, d.wanted(event))
		}
	}
	return could
}

// place notes that a line is an event.
func (d *diagnosis) place(i int, o option) {
	e := &d.w.events[o.event]
	if d.at[o.event] < 0 {
		d.at[o.event] = i
	}
	d.until[o.event] = i
	d.latest[e.pattern] = o.event
	d.known.fill(o, d.lines[i].index)
	d.known.setWriter(e.Lane, d.lines[i].Pid)
}

// mostTried bounds the events that are tried for one line: an output that has
// all lines wrong is not worth more.
const mostTried = 1000

// assign finds the event that a line behind the legal beginning is.
func (d *diagnosis) assign(i int) {
	line := &d.lines[i]
	best, bestScore, clash := option{event: -1}, 0, -1
	for _, r := range line.readings {
		free := d.free[r.pattern]
		for len(free) > 0 && !d.isFree(free[0]) {
			free = free[1:]
		}
		d.free[r.pattern] = free
		for _, event := range free[:min(len(free), mostTried)] {
			if !d.isFree(event) {
				continue
			}
			o := option{event, r.fills}
			score, differs := d.rate(line, o)
			if best.event < 0 || score > bestScore {
				best, bestScore, clash = o, score, differs
			}
			if bestScore == 2*len(r.fills)+1+d.weight {
				break // nothing fits better
			}
		}
	}
	if best.event < 0 {
		last := d.wanted(d.latest[line.readings[0].pattern])
		d.m.Doubled = append(d.m.Doubled, Odd{Index: line.index, Text: line.Text, Line: last.Line, First: last.Index})
		return
	}
	if clash >= 0 {
		e, want := &d.w.events[best.event], d.wanted(best.event)
		hole := d.w.patterns[e.pattern].uses[clash]
		f := d.known.filling(e.Lane, hole)
		d.m.Holes = append(d.m.Holes, HoleDiffers{
			Index: line.index, Text: line.Text, Line: want.Line, Lane: want.Lane,
			Hole: d.w.holes[hole], Got: best.fills[clash], Bound: f.text, BoundAt: f.index,
		})
	}
	d.place(i, best)
}

// rate says how well a line fits an event: holes before all, then its writer's
// lane, then a lane that has come so far. clash is which of the holes has
// another text, -1 for none.
func (d *diagnosis) rate(line *wantedLine, o option) (score, clash int) {
	clash = -1
	e := &d.w.events[o.event]
	for i, hole := range d.w.patterns[e.pattern].uses {
		switch f := d.known.filling(e.Lane, hole); {
		case f == nil:
		case f.text == o.fills[i]:
			score += 2
		case clash < 0:
			clash = i
			score -= 8
		}
	}
	if d.isNext(e) {
		score++
	}
	lane, ok := d.known.writes[line.Pid]
	if !ok {
		lane, ok = d.guess[line.Pid]
	}
	writer := d.known.lanes[e.Lane].pid
	switch {
	case ok && lane == e.Lane:
		score += d.weight
	case writer != 0 && writer != line.Pid:
		score -= d.weight
	}
	return score, clash
}

// isFree says that a further line may be an event.
func (d *diagnosis) isFree(event int) bool {
	return d.at[event] < 0 || d.line(event).mayRepeat()
}

// isNext says that no line of its lane is missing before an event.
func (d *diagnosis) isNext(e *Event) bool {
	events := d.w.lanes[e.Lane].events
	for n := e.nth - 1; n >= 0; n-- {
		if d.at[events[n]] >= 0 {
			return true
		}
		if !d.line(events[n]).mayMiss() {
			return false
		}
	}
	return true
}

func (d *diagnosis) line(event int) *WantLine { return &d.w.lines[d.w.events[event].Line] }

// wanted is an event as a line of the want file.
func (d *diagnosis) wanted(event int) Wanted {
	l := d.line(event)
	w := Wanted{l.Text, l.Line, l.Lane, -1}
	if at := d.at[event]; at >= 0 {
		w.Index = d.lines[at].index
	}
	return w
}

// stuck says which line can't come after the longest legal beginning, where
// that is not said of a hole or of a line too many.
func (d *diagnosis) stuck(could []Wanted) {
	line := &d.lines[len(d.best)]
	if slices.ContainsFunc(d.m.Doubled, func(o Odd) bool { return o.Index == line.index }) ||
		slices.ContainsFunc(d.m.Holes, func(h HoleDiffers) bool { return h.Index == line.index }) {
		return
	}
	d.m.Stuck = &Stuck{Index: line.index, Text: line.Text, Line: d.lineInFile(line), Could: could}
}
