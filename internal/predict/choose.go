package predict

import (
	"cmp"
	"slices"
)

// tries is how many orders are drawn to choose from.
const tries = 40

// supply has one candidate after the other, until it reports false. Each is
// held against the want file when it is asked for.
type supply func() (Candidate, bool)

// upTo adds to what is there already.
func (s supply) upTo(n int, all []Candidate) []Candidate {
	for len(all) < n {
		c, ok := s()
		if !ok {
			break
		}
		all = append(all, c)
	}
	return all
}

// legal has legal candidates, each as far from the file's own order and from
// those before it as there is; at the end the file's own order.
func (q *question) legal() supply {
	own := q.poset.first()
	pool := make([]order, 0, 1+tries)
	pool = append(pool, q.poset.last())
	for range tries {
		pool = append(pool, q.poset.order(q.rand))
	}
	near := make([]int, len(pool)) // by order: distance to the nearest that is chosen
	for i := range pool {
		near[i] = distance(&pool[i], &own, len(q.lines))
	}
	return func() (Candidate, bool) {
		for len(pool) > 0 {
			best := 0
			for i := range pool {
				if near[i] > near[best] {
					best = i
				}
			}
			o, far := pool[best], near[best]
			pool, near = slices.Delete(pool, best, best+1), slices.Delete(near, best, best+1)
			if far == 0 {
				pool = nil // what is left is chosen already, or the file's own order
				break
			}
			c, ok := q.judge(o, true)
			if !ok {
				continue
			}
			for i := range pool {
				near[i] = min(near[i], distance(&pool[i], &o, len(q.lines)))
			}
			return c, true
		}
		return q.judge(own, true) // which has it only once
	}
}

// broken is an order that breaks one rule.
type broken struct {
	rule  int // of poset.pairs
	order order
	far   int // from the file's own order
	gap   int // lines between the two
	dull  int
}

// illegal has candidates that break one rule each, if possible different ones:
// first one that is easy to see and near the file's own order, then one where
// other lines stand between the two, then any.
func (q *question) illegal() supply {
	own := q.poset.first()
	pairs := q.poset.pairs()
	q.rand.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	startFirst := q.rand.IntN(3) == 0
	drawn := max(2, tries/max(1, len(pairs)))
	pool := make([]broken, 0, len(pairs)*(2+drawn))
	for rule, pair := range pairs {
		turned, dull := q.poset.turned(pair), q.dull(pair, startFirst)
		add := func(o order) {
			gap := o.place(pair[0]) - o.place(pair[1]) - 1
			pool = append(pool, broken{rule, o, distance(&o, &own, len(q.lines)), gap, dull})
		}
		add(turned.first())
		add(turned.last())
		for range drawn {
			add(turned.order(q.rand))
		}
	}
	used := make([]int, len(pairs)) // 1 of a rule that is broken in one already
	chosen := 0
	return func() (Candidate, bool) {
		for len(pool) > 0 {
			best := 0
			for i := range pool {
				x, y := &pool[i], &pool[best]
				rank := cmp.Compare(used[x.rule], used[y.rule])
				switch {
				case rank != 0:
				case chosen == 0:
					rank = cmp.Or(cmp.Compare(x.dull, y.dull), cmp.Compare(x.far, y.far))
				case chosen == 1:
					rank = cmp.Or(cmp.Compare(y.gap, x.gap), cmp.Compare(y.far, x.far))
				default:
					rank = cmp.Compare(y.far, x.far)
				}
				if rank < 0 {
					best = i
				}
			}
			b := pool[best]
			pool[best] = pool[len(pool)-1]
			pool = pool[:len(pool)-1]
			if c, ok := q.judge(b.order, false); ok {
				chosen++
				used[b.rule] = 1
				return c, true
			}
		}
		return Candidate{}, false
	}
}

// dull ranks rules by what they teach: waiting for another process, or being
// started by one, is more than one line of a process after the other.
func (q *question) dull(pair [2]int, startFirst bool) int {
	a, b := q.lines[pair[0]], q.lines[pair[1]]
	switch {
	case a.lane == b.lane:
		return 2
	case inside(a.Lane, b.Lane) == startFirst:
		return 0
	}
	return 1
}
