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

// A limiter lets as many runs go at once as their sleep allows: the CPU time
// that they use together stays near what the machine has. A lesson's programs
// mostly sleep, so dozens of them fit on two CPUs; busy ones go one a CPU,
// and what they measure is theirs.
//
// Busy and sleeping runs have a semaphore each. With one semaphore, which
// serves in the order of asking, each busy run would hold up all sleepers
// behind it until enough of those before it had ended, and the CPUs would
// wait.
//
// What a program used says little of it where it had to wait for the CPU: it
// looks as if it had slept. So the limiter also looks at how many processes of
// the machine want to run, and above a few runs starts no more of them while
// too many do.
type limiter struct {
	busy, sleeping *semaphore.Weighted
	capacity       int64      // of each semaphore
	runnable       func() int // processes and threads of the machine that want to run

	starting *semaphore.Weighted // one run at a time looks at the machine, and starts
	running  atomic.Int64

	mu      sync.Mutex
	weights map[string]int64 // of the programs that have run, by key
}

// The weights of runs. A program that uses at most a quarter of a CPU sleeps.
// No run counts for less than lightest, so that memory and the process table
// stay bounded; a program that has not run yet counts for unknown.
const (
	perCPU   = 64
	sleepy   = perCPU / 4
	lightest = 4
	unknown  = sleepy
)

func newLimiter() *limiter {
	capacity := int64(perCPU * runtime.NumCPU())
	return &limiter{
		busy:     semaphore.NewWeighted(capacity),
		sleeping: semaphore.NewWeighted(capacity),
		capacity: capacity,
		runnable: runnable,
		starting: semaphore.NewWeighted(1),
		weights:  map[string]int64{},
	}
}

// known reports whether a run of the key was observed.
func (l *limiter) known(key string) bool { return l.weight(key) > 0 }

func (l *limiter) weight(key string) int64 {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.weights[key]
}

// observe notes what a run of the key used of the machine.
func (l *limiter) observe(key string, cpu, elapsed time.Duration) {
	if elapsed <= 0 {
		return
	}
	// A quarter is added for the guard and for the reading of the output.
	w := int64(perCPU * 1.25 * float64(cpu) / float64(elapsed))
	l.mu.Lock()
	defer l.mu.Unlock()
	// The heaviest counts: a run that had to wait for the CPU looks as if it
	// had slept, and to start more of them for that would make it worse.
	l.weights[key] = max(l.weights[key], lightest, min(w, l.capacity))
}

// acquire waits until a run of the key may start; an exclusive one runs while
// no other does. The error is ctx's.
func (l *limiter) acquire(ctx context.Context, key string, exclusive bool) (release func(), err error) {
	reserved, err := l.reserve(ctx, key, exclusive)
	if err != nil {
		return nil, err
	}
	if err := l.start(ctx); err != nil {
		reserved()
		return nil, err
	}
	return func() {
		l.running.Add(-1)
		reserved()
	}, nil
}

// start waits while more runs would only wait for a CPU.
func (l *limiter) start(ctx context.Context) error {
	if err := l.starting.Acquire(ctx, 1); err != nil {
		return err
	}
	defer l.starting.Release(1)
	few, many := int64(4*runtime.NumCPU()), 6*runtime.NumCPU()
	for l.running.Load() >= few && l.runnable() > many {
		if err := ctx.Err(); err != nil {
			return err
		}
		time.Sleep(2 * time.Millisecond)
	}
	l.running.Add(1)
	return nil
}

// reserve takes a run's share of the CPUs.
func (l *limiter) reserve(ctx context.Context, key string, exclusive bool) (release func(), err error) {
	if exclusive {
		// Always in this order, so that two of them never wait for each other.
		if err := l.busy.Acquire(ctx, l.capacity); err != nil {
			return nil, err
		}
		if err := l.sleeping.Acquire(ctx, l.capacity); err != nil {
			l.busy.Release(l.capacity)
			return nil, err
		}
		return func() {
			l.sleeping.Release(l.capacity)
			l.busy.Release(l.capacity)
		}, nil
	}
	w := l.weight(key)
	if w == 0 {
		w = unknown
	}
	semaphore := l.sleeping
	if w > sleepy {
		semaphore = l.busy
	}
	if err := semaphore.Acquire(ctx, w); err != nil {
		return nil, err
	}
	return func() { semaphore.Release(w) }, nil
}

// runnable is how many processes and threads of the machine run or wait for
// a CPU, this one included; 0 where the system does not say.
func runnable() int {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return 0
	}
	return runnableIn(string(data))
}

// runnableIn reads a text like "0.20 0.18 0.12 1/80 11206".
func runnableIn(loadavg string) int {
	fields := strings.Fields(loadavg)
	if len(fields) < 4 {
		return 0
	}
	running, _, _ := strings.Cut(fields[3], "/")
	n, _ := strconv.Atoi(running)
	return n
}
