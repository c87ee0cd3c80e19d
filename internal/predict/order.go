package predict

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
)

// line is a line of the output: one of the want file, or one of lanes alike.
type line struct {
	lanes.WantLine
	lane int // equal numbers, equal lanes; lanes alike have one each
}

// expand has the lines of the output, lane by lane where lanes are alike; the
// order of the file is a legal one. It stops above most.
func expand(file []lanes.WantLine) (lines []line) {
	first := map[string]int{"": 0}
	next := 1
	for _, l := range file {
		if _, ok := first[l.Lane]; !ok {
			first[l.Lane] = next
			next += l.Copies
		}
		for k := range l.Copies {
			lines = append(lines, line{l, first[l.Lane] + k})
			if len(lines) > most {
				return lines
			}
		}
	}
	return lines
}

// poset has, for each line, those that must come before it, a bit each.
type poset []uint32

func newPoset(lines []line) poset {
	p := make(poset, len(lines))
	for j, b := range lines {
		for i, a := range lines[:j] {
			if a.lane == b.lane || inside(a.Lane, b.Lane) || inside(b.Lane, a.Lane) {
				p[j] |= 1 << i
			}
		}
	}
	// A line waits for all that those before it wait for.
	for j := range p {
		for before := p[j]; before != 0; before &= before - 1 {
			p[j] |= p[bits.TrailingZeros32(before)]
		}
	}
	return p
}

// inside reports whether the first lane's lines are barriers for the second.
func inside(outer, inner string) bool {
	return outer == "" && inner != "" || strings.HasPrefix(inner, outer+"/")
}

// pairs are those of which the first must come before the second, and nothing
// between them.
func (p poset) pairs() (pairs [][2]int) {
	for b := range p {
		for a := range b {
			if p[b]&(1<<a) == 0 {
				continue
			}
			between := false
			for c := a + 1; c < b; c++ {
				between = between || p[b]&(1<<c) != 0 && p[c]&(1<<a) != 0
			}
			if !between {
				pairs = append(pairs, [2]int{a, b})
			}
		}
	}
	return pairs
}

// turned has one pair turned round and all other rules kept: all of its
// orders break that one rule, and no other.
func (p poset) turned(pair [2]int) poset {
	q := slices.Clone(p)
	q[pair[1]] &^= 1 << pair[0]
	q[pair[0]] |= 1 << pair[1]
	return q
}

// order picks one at random.
func (p poset) order(r *rand.Rand) []int {
	order := make([]int, 0, len(p))
	var room [most]int
	done := uint32(0)
	for len(order) < len(p) {
		ready := room[:0]
		for i, before := range p {
			if done&(1<<i) == 0 && before&^done == 0 {
				ready = append(ready, i)
			}
		}
		next := ready[r.IntN(len(ready))]
		done |= 1 << next
		order = append(order, next)
	}
	return order
}

// last is the order that takes, whenever there is a choice, the line that is
// last in the file; first the one that is first.
func (p poset) last() []int  { return p.greedy(true) }
func (p poset) first() []int { return p.greedy(false) }

func (p poset) greedy(last bool) []int {
	order := make([]int, 0, len(p))
	done := uint32(0)
	for len(order) < len(p) {
		next := -1
		for i, before := range p {
			if done&(1<<i) == 0 && before&^done == 0 && (last || next < 0) {
				next = i
			}
		}
		done |= 1 << next
		order = append(order, next)
	}
	return order
}

// distance counts the pairs of lines that two orders have in another order.
func distance(a, b []int) (n int) {
	var at [most]int
	for i, event := range b {
		at[event] = i
	}
	for i, x := range a {
		for _, y := range a[i+1:] {
			if at[x] > at[y] {
				n++
			}
		}
	}
	return n
}
