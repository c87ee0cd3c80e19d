package lanes

import (
	"cmp"
	"slices"
)

// A diagnosis gives each line of an illegal transcript an event, so that what
// came too early can be read off the places: the longest legal beginning as
// the search read it, the rest one by one.
type diagnosis struct {
	w         *Want
	s         *search
	processes bool
	at        []int32 // by event: index into Transcript.Lines, -1 when it never came
	patLines  [][]int32
	done      []int // by pattern: so many of patLines have come in all lanes
	binds     []map[int32]bound
	globals   map[int32]bound
	owner     map[int]int32 // the copy of a lane that a process writes
	writer    map[int32]int
	m         Mismatch
}

// diagnose says why a transcript is not legal. ok: all its lines are, but some
// never came; given up: the search was, so that nothing is known of the order.
func (w *Want) diagnose(s *search, odd Mismatch, processes, ok, givenUp bool) *Mismatch {
	d := &diagnosis{
		w: w, s: s, processes: processes, m: odd,
		at:       make([]int32, w.events),
		patLines: make([][]int32, len(w.patterns)),
		done:     make([]int, len(w.patterns)),
		binds:    make([]map[int32]bound, len(w.copies)),
		globals:  map[int32]bound{},
		owner:    map[int]int32{},
		writer:   map[int32]int{},
	}
	for i := range d.at {
		d.at[i] = -1
	}
	for line, pat := range w.linePats {
		d.patLines[pat] = append(d.patLines[pat], int32(line))
	}
	for i, event := range s.best {
		d.take(i, d.candidate(i, w.copyOf(event), event))
	}
	for i := len(s.best); i < len(s.lines); i++ {
		d.assign(i)
	}
	switch {
	case ok || givenUp:
	case s.forked && s.hints == nil:
		d.stuck()
	default:
		d.early()
	}
	d.missing()
	d.near()
	return &d.m
}

// copyOf has the copy of a lane that an event is of.
func (w *Want) copyOf(event int32) int32 {
	i, _ := slices.BinarySearchFunc(w.copies, event, func(one oneLane, event int32) int {
		if one.event > event {
			return 1
		}
		return -1
	})
	return int32(i - 1)
}

// A candidate is an event that a line may be.
type candidate struct {
	copy, event int32
	read        read
	clash       int32 // a hole that has another text, -1 for none
	score       int
}

// candidate tries to read a line as an event.
func (d *diagnosis) candidate(i int, copy, event int32) candidate {
	best := candidate{score: -1000}
	pat := d.w.linePats[d.w.lineOf(copy, event)]
	d.s.reads(i, func(r read) bool {
		if r.pat == pat {
			if c := d.rate(i, copy, event, r); c.score > best.score {
				best = c
			}
		}
		return true
	})
	return best
}

// rate says how well a line fits an event: holes first, then its writer's
// lane, then a lane that is just there.
func (d *diagnosis) rate(i int, copy, event int32, r read) candidate {
	c := candidate{copy, event, r, -1, 8}
	for k, hole := range d.w.patterns[r.pat].uses {
		b, ok := d.bound(copy, hole)
		switch {
		case ok && b.text == r.fills[k]:
			c.score += 2
		case ok:
			if c.clash < 0 {
				c.clash = hole
				c.score -= 8
			}
		}
	}
	if event == d.w.copies[copy].event || d.at[event-1] >= 0 {
		c.score++
	}
	pid := d.s.t.Lines[d.s.lines[i].index].Pid
	if d.s.hints == nil {
		return c
	}
	weight := 4
	if d.processes {
		weight = 16
	}
	owned, ok := d.owner[pid]
	if !ok {
		if hint, known := d.s.hints[pid]; known && hint >= 0 {
			owned, ok = hint, true
		}
	}
	writer, taken := d.writer[copy]
	switch {
	case ok && owned == copy:
		c.score += weight
	case taken && writer != pid:
		c.score -= weight
	}
	return c
}

func (d *diagnosis) bound(copy, hole int32) (bound, bool) {
	if d.w.global[hole] {
		b, ok := d.globals[hole]
		return b, ok
	}
	b, ok := d.binds[copy][hole]
	return b, ok
}

func (d *diagnosis) take(i int, c candidate) {
	line := d.s.t.Lines[d.s.lines[i].index]
	index := d.s.lines[i].index
	d.at[c.event] = int32(index)
	for k, hole := range d.w.patterns[c.read.pat].uses {
		if _, ok := d.bound(c.copy, hole); ok {
			continue
		}
		b := bound{hole, c.read.fills[k], index}
		if d.w.global[hole] {
			d.globals[hole] = b
			continue
		}
		if d.binds[c.copy] == nil {
			d.binds[c.copy] = map[int32]bound{}
		}
		d.binds[c.copy][hole] = b
	}
	if _, ok := d.owner[line.Pid]; !ok {
		d.owner[line.Pid] = c.copy
	}
	if _, ok := d.writer[c.copy]; !ok {
		d.writer[c.copy] = line.Pid
	}
}

// mostTried bounds the events that are tried for one line: an output that has
// all lines wrong is not worth more.
const mostTried = 1000

// assign finds the event that a line behind the legal beginning is.
func (d *diagnosis) assign(i int) {
	best := candidate{score: -1000}
	var first, last int32 = -1, -1 // events that have come already
	tried := 0
	d.s.reads(i, func(r read) bool {
		lines := d.patLines[r.pat]
		for n := d.done[r.pat]; n < len(lines) && tried < mostTried; n++ {
			lane := &d.w.lanes[d.w.lineLanes[lines[n]]]
			free := false
			for k := range int32(lane.copies) {
				copy := lane.first + k
				event := d.w.copies[copy].event + d.w.nth[lines[n]]
				if d.at[event] >= 0 {
					first, last = event, event
					continue
				}
				free = true
				if tried++; tried > mostTried {
					break
				}
				if c := d.rate(i, copy, event, r); c.score > best.score {
					best = c
				}
				if d.s.hints == nil && best.score == 9+2*len(d.w.patterns[r.pat].uses) {
					break // nothing fits better
				}
			}
			if !free && n == d.done[r.pat] {
				d.done[r.pat]++
			}
		}
		if d.done[r.pat] > 0 && first < 0 {
			line := lines[d.done[r.pat]-1]
			first = d.w.copies[d.w.lanes[d.w.lineLanes[line]].first].event + d.w.nth[line]
			last = first
		}
		return true
	})
	index := d.s.lines[i].index
	text := d.s.t.Lines[index].Text
	if best.score == -1000 {
		line := d.w.lineOf(d.w.copyOf(last), last)
		d.m.Doubled = append(d.m.Doubled, Odd{Index: index, Text: text, Line: d.w.lines[line].Line, First: int(d.at[first])})
		return
	}
	if best.clash >= 0 {
		was, _ := d.bound(best.copy, best.clash)
		k := slices.Index(d.w.patterns[best.read.pat].uses, best.clash)
		want := d.wanted(best.copy, best.event)
		d.m.Holes = append(d.m.Holes, HoleDiffers{
			Index: index, Text: text, Line: want.Line, Lane: want.Lane,
			Hole: d.w.holes[best.clash], Got: best.read.fills[k], Bound: was.text, BoundAt: was.line,
		})
	}
	d.take(i, best)
}

func (d *diagnosis) wanted(copy, event int32) Wanted {
	line := d.w.lines[d.w.lineOf(copy, event)]
	return Wanted{line.Text, line.Line, line.Lane, int(d.at[event])}
}

// stuck says which line can't come after the longest legal beginning.
func (d *diagnosis) stuck() {
	i := len(d.s.best)
	index := d.s.lines[i].index
	for _, o := range d.m.Doubled {
		if o.Index == index {
			return
		}
	}
	for _, h := range d.m.Holes {
		if h.Index == index {
			return
		}
	}
	s := &Stuck{Index: index, Text: d.s.t.Lines[index].Text}
	d.s.reads(i, func(r read) bool {
		s.Line = d.w.lines[d.patLines[r.pat][0]].Line
		return false
	})
	m := newMachine(d.w)
	m.start()
	for _, event := range d.s.best {
		m.step(d.w.copyOf(event), nil, 0, 0)
	}
	seen := map[int32]bool{}
	for copy := range m.states {
		if !m.states[copy].open {
			continue
		}
		if line := m.item(int32(copy)).line; !seen[line] {
			seen[line] = true
			l := d.w.lines[line]
			s.Could = append(s.Could, Wanted{l.Text, l.Line, l.Lane, -1})
		}
	}
	slices.SortFunc(s.Could, func(a, b Wanted) int { return cmp.Compare(a.Line, b.Line) })
	d.m.Stuck = s
}

// missing lists the lines that never came, once each.
func (d *diagnosis) missing() {
	for line := range d.w.lines {
		lane := &d.w.lanes[d.w.lineLanes[line]]
		for k := range int32(lane.copies) {
			copy := lane.first + k
			if event := d.w.copies[copy].event + d.w.nth[line]; d.at[event] < 0 {
				d.m.Missing = append(d.m.Missing, d.wanted(copy, event))
			}
		}
	}
}
