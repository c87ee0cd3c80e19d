package lanes

// mainLane is the name of the lane of a main process that only prints beside
// its children.
const mainLane = "main"

// A lane is a series of lines that keep their order. The main process is the
// lane around all others, and its own parent.
type lane struct {
	name   string
	line   int         // of the file, that names it for the first time; 0: only lanes inside it are named
	parent int         // the lane around it
	alike  int         // the one that begins those of NAME*N, or the lane itself
	copies int         // how many these are
	inside []int       // the lanes directly inside it
	events []int       // its lines
	uses   map[int]int // by hole: how many lines there are up to the last that has it
	ended  int         // the class of the lane behind its last line
}

// An event is one line of a whole transcript: a line of the want file, or of
// one of the lanes alike that have it. Events are in the order of the file,
// which is a legal one.
type event struct {
	line    int   // index into Want.lines
	lane    int   // index into Want.lanes
	pattern int   // index into Want.patterns
	waits   []int // the events that it must wait for, without those that they wait for
	next    []int // the events that have it in waits
	barrier int   // the last event above it of the lanes around it, or -1
	class   int   // two lanes that are at events of one class have the same lines to come
}

// addLanes adds a lane, or lanes alike.
func (w *Want) addLanes(name string, parent, copies int) {
	alike, uses := len(w.lanes), map[int]int{}
	for id := alike; id < alike+copies; id++ {
		w.lanes = append(w.lanes, lane{name: name, parent: parent, alike: alike, copies: copies, uses: uses})
		if id != 0 {
			w.lanes[parent].inside = append(w.lanes[parent].inside, id)
		}
	}
	if name == mainLane && copies == 1 {
		w.main = alike
	}
}

// addEvent adds a line at the end of a lane.
func (w *Want) addEvent(id, pattern int) {
	l := &w.lanes[id]
	e := event{line: len(w.lines) - 1, lane: id, pattern: pattern, barrier: -1}
	for inner := id; inner != 0; inner = w.lanes[inner].parent {
		e.barrier = max(e.barrier, w.lanes[w.lanes[inner].parent].last())
	}
	since := max(e.barrier, l.last())
	e.waits = w.lastInside(id, since)
	if len(e.waits) == 0 && since >= 0 {
		e.waits = []int{since}
	}
	for _, before := range e.waits {
		w.events[before].next = append(w.events[before].next, len(w.events))
	}
	l.events = append(l.events, len(w.events))
	p := &w.patterns[pattern]
	p.events = append(p.events, len(w.events))
	w.events = append(w.events, e)
	if p.lane != id {
		p.lane = -1
	}
	for _, hole := range p.uses {
		l.uses[hole] = len(l.events)
		w.shared[hole] = w.shared[hole] || id == 0
	}
}

// last is the last event of a lane so far, -1 where there is none.
func (l *lane) last() int {
	if len(l.events) == 0 {
		return -1
	}
	return l.events[len(l.events)-1]
}

// lastInside has the last events of the lanes inside one, behind event since.
func (w *Want) lastInside(id, since int) (all []int) {
	for _, inner := range w.lanes[id].inside {
		last := w.lanes[inner].last()
		further := w.lastInside(inner, max(since, last))
		if len(further) == 0 && last > since {
			further = []int{last} // else those in further wait for it
		}
		all = append(all, further...)
	}
	return all
}

// classify gives equal classes to events of lanes that can be exchanged from
// there on: lanes beside each other, between the same barriers, with the same
// lines to come. The main process, and a lane that has others inside it, is
// like no other.
func (w *Want) classify() {
	classes := map[[4]int]int{}
	for id := range w.lanes {
		l := &w.lanes[id]
		unique := id == 0 || id == w.main || len(l.inside) > 0
		if unique {
			l.ended = -1 - id
		}
		class := l.ended
		for i := len(l.events) - 1; i >= 0; i-- {
			e := &w.events[l.events[i]]
			key := [4]int{l.parent, e.barrier, e.pattern, class}
			if unique {
				key[0] = l.ended
			}
			if _, ok := classes[key]; !ok {
				classes[key] = len(classes) + 1
			}
			class = classes[key]
			e.class = class
		}
	}
}
