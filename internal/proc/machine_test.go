package proc

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestMachine(t *testing.T) {
	t.Parallel()
	assert.NoError(t, Machine(nil, ""))
	for _, err := range []error{errors.New("too many open files"), &os.PathError{Op: "open", Path: "a", Err: syscall.ENOENT}, syscall.EACCES} {
		assert.Equal(t, err, Machine(err, ""), "it is not of the machine")
	}
	for errno := range lacks {
		err := fmt.Errorf("start: %w", &os.PathError{Op: "open", Path: "a", Err: errno})
		got := Machine(Machine(err, ""), "")
		assert.Equal(t, err.Error(), got.Error())
		assert.ErrorIs(t, got, errno)
		var m *MachineError
		require.ErrorAs(t, got, &m)
		assert.NotEmpty(t, m.Hint())
	}
	exe, err := os.Executable()
	require.NoError(t, err)
	assert.Equal(t, error(syscall.EACCES), Machine(syscall.EACCES, exe), "programs may run from there")
}
