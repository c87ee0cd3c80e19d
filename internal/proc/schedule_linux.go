package proc

import (
	"math/rand/v2"
	"slices"
	"time"

	"golang.org/x/sys/unix"
)

// stopper stops and continues children at random moments, so that orders
// which are rare otherwise turn up. Starts are reordered in the first few
// milliseconds of a child's life, so a new one is stopped more often.
//
// Only processes of the guard's own session are stopped: the guard is the
// parent, or the adopting parent, of each of their groups, so none becomes
// an orphaned group with stopped members, to which the kernel sends SIGHUP.
type stopper struct {
	random  *rand.Rand
	session int
	known   map[int]bool
	until   map[int]int64 // when to continue each
}

const (
	stopNew  = 0.5 // of new children
	stopTick = 0.1 // chance to stop one of the others in each tick
	stopMin  = time.Millisecond
	stopMax  = 20 * time.Millisecond
)

func newStopper(seed uint64, session int) *stopper {
	return &stopper{
		random:  rand.New(rand.NewPCG(seed, 0x5eed)),
		session: session,
		known:   map[int]bool{},
		until:   map[int]int64{},
	}
}

// tick continues whom it is time to continue, and stops others.
func (s *stopper) tick(t *tree, now int64) {
	for pid, end := range s.until {
		if end > now {
			continue
		}
		delete(s.until, pid)
		if m := t.alive[pid]; m != nil {
			m.stopped = false
			_ = unix.Kill(pid, unix.SIGCONT)
		}
	}
	var children []int
	for pid, m := range t.alive {
		if pid != t.main && m.session == s.session && m.running() && m.state != 'T' {
			children = append(children, pid)
		}
	}
	slices.Sort(children) // so that the seed decides, not the map
	for _, pid := range children {
		if !s.known[pid] {
			s.known[pid] = true
			if s.random.Float64() < stopNew {
				s.stop(t, pid, now)
			}
		}
	}
	if len(children) > 0 && s.random.Float64() < stopTick {
		s.stop(t, children[s.random.IntN(len(children))], now)
	}
}

func (s *stopper) stop(t *tree, pid int, now int64) {
	if _, is := s.until[pid]; is {
		return
	}
	if unix.Kill(pid, unix.SIGSTOP) != nil {
		return
	}
	t.alive[pid].stopped = true
	s.until[pid] = now + int64(stopMin) + s.random.Int64N(int64(stopMax-stopMin))
}

// pin moves the calling thread, and so what it starts, to one of the allowed
// CPUs; the function returned undoes it.
func pin(seed uint64) (undo func(), err error) {
	var allowed unix.CPUSet
	if err := unix.SchedGetaffinity(0, &allowed); err != nil {
		return nil, err
	}
	nth := int(seed % uint64(allowed.Count()))
	for cpu := 0; ; cpu++ {
		if !allowed.IsSet(cpu) {
			continue
		}
		if nth == 0 {
			var one unix.CPUSet
			one.Set(cpu)
			return func() { _ = unix.SchedSetaffinity(0, &allowed) }, unix.SchedSetaffinity(0, &one)
		}
		nth--
	}
}
