//go:build unix

package rootfs

import (
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestFS(t *testing.T) {
	outside := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(outside, "secret"), []byte("secret"), 0o644))
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	require.NoError(t, os.MkdirAll(in("real/deep"), 0o755))
	require.NoError(t, os.WriteFile(in("real/a.md"), []byte("a"), 0o644))
	require.NoError(t, os.WriteFile(in("real/deep/b.png"), []byte("b"), 0o644))
	require.NoError(t, os.Symlink("real/a.md", in("link.md")))
	require.NoError(t, os.Symlink("real/deep", in("folder")))
	require.NoError(t, os.Symlink(filepath.Join(outside, "secret"), in("secret.png")))
	require.NoError(t, os.Symlink(outside, in("out")))
	require.NoError(t, os.Symlink("/dev/zero", in("zero.png")))
	require.NoError(t, syscall.Mkfifo(in("fifo.md"), 0o644))
	require.NoError(t, os.WriteFile(in("large.md"), nil, 0o644))
	require.NoError(t, os.Truncate(in("large.md"), maxText+1))
	f, err := Open(dir)
	require.NoError(t, err)

	for give, want := range map[string]string{"real/a.md": "a", "link.md": "a", "folder/b.png": "b"} {
		data, err := fs.ReadFile(f, give)
		require.NoError(t, err, give)
		assert.Equal(t, want, string(data), give)
	}
	for give, want := range map[string]error{
		"secret.png": ErrOutside, "out/secret": ErrOutside, "zero.png": ErrOutside, "../x": fs.ErrInvalid,
		"fifo.md": ErrNotRegular, "real": ErrNotRegular, "none.md": fs.ErrNotExist,
	} {
		_, err := fs.ReadFile(f, give)
		assert.ErrorIs(t, err, want, give)
		if give == "real" {
			continue // a folder can be opened, and not read
		}
		_, err = f.Open(give)
		assert.ErrorIs(t, err, want, give)
	}
	_, err = fs.ReadFile(f, "large.md")
	assert.ErrorContains(t, err, "larger than 4 MiB")
	_, err = f.Stat("out")
	assert.ErrorIs(t, err, ErrOutside)
	_, err = f.ReadDir("out")
	assert.ErrorIs(t, err, ErrOutside)

	entries, err := fs.ReadDir(f, ".")
	require.NoError(t, err)
	assert.Len(t, entries, 8)
}

// It is a file system as any other.
func TestFS_conforms(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "deep"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "a.md"), []byte("a"), 0o644))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "deep", "b.json"), []byte("{}"), 0o644))
	f, err := Open(dir)
	require.NoError(t, err)
	assert.NoError(t, fstest.TestFS(f, "a.md", "deep/b.json"))
}
