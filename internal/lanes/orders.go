package lanes

import (
	"iter"
	"math/big"
	"slices"
)

// Orders counts the legal orders, exactly. It counts orders of lines, not of
// texts: two lanes that print the same text have it in two orders. Lanes alike
// have no names: which of them is which makes no other order.
//
// The error is ErrUnbounded where a line may come any number of times. Where
// edges join lanes, or lines may be missing, each state that an order goes
// through is looked at; the error is ErrUncounted where they are too many.
func (w *Want) Orders() (*big.Int, error) {
	if slices.ContainsFunc(w.lines, func(l WantLine) bool { return l.mayRepeat() }) {
		return nil, ErrUnbounded
	}
	if len(w.edges) > 0 || slices.ContainsFunc(w.lines, func(l WantLine) bool { return l.mayMiss() }) {
		c := counter{newState(w, nil), map[string]*big.Int{}}
		return c.count()
	}
	return w.ordersOfTree(), nil
}

func (w *Want) ordersOfTree() *big.Int {
	open := make([]stretch, len(w.lanes))
	for i := range open {
		open[i].orders = big.NewInt(1)
	}
	for _, e := range w.events {
		w.join(open, e.Lane)
		open[e.Lane].lines++
	}
	w.join(open, 0)
	n := open[0].orders
	for i, l := range w.lanes {
		if i == l.alike {
			n.Quo(n, new(big.Int).MulRange(1, int64(l.copies))) // each has a line, so it comes out even
		}
	}
	return n
}

// A stretch is the lines of a lane since the last barrier of the lane around
// it, those of inner lanes included, and in how many orders they can be
// printed.
type stretch struct {
	lines  int64
	orders *big.Int
}

// join ends the stretches of the lanes inside one, as a line of it does.
// Stretches of n1, n2 … lines can be interleaved in (n1+n2+…)! / (n1! n2! …)
// ways, and each in its own orders.
func (w *Want) join(open []stretch, lane int) {
	into, inside := &open[lane], int64(0)
	for _, id := range w.lanes[lane].inside {
		w.join(open, id)
		inner := open[id]
		if inner.lines == 0 {
			continue
		}
		inside += inner.lines
		into.orders.Mul(into.orders, inner.orders)
		into.orders.Mul(into.orders, new(big.Int).Binomial(inside, inner.lines))
		open[id] = stretch{0, big.NewInt(1)}
	}
	into.lines += inside
}

// All yields each legal order once, as indexes into Lines, as many as Orders
// counts, without an end where these are unbounded. The slice is only good
// until the next is asked for.
func (w *Want) All() iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		w.extend(newState(w, nil), nil, yield)
	}
}

func (w *Want) extend(s *state, order []int, yield func([]int) bool) bool {
	if s.left == 0 && !yield(order) {
		return false
	}
	for event := range s.nextEvents() {
		before := len(s.changes)
		s.step(option{event: event}, 0)
		if !w.extend(s, append(order, w.events[event].Line), yield) {
			return false
		}
		s.undo(before)
	}
	return true
}

// nextEvents yields the events that can come next. Of lanes alike that have not
// begun only the next one may begin.
func (s *state) nextEvents() iter.Seq[int] {
	return func(yield func(int) bool) {
		for lane, l := range s.w.lanes {
			if lane > l.alike && !s.lanes[lane].begun && !s.lanes[lane-1].begun {
				continue
			}
			for _, event := range s.ready(lane) {
				if !yield(event) {
					return
				}
			}
		}
	}
}
