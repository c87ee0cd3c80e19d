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
	waiting []int       // by event: how many of those that it waits for have not come
	writes  map[int]int // by process: the lane that it writes
	hash    uint64      // of all lanes; those that can be exchanged are not told apart
	changes []change
}

// progress is how far one lane has come. What fills the holes that the whole
// file shares is with the main process.
type progress struct {
	lines    int // that have come
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

// A change is what a lane was before.
type change struct {
	lane int
	was  progress
}

func newState(w *Want, run *Transcript) *state {
	s := &state{w: w, run: run, lanes: make([]progress, len(w.lanes)), waiting: make([]int, len(w.events)), writes: map[int]int{}}
	for i, e := range w.events {
		s.waiting[i] = len(e.Waits)
	}
	for lane := range s.lanes {
		s.lanes[lane].hash = s.hashOf(lane, &s.lanes[lane])
		s.hash += s.lanes[lane].hash
	}
	return s
}

// ready has the next line of a lane, if nothing that it waits for is left.
func (s *state) ready(lane int) (event int, ok bool) {
	events, next := s.w.lanes[lane].events, s.lanes[lane].lines
	if next == len(events) {
		return 0, false
	}
	return events[next], s.waiting[events[next]] == 0
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
	s.fill(o, index)
	e := &s.w.events[o.event]
	p := s.lanes[e.Lane]
	p.lines++
	// Lanes that differ only in holes that they have no more can be exchanged.
	isOld := func(f filling) bool {
		return !s.w.shared[f.hole] && s.w.lanes[e.Lane].uses[f.hole] <= p.lines
	}
	if slices.ContainsFunc(p.fillings, isOld) {
		p.fillings = slices.DeleteFunc(slices.Clone(p.fillings), isOld)
	}
	s.set(e.Lane, p)
	for _, next := range e.next {
		s.waiting[next]--
	}
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
	s.changes = append(s.changes, change{lane, s.lanes[lane]})
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
		if c.was.lines < s.lanes[c.lane].lines {
			event := s.w.lanes[c.lane].events[c.was.lines]
			for _, next := range s.w.events[event].next {
				s.waiting[next]++
			}
		}
		s.put(c.lane, c.was)
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
