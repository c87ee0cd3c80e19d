package predict

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
)

// line is a line of the output: one of the want file, or one of several lanes
// alike.
type line struct {
	lanes.WantLine
	lane int // equal numbers, equal lanes, in the order in which the file has them
}

// outputLines are the lines of the output. There are none where they are more
// than most.
func outputLines(w *lanes.Want) (lines []line) {
	events := w.Events()
	if len(events) > most {
		return nil
	}
	numbers := map[int]int{}
	for _, e := range events {
		l := line{WantLine: w.Lines()[e.Line]}
		if l.Lane != "" {
			if _, ok := numbers[e.Lane]; !ok {
				numbers[e.Lane] = 1 + len(numbers)
			}
			l.lane = numbers[e.Lane]
		}
		lines = append(lines, l)
	}
	return lines
}

// poset has, for each line, those that must come before it, a bit each.
type poset []uint32

func newPoset(events []lanes.Event) poset {
	p := make(poset, len(events))
	for i, e := range events {
		for _, before := range e.Waits {
			p[i] |= 1 << before
		}
	}
	// A line waits for all that those before it wait for, step by step.
	for range p {
		for i := range p {
			for before := p[i]; before != 0; before &= before - 1 {
				p[i] |= p[bits.TrailingZeros32(before)]
			}
		}
	}
	return p
}

// inside reports whether the lines of one lane are barriers for the other.
func inside(outer, inner string) bool {
	return outer == "" && inner != "" || strings.HasPrefix(inner, outer+"/")
}

// pairs are those of which the first must come before the second, and nothing
// between them.
func (p poset) pairs() (pairs [][2]int) {
	for b := range p {
		for a := range p {
			if p[b]&(1<<a) == 0 {
				continue
			}
			between := false
			for c := range p {
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

// order is the lines in an order: as many of them as there are. Hundreds are
// drawn for a question, and four are taken.
type order [most]uint8

// order picks one at random.
func (p poset) order(r *rand.Rand) (o order) {
	left := uint32(1)<<len(p) - 1
	for n := range p {
		ready := p.ready(left)
		for range r.IntN(bits.OnesCount32(ready)) {
			ready &= ready - 1
		}
		o[n] = uint8(bits.TrailingZeros32(ready))
		left &^= 1 << o[n]
	}
	return o
}

// last is the order that takes, whenever there is a choice, the line that is
// last in the file; first the one that is first.
func (p poset) last() (o order) {
	left := uint32(1)<<len(p) - 1
	for n := range p {
		o[n] = uint8(bits.Len32(p.ready(left)) - 1)
		left &^= 1 << o[n]
	}
	return o
}

func (p poset) first() (o order) {
	left := uint32(1)<<len(p) - 1
	for n := range p {
		o[n] = uint8(bits.TrailingZeros32(p.ready(left)))
		left &^= 1 << o[n]
	}
	return o
}

// ready are those of the lines that are left that can come next, a bit each.
func (p poset) ready(left uint32) (ready uint32) {
	for rest := left; rest != 0; rest &= rest - 1 {
		if i := bits.TrailingZeros32(rest); p[i]&left == 0 {
			ready |= 1 << i
		}
	}
	return ready
}

// distance counts the pairs of lines that two orders of n lines have in
// another order.
func distance(a, b *order, n int) (far int) {
	var after [most]uint32 // by line, those that come after it in b, a bit each
	rest := uint32(1)<<n - 1
	for _, line := range b[:n] {
		rest &^= 1 << line
		after[line] = rest
	}
	before := uint32(0) // in a
	for _, line := range a[:n] {
		far += bits.OnesCount32(after[line] & before)
		before |= 1 << line
	}
	return far
}

// place is where a line is in an order.
func (o *order) place(line int) int { return slices.Index(o[:], uint8(line)) }
