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
