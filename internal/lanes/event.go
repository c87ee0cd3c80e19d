package lanes

import (
	"cmp"
	"slices"
)

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

// An Event is one line of a whole transcript: a line of the want file, or of
// one of the lanes alike that have it.
type Event struct {
	Line  int   // index into Lines
	Lane  int   // equal numbers, equal lanes; each of several alike has its own
	Waits []int // the events that it must wait for; those that they wait for may be left out

	nth     int   // which of its lane's it is, from 0
	pattern int   // index into Want.patterns
	next    []int // the events that have it in Waits
	barrier int   // the last event above it of the lanes around it, or -1
	class   int   // two lanes that are at events of one class have the same lines to come
}

// Events are those of the file, in its order. The caller must not change them.
func (w *Want) Events() []Event { return w.events }

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
	e := Event{Line: len(w.lines) - 1, Lane: id, nth: len(l.events), pattern: pattern, barrier: -1}
	for inner := id; inner != 0; inner = w.lanes[inner].parent {
		e.barrier = max(e.barrier, w.lanes[w.lanes[inner].parent].last())
	}
	since := max(e.barrier, l.last())
	waits := w.lastInside(id, since)
	if len(waits) == 0 && since >= 0 {
		waits = []int{since}
	}
	l.events = append(l.events, len(w.events))
	p := &w.patterns[pattern]
	p.events = append(p.events, len(w.events))
	w.events = append(w.events, e)
	for _, before := range waits {
		w.addWait(before, len(w.events)-1)
	}
	if p.lane != id {
		p.lane = -1
	}
	for _, hole := range p.uses {
		l.uses[hole] = len(l.events)
		w.shared[hole] = w.shared[hole] || id == 0
	}
}

func (w *Want) addWait(before, after int) {
	w.events[before].next = append(w.events[before].next, after)
	w.events[after].Waits = append(w.events[after].Waits, before)
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

// legalOrder has the events in an order in which each follows those that it
// waits for.
func (w *Want) legalOrder() []int {
	waiting, order := make([]int, len(w.events)), make([]int, 0, len(w.events))
	for event, e := range w.events {
		if waiting[event] = len(e.Waits); waiting[event] == 0 {
			order = append(order, event)
		}
	}
	for i := 0; i < len(order); i++ {
		for _, next := range w.events[order[i]].next {
			if waiting[next]--; waiting[next] == 0 {
				order = append(order, next)
			}
		}
	}
	return order
}

// eventsOf has the events of a line, one in each of lanes alike.
func (w *Want) eventsOf(line int) (events []int) {
	event, _ := slices.BinarySearchFunc(w.events, line, func(e Event, line int) int { return cmp.Compare(e.Line, line) })
	for range w.lines[line].Copies {
		events = append(events, event)
		event++
	}
	return events
}

// classify gives equal classes to events of lanes that can be exchanged from
// there on: lanes beside each other, between the same barriers, with the same
// lines to come and the same edges. The main process, and a lane that has others inside it, is
// like no other.
func (w *Want) classify() {
	hasEdge := map[int]bool{} // by line
	for _, e := range w.edges {
		hasEdge[e.before], hasEdge[e.after] = true, true
	}
	type rest struct {
		parent, barrier, pattern, line, class int
		times                                 string
	}
	classes := map[rest]int{}
	for id := range w.lanes {
		l := &w.lanes[id]
		unique := id == 0 || id == w.main || len(l.inside) > 0
		if unique {
			l.ended = -1 - id
		}
		class := l.ended
		for i := len(l.events) - 1; i >= 0; i-- {
			e := &w.events[l.events[i]]
			key := rest{l.parent, e.barrier, e.pattern, 0, class, w.lines[e.Line].Times}
			if unique {
				key.parent = l.ended
			}
			if hasEdge[e.Line] {
				key.line = 1 + e.Line
			}
			if _, ok := classes[key]; !ok {
				classes[key] = len(classes) + 1
			}
			class = classes[key]
			e.class = class
		}
	}
}
