package lanes

// mainLane is the name of the lane of a main process that only prints beside its children.
const mainLane = "main"

// finish numbers what the file has, once it is known to be right.
func (p *parser) finish() {
	w := p.w
	for i := range w.lanes {
		l := &w.lanes[i]
		l.first = int32(len(w.copies))
		if l.parent == 0 && l.name == mainLane && l.copies == 1 {
			w.mainLane = l.first
		}
		for range l.copies {
			one := oneLane{lane: int32(i), parent: -1, event: int32(w.events)}
			if i > 0 {
				one.parent = w.lanes[l.parent].first
			}
			w.copies = append(w.copies, one)
			w.events += len(l.own)
		}
	}
	for i := range w.patterns {
		pat := &w.patterns[i]
		for _, hole := range pat.uses {
			pat.owned = pat.owned || !w.global[hole]
		}
		w.index.add(int32(i), pat)
	}
	w.findPatLanes()
	ids := map[suffix]int32{}
	for i := range w.lanes {
		w.numberSuffixes(int32(i), ids)
	}
}

func (w *Want) findPatLanes() {
	w.patLanes = make([]int32, len(w.patterns))
	for i := range w.patLanes {
		w.patLanes[i] = -2
	}
	for line, pat := range w.linePats {
		switch lane := w.lineLanes[line]; w.patLanes[pat] {
		case -2, lane:
			w.patLanes[pat] = lane
		default:
			w.patLanes[pat] = -1
		}
	}
}

// A suffix is what is still to come of a lane: a line in a group of the lane
// around it, and the number of the rest.
type suffix struct{ around, group, pat, next int32 }

// numberSuffixes gives equal numbers to lanes that have the same lines to
// come, in the same groups of the same lane. Lanes that have lanes inside them
// are each like no other, and so is the one that the main process writes.
func (w *Want) numberSuffixes(id int32, ids map[suffix]int32) {
	l := &w.lanes[id]
	alone := len(l.groups) > 0 || id == 0 || l.name == mainLane // of the main process
	l.suffix = make([]int32, len(l.items)+1)
	for i := len(l.items) - 1; i >= 0; i-- {
		it := l.items[i]
		key := suffix{-1 - id, int32(i), 0, 0}
		if !alone {
			key = suffix{l.parent, it.in, w.linePats[it.line], l.suffix[i+1]}
		}
		if _, ok := ids[key]; !ok {
			ids[key] = int32(len(ids) + 1)
		}
		l.suffix[i] = ids[key]
		if it.line < 0 {
			continue
		}
		for _, hole := range w.patterns[w.linePats[it.line]].uses {
			if w.global[hole] {
				continue
			}
			if l.holes == nil {
				l.holes = map[int32]int32{}
			}
			if _, ok := l.holes[hole]; !ok {
				l.holes[hole] = int32(i)
			}
		}
	}
}
