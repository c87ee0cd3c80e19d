package verify

import (
	"context"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/semaphore"
)

// A gate lets as many runs go at once as their sleep allows: the CPU time
// that they use together stays near what the machine has. A lesson's programs
// mostly sleep, so dozens of them fit on two CPUs; busy ones go one a CPU,
// and what they measure is theirs.
//
// Sleepers and busy runs have a room each. In one room, whose places are
// given out in the order of asking, each busy run would hold up all sleepers
// behind it until enough of those before it had left, and the CPUs would
// wait too.
//
// What a program used says little of it where it had to wait for the CPU: it
// looks as if it had slept. So the gate also looks at how many processes of
// the machine want to run, and above a few runs lets in no more of them
// while too many do.
type gate struct {
	busy, sleepers *semaphore.Weighted
	total          int64 // units of each room

	door   sync.Mutex // one at a time looks at the machine
	inside atomic.Int64

	mu      sync.Mutex
	weights map[string]int64 // of the programs that have run, by key
}

// perCPU is one CPU, in the gate's units; who uses at most a quarter of one
// is a sleeper. No run counts for less than lightest, so that memory and the
// process table stay bounded; one that nobody has seen yet counts for
// unknown.
const (
	perCPU   = 64
	sleepy   = perCPU / 4
	lightest = 4
	unknown  = sleepy
)

func newGate() *gate {
	total := int64(perCPU * runtime.NumCPU())
	return &gate{
		busy:     semaphore.NewWeighted(total),
		sleepers: semaphore.NewWeighted(total),
		total:    total,
		weights:  map[string]int64{},
	}
}

// known reports whether a run of the key has been seen.
func (g *gate) known(key string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.weights[key] > 0
}

// ran notes what a run of the key used of the machine.
func (g *gate) ran(key string, cpu, elapsed time.Duration) {
	if elapsed <= 0 {
		return
	}
	// A quarter is added for the guard and for the reading of the output.
	w := int64(perCPU * 1.25 * float64(cpu) / float64(elapsed))
	w = min(max(w, lightest), g.total)
	g.mu.Lock()
	defer g.mu.Unlock()
	// The heaviest counts: a run that had to wait for the CPU looks as if it
	// had slept, and to let in more of them for that would make it worse.
	g.weights[key] = max(w, g.weights[key])
}

// enter waits until there is room for a run of the key; a run alone has all
// of both rooms.
func (g *gate) enter(ctx context.Context, key string, alone bool) (leave func(), err error) {
	giveBack, err := g.take(ctx, key, alone)
	if err != nil {
		return nil, err
	}
	g.door.Lock()
	defer g.door.Unlock()
	few := int64(4 * runtime.NumCPU())
	for g.inside.Load() >= few && runnable() > 6*runtime.NumCPU() && ctx.Err() == nil {
		time.Sleep(2 * time.Millisecond)
	}
	g.inside.Add(1)
	return func() {
		g.inside.Add(-1)
		giveBack()
	}, nil
}

func (g *gate) take(ctx context.Context, key string, alone bool) (giveBack func(), err error) {
	if alone {
		// Always in this order, so that two of them never wait for each other.
		if err := g.busy.Acquire(ctx, g.total); err != nil {
			return nil, err
		}
		if err := g.sleepers.Acquire(ctx, g.total); err != nil {
			g.busy.Release(g.total)
			return nil, err
		}
		return func() {
			g.sleepers.Release(g.total)
			g.busy.Release(g.total)
		}, nil
	}
	g.mu.Lock()
	w := g.weights[key]
	g.mu.Unlock()
	if w == 0 {
		w = unknown
	}
	room := g.sleepers
	if w > sleepy {
		room = g.busy
	}
	if err := room.Acquire(ctx, w); err != nil {
		return nil, err
	}
	return func() { room.Release(w) }, nil
}

// runnable is how many processes and threads of the machine run or wait for
// a CPU, this one included; 0 where the system does not say.
func runnable() int {
	data, err := os.ReadFile("/proc/loadavg") // "0.20 0.18 0.12 1/80 11206"
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(data))
	if len(fields) < 4 {
		return 0
	}
	running, _, _ := strings.Cut(fields[3], "/")
	n, _ := strconv.Atoi(running)
	return n
}
