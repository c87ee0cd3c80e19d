package lanes

import (
	"encoding/binary"
	"errors"
	"math/big"
	"slices"
)

var (
	// ErrUnbounded is the error of Orders where a line may come any number
	// of times.
	ErrUnbounded = errors.New("unbounded, as a line may come any number of times")
	// ErrUncounted is the error of Orders where the orders are too many to
	// be counted one state after the other.
	ErrUncounted = errors.New("too many to count, as there are edges or lines that may be missing")
)

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
	sum := new(big.Int)
	if c.left == 0 {
		sum.SetInt64(1) // that ends here
	}
	for event := range c.nextEvents() {
		before := len(c.changes)
		c.step(option{event: event}, 0)
		n, err := c.count()
		if err != nil {
			return nil, err
		}
		sum.Add(sum, n)
		c.undo(before)
	}
	c.counts[key] = sum
	return sum, nil
}

// key is equal for states from which equally many orders go on: lanes alike
// have no names.
func (c *counter) key() string {
	places := make([]int, len(c.lanes))
	for lane, l := range c.w.lanes {
		places[lane] = 2 * c.lanes[lane].lines
		if c.lanes[lane].begun {
			places[lane]++
		}
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
