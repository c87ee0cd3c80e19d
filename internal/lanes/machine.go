package lanes

import (
	"hash/maphash"
	"strconv"
	"strings"
)

// A machine knows which lines can come next. Its states are plain values, so
// that a step is undone by setting the old ones again.
type machine struct {
	w       *Want
	states  []state // by copy of a lane
	globals []bound // by hole
	next    next
	pids    map[int]int32 // the copy of a lane that a process writes
	byPid   bool          // a lane is a process: pids tell lanes apart
	hash    uint64        // of all states; lanes that are alike are not told apart
	journal []undo
	keep    bool // keep a journal
}

// state is how far a lane has come.
type state struct {
	pc, end int32 // index of the next item, and of the first behind the open group
	pending int32 // lanes of the group at pc that have lines to come in it
	open    bool  // the item at pc is a line that can come now
	pid     int   // who writes the lane, 0 when unknown
	binds   []bound
}

// bound is the text of a hole, and the line of the transcript that gave it.
type bound struct {
	hole int32
	text string
	line int // -1: not bound
}

// undo says what states[copy] was; copy -1-h is hole h, which was not bound.
type undo struct {
	copy int32
	was  state
}

func newMachine(w *Want) *machine {
	m := &machine{w: w, states: make([]state, len(w.copies)), globals: make([]bound, len(w.holes)), pids: map[int]int32{}}
	for i := range m.globals {
		m.globals[i].line = -1
	}
	m.next.slots = make([]slot, len(w.patterns))
	return m
}

// start lets the first lines come.
func (m *machine) start() {
	m.settle(0, state{end: int32(len(m.w.lanes[0].items))})
}

// item is the line or group that a lane is at.
func (m *machine) item(copy int32) item {
	return m.w.lanes[m.w.copies[copy].lane].items[m.states[copy].pc]
}

// event is the number of the line that an open lane is at.
func (m *machine) event(copy int32) int32 {
	return m.w.copies[copy].event + m.item(copy).nth
}

func (m *machine) pattern(copy int32) int32 { return m.w.linePats[m.item(copy).line] }

// step lets the line come that an open lane is at. fills are the texts of its
// holes, nil to leave them alone; line and pid say where it came from.
func (m *machine) step(copy int32, fills []string, line, pid int) {
	st := m.states[copy]
	l := &m.w.lanes[m.w.copies[copy].lane]
	if fills != nil {
		pat := &m.w.patterns[m.pattern(copy)]
		for i, hole := range pat.uses {
			if m.w.global[hole] {
				m.bindGlobal(bound{hole, fills[i], line})
			}
		}
		if l.holes != nil {
			st.binds = bind(st.binds, pat.uses, fills, line, func(hole int32) bool {
				return !m.w.global[hole] && l.holes[hole] > st.pc
			})
		}
	}
	if st.pid == 0 {
		st.pid = pid
	}
	st.pc++
	m.settle(copy, st)
}

// bind has the holes that are still to come, sorted by hole, so that equal
// ones are equal.
func bind(old []bound, uses []int32, fills []string, line int, live func(int32) bool) []bound {
	var all []bound
	for _, b := range old {
		if live(b.hole) {
			all = append(all, b)
		}
	}
	for i, hole := range uses {
		at, known := 0, false
		for at < len(all) && all[at].hole <= hole {
			known = known || all[at].hole == hole
			at++
		}
		if !known && live(hole) {
			all = append(all[:at], append([]bound{{hole, fills[i], line}}, all[at:]...)...)
		}
	}
	return all
}

func (m *machine) bindGlobal(b bound) {
	if m.globals[b.hole].line >= 0 {
		return
	}
	m.globals[b.hole] = b
	m.hash += hashOf(uint64(b.hole)<<32|1<<63, b.text)
	if m.keep {
		m.journal = append(m.journal, undo{copy: -1 - b.hole})
	}
}

// settle moves a lane that has come to a new item on to where it must wait.
func (m *machine) settle(copy int32, st state) {
	for st.pc == st.end {
		st.open = false
		m.set(copy, st)
		if copy = m.w.copies[copy].parent; copy < 0 {
			return
		}
		st = m.states[copy]
		if st.pending--; st.pending > 0 {
			m.set(copy, st)
			return
		}
		st.pc++
	}
	l := &m.w.lanes[m.w.copies[copy].lane]
	it := l.items[st.pc]
	st.open = it.line >= 0
	if st.open {
		m.set(copy, st)
		return
	}
	for _, part := range l.groups[it.group] {
		st.pending += int32(m.w.lanes[part.lane].copies)
	}
	m.set(copy, st)
	for _, part := range l.groups[it.group] {
		in := &m.w.lanes[part.lane]
		for i := range int32(in.copies) {
			st := m.states[in.first+i]
			st.pc, st.end = part.from, part.to
			m.settle(in.first+i, st)
		}
	}
}

func (m *machine) set(copy int32, st state) {
	old := m.states[copy]
	if m.keep {
		m.journal = append(m.journal, undo{copy, old})
	}
	m.put(copy, old, st)
}

func (m *machine) put(copy int32, old, st state) {
	if old.open {
		m.next.remove(m, copy)
	}
	m.hash += m.stateHash(copy, st) - m.stateHash(copy, old)
	m.states[copy] = st
	if st.open {
		m.next.add(m, copy)
	}
	if old.pid != st.pid {
		if m.pids[old.pid] == copy {
			delete(m.pids, old.pid)
		}
		if st.pid != 0 {
			m.pids[st.pid] = copy
		}
	}
}

// back undoes all steps since the journal had that length.
func (m *machine) back(length int) {
	for i := len(m.journal) - 1; i >= length; i-- {
		u := m.journal[i]
		if u.copy < 0 {
			b := &m.globals[-1-u.copy]
			m.hash -= hashOf(uint64(b.hole)<<32|1<<63, b.text)
			b.line = -1
			continue
		}
		m.put(u.copy, m.states[u.copy], u.was)
	}
	m.journal = m.journal[:length]
}

// alike is what two lanes have in common that can be exchanged from here on.
type alike struct {
	suffix int32
	pid    int
	binds  string
}

func (m *machine) alike(copy int32, st *state) alike {
	a := alike{suffix: m.w.lanes[m.w.copies[copy].lane].suffix[st.pc]}
	if m.byPid {
		a.pid = st.pid
	}
	if len(st.binds) > 0 {
		var b strings.Builder
		for _, bind := range st.binds {
			writeBind(&b, bind.hole, bind.text)
		}
		a.binds = b.String()
	}
	return a
}

// writeBind writes hole and text so that different ones never look the same:
// the text of a hole has no space.
func writeBind(b *strings.Builder, hole int32, text string) {
	b.WriteString(strconv.Itoa(int(hole)))
	b.WriteByte('=')
	b.WriteString(text)
	b.WriteByte(' ')
}

var seed = maphash.MakeSeed()

func hashOf(n uint64, s string) uint64 {
	if s != "" {
		n ^= maphash.String(seed, s)
	}
	// splitmix64, so that sums of near numbers don't meet.
	n += 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

func (m *machine) stateHash(copy int32, st state) uint64 {
	a := m.alike(copy, &st)
	n := uint64(a.suffix)<<1 ^ uint64(a.pid)<<34
	if st.open {
		n |= 1
	}
	return hashOf(n, a.binds)
}
