package lanes

import "strings"

// next finds the open lanes that a line can be of, by pattern and by the
// texts that its holes already have: no lane is looked at in vain.
type next struct {
	slots  []slot  // by pattern
	places []place // by copy of a lane
}

// A slot has the open lanes that are at a line of one pattern.
type slot struct {
	free  bucket // where no hole of the line is bound by the lane
	bound *boundSlot
}

type boundSlot struct {
	buckets map[boundKey]*bucket
	masks   map[uint64]int // which holes are bound, and in how many lanes
	order   []uint64       // the keys of masks, as they came
}

// boundKey is which of a line's holes are bound, and to what.
type boundKey struct {
	mask  uint64
	texts string
}

// A bucket has open lanes that read the same texts, those together that can be
// exchanged.
type bucket struct {
	groups []*group
	find   map[alike]*group // nil while groups are few
}

type group struct {
	alike  alike
	at     int // index into bucket.groups
	copies []int32
}

// place is where a lane is, so that it is found again in constant time.
type place struct {
	bucket *bucket
	group  *group
	at     int
	key    boundKey
	slot   int32
}

const fewGroups = 8

// keyOf has the holes of the line that a lane is at, as far as it has bound
// them.
func (m *machine) keyOf(copy int32) boundKey {
	var key boundKey
	binds := m.states[copy].binds
	if len(binds) == 0 {
		return key
	}
	var texts strings.Builder
	for i, hole := range m.w.patterns[m.pattern(copy)].uses {
		for _, b := range binds {
			if b.hole == hole {
				key.mask |= 1 << i
				writeBind(&texts, hole, b.text)
			}
		}
	}
	key.texts = texts.String()
	return key
}

// keyFor is the key of the lanes that have bound the holes in mask, and read
// them so.
func (m *machine) keyFor(pat int32, mask uint64, fills []string) boundKey {
	var texts strings.Builder
	for i, hole := range m.w.patterns[pat].uses {
		if mask&(1<<i) != 0 {
			writeBind(&texts, hole, fills[i])
		}
	}
	return boundKey{mask, texts.String()}
}

func (n *next) add(m *machine, copy int32) {
	if n.places == nil {
		n.places = make([]place, len(m.states))
	}
	p := place{slot: m.pattern(copy), key: m.keyOf(copy)}
	s := &n.slots[p.slot]
	p.bucket = &s.free
	if p.key.mask != 0 {
		p.bucket = s.boundBucket(p.key)
	}
	p.group = p.bucket.group(m.alike(copy, &m.states[copy]))
	p.at = len(p.group.copies)
	p.group.copies = append(p.group.copies, copy)
	n.places[copy] = p
}

func (s *slot) boundBucket(key boundKey) *bucket {
	if s.bound == nil {
		s.bound = &boundSlot{buckets: map[boundKey]*bucket{}, masks: map[uint64]int{}}
	}
	b := s.bound
	if _, ok := b.masks[key.mask]; !ok {
		b.order = append(b.order, key.mask)
	}
	b.masks[key.mask]++
	if b.buckets[key] == nil {
		b.buckets[key] = &bucket{}
	}
	return b.buckets[key]
}

func (b *bucket) group(a alike) *group {
	if b.find != nil {
		if g := b.find[a]; g != nil {
			return g
		}
	} else {
		for _, g := range b.groups {
			if g.alike == a {
				return g
			}
		}
	}
	g := &group{alike: a, at: len(b.groups)}
	b.groups = append(b.groups, g)
	if b.find == nil && len(b.groups) > fewGroups {
		b.find = map[alike]*group{}
		for _, g := range b.groups {
			b.find[g.alike] = g
		}
	} else if b.find != nil {
		b.find[a] = g
	}
	return g
}

func (n *next) remove(m *machine, copy int32) {
	p := n.places[copy]
	g, b := p.group, p.bucket
	last := len(g.copies) - 1
	g.copies[p.at] = g.copies[last]
	n.places[g.copies[p.at]].at = p.at
	g.copies = g.copies[:last]
	if last == 0 {
		end := len(b.groups) - 1
		b.groups[g.at] = b.groups[end]
		b.groups[g.at].at = g.at
		b.groups[end] = nil
		b.groups = b.groups[:end]
		if b.find != nil {
			delete(b.find, g.alike)
		}
	}
	if p.key.mask != 0 {
		s := n.slots[p.slot].bound
		s.masks[p.key.mask]--
		if len(b.groups) == 0 {
			delete(s.buckets, p.key)
		}
	}
}

// each calls yield with every bucket of lanes that can read a text so.
func (n *next) each(m *machine, r read, yield func(*bucket) bool) {
	for i, hole := range m.w.patterns[r.pat].uses {
		if b := m.globals[hole]; m.w.global[hole] && b.line >= 0 && b.text != r.fills[i] {
			return
		}
	}
	s := &n.slots[r.pat]
	if len(s.free.groups) > 0 && !yield(&s.free) {
		return
	}
	if s.bound == nil {
		return
	}
	for _, mask := range s.bound.order {
		if s.bound.masks[mask] == 0 {
			continue
		}
		if b := s.bound.buckets[m.keyFor(r.pat, mask, r.fills)]; b != nil && !yield(b) {
			return
		}
	}
}

// fits says whether an open lane can read a text so.
func (n *next) fits(m *machine, copy int32, r read) bool {
	if !m.states[copy].open || n.places[copy].slot != r.pat {
		return false
	}
	found := false
	n.each(m, r, func(b *bucket) bool {
		found = found || b == n.places[copy].bucket
		return !found
	})
	return found
}
