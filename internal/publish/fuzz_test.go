package publish

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever the manifest of a folder says, the folder is replaced only while all
// of its files are as listed.
func FuzzPublish_manifest(f *testing.F) {
	const sum = "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb" // of "a"
	f.Add(`{"files": {"a.txt": "` + sum + `"}}`)
	f.Add(`{"files": {"../a.txt": "` + sum + `", "": "", "/": "x", "a.txt/b": "", "a.txt": "` + sum + `"}}`)
	f.Add(`{"files": {"a.txt": ""}}`)
	f.Add(`{"files": null}`)
	f.Fuzz(func(t *testing.T, text string) {
		parent := t.TempDir()
		dir := filepath.Join(parent, "site")
		require.NoError(t, os.Mkdir(dir, 0o755))
		require.NoError(t, os.WriteFile(filepath.Join(dir, "a.txt"), []byte("a"), 0o644))
		require.NoError(t, os.WriteFile(filepath.Join(dir, manifestName), []byte(text), 0o644))
		before := contents(t, parent)
		_, err := Publish(t.Context(), dir, texts{"b.txt": "b"}, 1)
		if err == nil {
			require.Equal(t, texts{"b.txt": "b"}, contents(t, dir))
		} else {
			require.Equal(t, before, contents(t, parent))
		}
		m, _ := readManifest(openRoot(t, dir))
		require.Equal(t, err == nil, m.Files["b.txt"] != "")
	})
}

func openRoot(t *testing.T, dir string) *os.Root {
	root, err := os.OpenRoot(dir)
	require.NoError(t, err)
	t.Cleanup(func() { root.Close() })
	return root
}
