package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
)

// When a file can't be written, those before it are taken back, and what was
// there before stays.
func TestWriteAll_takesBack(t *testing.T) {
	root := t.TempDir()
	old := filepath.Join(root, "old.txt")
	require.NoError(t, os.WriteFile(old, []byte("mine\n"), 0o666))
	dir := filepath.Join(root, "new", "deep")

	err := writeAll(dir, []lesson.File{
		{Name: "../../old.txt", Data: "mine\n"},
		{Name: "a/main.go", Data: "package main\n"},
		{Name: "a/main.go/x", Data: "below a file\n"},
	})
	var m *misuse
	require.ErrorAs(t, err, &m)
	assert.NotEmpty(t, m.hint)
	assert.NoDirExists(t, filepath.Join(root, "new"))
	assert.FileExists(t, old)
}
