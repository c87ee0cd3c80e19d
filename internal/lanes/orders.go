package lanes

import (
	"iter"
	"math/big"
)

// Orders counts the legal orders, exactly. It counts orders of lines, not of
// texts: two lanes that print the same text have it in two orders. Lanes alike
// have no names: which of them is which makes no other order.
func (w *Want) Orders() *big.Int {
	n, _ := w.orders(stretch{0, 0, int32(len(w.lanes[0].items))})
	for _, l := range w.lanes {
		n.Quo(n, new(big.Int).MulRange(1, int64(l.copies))) // each has a line, so it comes out even
	}
	return n
}

// orders counts the orders of a stretch, with lanes alike told apart, and its
// lines. Lanes of n1, n2 …
// lines can be interleaved in (n1+n2+…)! / (n1! n2! …) ways, and each in its
// own orders.
func (w *Want) orders(s stretch) (*big.Int, int64) {
	l := &w.lanes[s.lane]
	product, lines := big.NewInt(1), int64(0)
	for _, it := range l.items[s.from:s.to] {
		if it.line >= 0 {
			lines++
			continue
		}
		inside, below := int64(0), big.NewInt(1)
		for _, part := range l.groups[it.group] {
			n, size := w.orders(part)
			copies := int64(w.lanes[part.lane].copies)
			inside += copies * size
			each := new(big.Int).MulRange(1, size)
			below.Mul(below, each.Exp(each, big.NewInt(copies), nil))
			product.Mul(product, n) // 1 for lanes alike: they have none inside
		}
		product.Mul(product, below.Quo(new(big.Int).MulRange(1, inside), below))
		lines += inside
	}
	return product, lines
}

// All yields each legal order once, as indexes into Lines, as many as Orders
// counts. The slice is only good until the next is asked for.
func (w *Want) All() iter.Seq[[]int] {
	return func(yield func([]int) bool) {
		m := newMachine(w)
		m.start()
		m.keep = true
		w.all(m, make([]int, 0, w.events), yield)
	}
}

func (w *Want) all(m *machine, order []int, yield func([]int) bool) bool {
	if len(order) == w.events {
		return yield(order)
	}
	for copy := range m.states {
		if !m.states[copy].open || m.isLater(copy) {
			continue
		}
		length := len(m.journal)
		line := m.item(int32(copy)).line
		m.step(int32(copy), nil, 0, 0)
		if !w.all(m, append(order, int(line)), yield) {
			return false
		}
		m.back(length)
	}
	return true
}

// isLater reports whether a lane has not begun, and nor has one before it that
// is like it: that one is to begin first, as any order of the two is the same.
func (m *machine) isLater(copy int) bool {
	lane := m.w.copies[copy].lane
	return copy > int(m.w.lanes[lane].first) && m.states[copy].pc == 0 && m.states[copy-1].pc == 0
}
