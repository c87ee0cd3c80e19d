package lanes

// A lane is a series of items. Its lines keep their order; between two of them
// there may be a group of lanes inside it, which run beside each other.
type lane struct {
	name   string
	parent int32 // -1 for the main process
	copies int
	line   int // of the file, the first with this name; 0: none of its own
	items  []item
	groups [][]stretch
	first  int32   // index into Want.copies of its first copy
	own    []int32 // its lines, as indexes into Want.lines

	// While the file is read: the group that it was last in, counted from
	// 1, and its stretch there.
	inGroup, inStretch int32

	// suffix, by index into items and one more: what is still to come of the
	// lane. Equal numbers, in any lanes: exactly the same.
	suffix []int32
	// holes has the last item with the hole, of the lane's own holes.
	holes map[int32]int32
}

// An item is a line of the lane or a group of lanes inside it.
type item struct {
	line  int32 // index into Want.lines, -1 for a group
	nth   int32 // of the lane's own lines
	group int32 // index into groups, -1 for a line
	in    int32 // the group of the lane around this one that it is in
}

// A stretch is the part of a lane that is in one group of the lane it is in:
// items from to to.
type stretch struct{ lane, from, to int32 }

// oneLane is a lane, or one of several alike.
type oneLane struct {
	lane, parent int32 // parent indexes Want.copies, -1 for the main process
	event        int32 // number of its first line; the others follow
}

// place adds a line to its lane: the groups that are open on the way to the
// lane stay open, the lane's own is closed.
func (w *Want) place(id, line int32) {
	w.grow(id)
	l := &w.lanes[id]
	l.items = append(l.items, item{line: line, nth: int32(len(l.own)), group: -1})
	w.nth = append(w.nth, int32(len(l.own)))
	l.own = append(l.own, line)
	if id > 0 {
		w.stretch(id)
	}
}

// grow opens the groups in which lane id runs, from the main process down.
func (w *Want) grow(id int32) {
	parent := w.lanes[id].parent
	if parent < 0 {
		return
	}
	w.grow(parent)
	l := &w.lanes[parent]
	n := len(l.items)
	open := n > 0 && l.items[n-1].group >= 0
	if parent > 0 {
		// A line of the lane around it closes it, too.
		around := &w.lanes[l.parent]
		open = open && l.items[n-1].in == int32(len(around.groups)-1)
	}
	if !open {
		l.items = append(l.items, item{line: -1, group: int32(len(l.groups))})
		l.groups = append(l.groups, nil)
		if parent > 0 {
			w.stretch(parent)
		}
	}
}

// stretch makes the last item of lane id a part of the group that is open in
// the lane it is in.
func (w *Want) stretch(id int32) {
	l := &w.lanes[id]
	in := &w.lanes[l.parent]
	group := int32(len(in.groups) - 1)
	to := int32(len(l.items))
	l.items[to-1].in = group
	g := in.groups[group]
	if l.inGroup == group+1 {
		g[l.inStretch].to = to
		return
	}
	l.inGroup, l.inStretch = group+1, int32(len(g))
	in.groups[group] = append(g, stretch{id, to - 1, to})
}
