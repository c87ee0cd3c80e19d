package bundle

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What is embedded must be what the sources make.
func TestBuild_kept(t *testing.T) {
	const dir = "../../assets"
	files, err := Build(dir)
	require.NoError(t, err)
	require.Len(t, files, 2)
	for name, data := range files {
		kept, err := os.ReadFile(filepath.Join(dir, "dist", name))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(data, kept), "%s is stale: run \"go generate ./site\"", name)
	}
}

func TestBuild_wrong(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "css"), 0o777))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "js"), 0o777))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "css", "main.css"), []byte("a { color: red; }"), 0o666))
	require.NoError(t, os.WriteFile(filepath.Join(dir, "js", "main.ts"), []byte("\nlet = 1 1;"), 0o666))
	_, err := Build(dir)
	assert.ErrorContains(t, err, "main.ts:2: ")
}
