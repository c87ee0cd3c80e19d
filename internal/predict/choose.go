package predict

import (
	"cmp"
	"slices"
)

// tries is how many orders are drawn to choose from.
const tries = 40

// legal has up to n legal candidates, each as far from the file's own order
// and from those before it as there is.
func (q *question) legal(n int) (all []Candidate) {
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
	for len(all) < n && len(pool) > 0 {
		best := 0
		for i := range pool {
			if near[i] > near[best] {
				best = i
			}
		}
		o, far := pool[best], near[best]
		pool, near = slices.Delete(pool, best, best+1), slices.Delete(near, best, best+1)
		if far == 0 {
			break // what is left is chosen already, or the file's own order
		}
		c, ok := q.judge(o, true)
		if !ok {
			continue
		}
		all = append(all, c)
		for i := range pool {
			near[i] = min(near[i], distance(&pool[i], &o, len(q.lines)))
		}
	}
	if len(all) < n {
		if c, ok := q.judge(own, true); ok {
			all = append(all, c)
		}
	}
	return all
}

// broken is an order that breaks one rule.
type broken struct {
	pair  [2]int
	order order
	far   int // from the file's own order
	gap   int // lines between the two
	dull  int
}

// illegal has up to n candidates that break one rule each, if possible
// different ones: first one that is easy to see and near the file's own order,
// then one where other lines stand between the two, then any.
func (q *question) illegal(n int) (all []Candidate) {
	own := q.poset.first()
	pairs := q.poset.pairs()
	q.rand.Shuffle(len(pairs), func(i, j int) { pairs[i], pairs[j] = pairs[j], pairs[i] })
	startFirst := q.rand.IntN(3) == 0
	if len(pairs) == 0 {
		return nil
	}
	drawn := max(2, tries/len(pairs))
	pool := make([]broken, 0, len(pairs)*(2+drawn))
	for _, pair := range pairs {
		turned, dull := q.poset.turned(pair), q.dull(pair, startFirst)
		add := func(o order) {
			gap := o.place(pair[0]) - o.place(pair[1]) - 1
			pool = append(pool, broken{pair, o, distance(&o, &own, len(q.lines)), gap, dull})
		}
		add(turned.first())
		add(turned.last())
		for range drawn {
			add(turned.order(q.rand))
		}
	}
	used := map[[2]int]bool{}
	for len(all) < n && len(pool) > 0 {
		best := 0
		for i := range pool {
			x, y := &pool[i], &pool[best]
			rank := cmp.Compare(index(used[x.pair]), index(used[y.pair]))
			switch {
			case rank != 0:
			case len(all) == 0:
				rank = cmp.Or(cmp.Compare(x.dull, y.dull), cmp.Compare(x.far, y.far))
			case len(all) == 1:
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
			all = append(all, c)
			used[b.pair] = true
		}
	}
	return all
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

func index(b bool) int {
	if b {
		return 1
	}
	return 0
}
