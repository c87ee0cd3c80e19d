package verify

import (
	"context"
	"runtime"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// fill starts runs of a key until no more may start, and returns how many
// have, and what ends them.
func fill(t *testing.T, l *limiter, key string) (n int, releaseAll func()) {
	t.Helper()
	var releases []func()
	for {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		release, err := l.acquire(ctx, key, false)
		cancel()
		if err != nil {
			require.ErrorIs(t, err, context.DeadlineExceeded)
			return len(releases), func() {
				for _, release := range releases {
					release()
				}
			}
		}
		releases = append(releases, release)
		require.Less(t, len(releases), 1000)
	}
}

// idle is a limiter of a machine on which nothing else runs.
func idle() *limiter {
	l := newLimiter()
	l.runnable = func() int { return 0 }
	return l
}

func acquire(t *testing.T, l *limiter, key string, exclusive bool) (release func()) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	release, err := l.acquire(ctx, key, exclusive)
	require.NoError(t, err)
	return release
}

func refused(t *testing.T, l *limiter, key string, exclusive bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	_, err := l.acquire(ctx, key, exclusive)
	require.ErrorIs(t, err, context.DeadlineExceeded)
}

// An exclusive run waits for all others to end, and they wait for it.
func TestLimiter_exclusive(t *testing.T) {
	l := idle()
	l.observe("busy", time.Second, time.Second)
	for _, key := range []string{"busy", "unknown"} {
		release := acquire(t, l, key, false)
		refused(t, l, "one", true)
		release()
		// One that gave up holds nothing back.
		release = acquire(t, l, "one", true)
		refused(t, l, key, false)
		release()
	}
	n, releaseAll := fill(t, l, "unknown")
	refused(t, l, "one", true)
	acquire(t, l, "busy", false)()
	releaseAll()
	assert.Equal(t, runtime.NumCPU()*perCPU/unknown, n)
}

// Busy runs that wait for each other hold up no sleepers, nor do sleepers
// hold up a busy run.
func TestLimiter_busyAndSleeping(t *testing.T) {
	l := idle()
	l.observe("busy", time.Second, time.Second)
	l.observe("sleeper", time.Millisecond, time.Second)
	for key, other := range map[string]string{"busy": "sleeper", "sleeper": "busy"} {
		_, releaseAll := fill(t, l, key)
		acquire(t, l, other, false)()
		releaseAll()
	}
}

func TestLimiter_observe(t *testing.T) {
	cpus := runtime.NumCPU()
	l := idle()
	assert.False(t, l.known("x"))
	l.observe("x", time.Second, 0)
	assert.False(t, l.known("x"), "a run that took no time tells nothing")
	l.observe("x", 0, time.Second)
	assert.True(t, l.known("x"))
	assert.EqualValues(t, lightest, l.weight("x"))
	l.observe("x", time.Second, time.Second)
	assert.EqualValues(t, min(perCPU*5/4, perCPU*cpus), l.weight("x"))
	l.observe("x", 0, time.Second)
	assert.EqualValues(t, min(perCPU*5/4, perCPU*cpus), l.weight("x"), "the heaviest run counts")
	l.observe("x", 1000*time.Second, time.Second)
	acquire(t, l, "x", false)() // whatever a run has used, it can start
}

// On a busy machine a few runs may start, and then no more until fewer
// processes want to run.
func TestLimiter_busyMachine(t *testing.T) {
	cpus := runtime.NumCPU()
	l := newLimiter()
	l.observe("sleeper", 0, time.Second)
	want := 6*cpus + 1
	l.runnable = func() int { return want }
	n, releaseAll := fill(t, l, "sleeper")
	assert.Equal(t, 4*cpus, n)
	want = 6 * cpus
	acquire(t, l, "sleeper", false)()
	want = 6*cpus + 1
	refused(t, l, "sleeper", false)
	releaseAll()
	n, releaseAll = fill(t, l, "sleeper")
	releaseAll()
	assert.Equal(t, 4*cpus, n, "runs that have ended, or have given up, count no more")

	l.runnable = func() int { return 0 }
	n, releaseAll = fill(t, l, "sleeper")
	releaseAll()
	assert.Equal(t, cpus*perCPU/lightest, n)

	require.NoError(t, l.starting.Acquire(t.Context(), 1)) // as a run does that waits
	refused(t, l, "sleeper", false)
	l.starting.Release(1)
	acquire(t, l, "sleeper", false)()
}

func TestRunnableIn(t *testing.T) {
	for give, want := range map[string]int{
		"0.20 0.18 0.12 3/80 11206\n": 3, "0.20 0.18 0.12 12/80": 12, "0.20 0.18 0.12": 0, "": 0, "a b c d": 0,
	} {
		assert.Equal(t, want, runnableIn(give), "%q", give)
	}
	if runtime.GOOS == "linux" {
		assert.Positive(t, runnable())
	}
}
