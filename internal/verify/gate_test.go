package verify

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A run alone waits for the others to leave, and others wait for it.
func TestGate_alone(t *testing.T) {
	g := newGate()
	refused := func(alone bool) {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
		defer cancel()
		_, err := g.enter(ctx, "one", alone)
		require.ErrorIs(t, err, context.DeadlineExceeded)
	}
	leave, err := g.enter(t.Context(), "two", false)
	require.NoError(t, err)
	refused(true)
	leave()
	leave, err = g.enter(t.Context(), "one", true)
	require.NoError(t, err)
	refused(false)
	leave()
	leave, err = g.enter(t.Context(), "two", false)
	require.NoError(t, err)
	leave()
}

// Busy runs that wait for each other hold up no sleepers, nor do sleepers
// hold up a busy run.
func TestGate_roomsOfTheirOwn(t *testing.T) {
	g := newGate()
	g.ran("busy", time.Second, time.Second)
	g.ran("sleeper", time.Millisecond, time.Second)
	full := func(key, other string) {
		t.Helper()
		var leaves []func()
		for {
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			leave, err := g.enter(ctx, key, false)
			cancel()
			if err != nil {
				break
			}
			leaves = append(leaves, leave)
			require.Less(t, len(leaves), 1000)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		leave, err := g.enter(ctx, other, false)
		require.NoError(t, err, "%s waits for runs that are %s", other, key)
		leave()
		for _, leave := range leaves {
			leave()
		}
	}
	full("busy", "sleeper")
	full("sleeper", "busy")
}
