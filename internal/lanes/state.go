package lanes

import (
	"hash/maphash"
	"slices"
)

// A state is how far each lane has come. Each step can be undone.
type state struct {
	w       *Want
	run     *Transcript // its processes tell lanes apart; nil where they do not
	lanes   []progress
	cleared []bool      // by event: none has to wait for it any more, as it has come, or may be missing
	waiting []int       // by event: how many of those that it waits for are not cleared
	left    int         // events that are not cleared
	writes  map[int]int // by process: the lane that it writes
	hash    uint64      // of all lanes; those that can be exchanged are not told apart
	changes []change
}

// progress is how far one lane has come. What fills the holes that the whole
// file shares is with the main process.
type progress struct {
	lines    int  // that have come, or can't come any more
	again    bool // the line behind these has come, as it must once, and may come again
	begun    bool // some line has come
	fillings []filling
	pid      int    // of its writer, 0 while it is unknown
	hash     uint64 // equal for lanes that can be exchanged from here on
}

// A filling is the text of a hole, and which line of the transcript said so.
type filling struct {
	hole  int
	text  string
	index int
}

// A change is what a lane was before, or, with lane -1, an event that was not
// cleared.
type change struct {
	lane  int
	was   progress
	event int
}

func newState(w *Want, run *Transcript) *state {
	s := &state{
		w: w, run: run, left: len(w.events), writes: map[int]int{},
		lanes: make([]progress, len(w.lanes)), cleared: make([]bool, len(w.events)), waiting: make([]int, len(w.events)),
	}
	for event, e := range w.events {
		s.waiting[event] = len(e.Waits)
	}
	for lane := range s.lanes {
		s.lanes[lane].hash = s.hashOf(lane, &s.lanes[lane])
		s.hash += s.lanes[lane].hash
	}
	for event, e := range w.events {
		if len(e.Waits) == 0 && w.lines[e.Line].mayMiss() {
			s.clear(event)
		}
	}
	return s
}

// ready has the events of a lane that can be next: more than one where the
// first of them may be missing.
func (s *state) ready(lane int) []int {
	events := s.w.lanes[lane].events[s.lanes[lane].lines:]
	for n, event := range events {
		switch {
		case s.waiting[event] > 0:
			return events[:n]
		case !s.cleared[event]:
			return events[:n+1]
		}
	}
	return events
}

// clear lets those go on that wait for an event.
func (s *state) clear(event int) {
	if s.cleared[event] {
		return
	}
	s.changes = append(s.changes, change{lane: -1, event: event})
	s.cleared[event] = true
	s.left--
	for _, next := range s.w.events[event].next {
		s.waiting[next]--
		if s.waiting[next] == 0 && s.w.lines[s.w.events[next].Line].mayMiss() {
			s.clear(next)
		}
	}
}

// close notes that an event can't come any more, as one that waits for it has
// come, nor can those that it waits for.
func (s *state) close(event int) {
	e := &s.w.events[event]
	if s.lanes[e.Lane].lines > e.nth {
		return
	}
	for _, before := range e.Waits {
		s.close(before)
	}
	p := s.lanes[e.Lane]
	p.lines, p.again = e.nth+1, false
	s.advance(e.Lane, p)
}

// filling is what a hole has been filled with in a lane, nil for nothing yet.
func (s *state) filling(lane, hole int) *filling {
	if s.w.shared[hole] {
		lane = 0
	}
	for i, f := range s.lanes[lane].fillings {
		if f.hole == hole {
			return &s.lanes[lane].fillings[i]
		}
	}
	return nil
}

// fits says whether the holes of an event can have these texts.
func (s *state) fits(o option) bool {
	e := &s.w.events[o.event]
	for i, hole := range s.w.patterns[e.pattern].uses {
		if f := s.filling(e.Lane, hole); f != nil && f.text != o.fills[i] {
			return false
		}
	}
	return true
}

// fill fills the holes of an event that are not filled yet.
func (s *state) fill(o option, index int) {
	e := &s.w.events[o.event]
	for i, text := range o.fills {
		hole := s.w.patterns[e.pattern].uses[i]
		if s.filling(e.Lane, hole) != nil {
			continue
		}
		lane := e.Lane
		if s.w.shared[hole] {
			lane = 0
		}
		p := s.lanes[lane]
		p.fillings = append(slices.Clip(p.fillings), filling{hole, text, index})
		s.set(lane, p)
	}
}

// step lets an event come, as line index of the transcript.
func (s *state) step(o option, index int) {
	e := &s.w.events[o.event]
	for _, before := range e.Waits {
		s.close(before)
	}
	s.fill(o, index)
	p, line := s.lanes[e.Lane], &s.w.lines[e.Line]
	p.lines, p.again, p.begun = e.nth+1, line.Times == "+", true
	if line.mayRepeat() {
		p.lines = e.nth
	}
	s.advance(e.Lane, p)
	s.clear(o.event)
}

// advance sets a lane that has other lines to come than before. Lanes that
// differ only in holes that they have no more can be exchanged.
func (s *state) advance(lane int, p progress) {
	isOld := func(f filling) bool {
		return !s.w.shared[f.hole] && s.w.lanes[lane].uses[f.hole] <= p.lines
	}
	if slices.ContainsFunc(p.fillings, isOld) {
		p.fillings = slices.DeleteFunc(slices.Clone(p.fillings), isOld)
	}
	s.set(lane, p)
}

// setWriter notes which process writes a lane, unless that is known.
func (s *state) setWriter(lane, pid int) {
	if p := s.lanes[lane]; p.pid == 0 {
		p.pid = pid
		s.set(lane, p)
	}
}

func (s *state) set(lane int, p progress) {
	p.hash = s.hashOf(lane, &p)
	s.changes = append(s.changes, change{lane: lane, was: s.lanes[lane]})
	s.put(lane, p)
}

func (s *state) put(lane int, p progress) {
	old := &s.lanes[lane]
	s.hash += p.hash - old.hash
	if p.pid != old.pid {
		if s.writes[old.pid] == lane {
			delete(s.writes, old.pid)
		}
		if p.pid != 0 {
			s.writes[p.pid] = lane
		}
	}
	*old = p
}

// undo goes back to when there were so many changes.
func (s *state) undo(changes int) {
	for len(s.changes) > changes {
		c := s.changes[len(s.changes)-1]
		s.changes = s.changes[:len(s.changes)-1]
		if c.lane >= 0 {
			s.put(c.lane, c.was)
			continue
		}
		s.cleared[c.event] = false
		s.left++
		for _, next := range s.w.events[c.event].next {
			s.waiting[next]++
		}
	}
}

var seed = maphash.MakeSeed()

func (s *state) hashOf(lane int, p *progress) uint64 {
	l := &s.w.lanes[lane]
	class := l.ended
	if p.lines < len(l.events) {
		class = s.w.events[l.events[p.lines]].class
	}
	h := mix(uint64(class))
	if p.again {
		h++
	}
	if s.run != nil {
		h = mix(h + uint64(p.pid))
	}
	fillings := uint64(0) // a sum, as their order does not matter
	for _, f := range p.fillings {
		fillings += mix(uint64(f.hole) ^ maphash.String(seed, f.text))
	}
	return mix(h + fillings)
}

// mix is the last step of splitmix64: it spreads near numbers, so that their
// sums do not meet.
func mix(n uint64) uint64 {
	n += 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}
