//go:build unix

package publish

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What can't be read is named, and not taken for changed.
func TestPublish_unreadable(t *testing.T) {
	if os.Geteuid() == 0 { // root can read everything
		const nobody = 65534
		require.NoError(t, syscall.Seteuid(nobody))
		t.Cleanup(func() { require.NoError(t, syscall.Seteuid(0)) })
	}
	for _, name := range []string{"index.html", "zh"} {
		dir := filepath.Join(t.TempDir(), "site")
		publish(t, dir, texts{"index.html": "old", "zh/a.html": "old"})
		file := filepath.Join(dir, name)
		require.NoError(t, os.Chmod(file, 0))
		t.Cleanup(func() { _ = os.Chmod(file, 0o755) })
		_, err := Publish(t.Context(), dir, texts{"index.html": "new"}, 0)
		require.ErrorIs(t, err, fs.ErrPermission)
		assert.ErrorContains(t, err, name)
	}
}
