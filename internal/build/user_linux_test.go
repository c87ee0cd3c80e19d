package build

import (
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/require"
)

// nobody is the user whose id every Linux has for no one in particular.
const nobody = 65534

// unprivileged makes root a user whom permissions bind, until the test ends.
// Such a test must not be parallel.
func unprivileged(t *testing.T) {
	t.Helper()
	if os.Getuid() != 0 {
		return
	}
	require.NoError(t, syscall.Setresuid(-1, nobody, -1))
	t.Cleanup(func() { require.NoError(t, syscall.Setresuid(-1, 0, -1)) })
}
