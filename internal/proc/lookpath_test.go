//go:build unix

package proc

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLookPath(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte("#!/bin/sh\n"+content), 0o755))
		return path
	}
	write("python3", "echo /opt/real/python3\n")
	broken := write("python4", "exit 1\n")
	tool := write("tool", "echo /opt/real/tool\n")
	t.Setenv("PATH", dir)

	for name, want := range map[string]string{"python3": "/opt/real/python3", "python4": broken, "tool": tool} {
		got, err := LookPath(name)
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
	_, err := LookPath("absent")
	assert.ErrorIs(t, err, exec.ErrNotFound)
}
