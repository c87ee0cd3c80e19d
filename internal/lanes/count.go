package lanes

import (
	"encoding/binary"
	"errors"
	"math/big"
	"slices"
)

// ErrUncounted is the error of Orders where the orders are too many to be
// counted one state after the other.
var ErrUncounted = errors.New("too many to count: the edges join too many lanes")

const (
	maxStates = 100_000    // that are looked at to count the orders
	maxPlaces = 10_000_000 // that lanes have in all of them
)

// A counter counts the orders that begin in a state, once for each state.
type counter struct {
	*state
	counts map[string]*big.Int
}

func (c *counter) count() (*big.Int, error) {
	key := c.key()
	if n, ok := c.counts[key]; ok {
		return n, nil
	}
	if n := len(c.counts); n >= maxStates || n*len(c.lanes) >= maxPlaces {
		return nil, ErrUncounted
	}
	sum, last := new(big.Int), true
	for event := range c.nextEvents() {
		last = false
		before := len(c.changes)
		c.step(option{event: event}, 0)
		n, err := c.count()
		if err != nil {
			return nil, err
		}
		sum.Add(sum, n)
		c.undo(before)
	}
	if last {
		sum.SetInt64(1)
	}
	c.counts[key] = sum
	return sum, nil
}

// key is equal for states from which equally many orders go on: lanes alike
// have no names.
func (c *counter) key() string {
	places := make([]int, len(c.lanes))
	for lane, l := range c.w.lanes {
		places[lane] = c.lanes[lane].lines
		if lane == l.alike+l.copies-1 {
			slices.Sort(places[l.alike : lane+1])
		}
	}
	var key []byte
	for _, place := range places {
		key = binary.AppendUvarint(key, uint64(place))
	}
	return string(key)
}
