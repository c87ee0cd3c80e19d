package build

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTrim(t *testing.T) {
	now := time.Now()
	dir := t.TempDir()
	put := func(name string, age time.Duration) {
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, []byte("x"), 0o755))
		require.NoError(t, os.Chtimes(path, now.Add(-age), now.Add(-age)))
		if d := filepath.Dir(path); d != dir {
			if isKey(filepath.Base(d)) {
				age = 60*24*time.Hour - age // it is the use of the binary that counts
			}
			require.NoError(t, os.Chtimes(d, now.Add(-age), now.Add(-age)))
		}
	}
	day := 24 * time.Hour
	used, unused := strings.Repeat("a", 32), strings.Repeat("b", 32)
	put(used+"/"+checksumName, 29*day)
	put(unused+"/"+checksumName, 31*day)
	put("tmp-1/x", 25*time.Hour)
	put("tmp-2/x", 23*time.Hour)
	put("theirs/x", 365*day)
	put(strings.Repeat("c", 32), 365*day) // a file

	trim(dir, now)
	assert.Equal(t, []string{used, strings.Repeat("c", 32), "theirs", "tmp-2"}, names(t, dir))

	put(unused+"/"+checksumName, 31*day)
	trim(dir, now.Add(23*time.Hour))
	assert.DirExists(t, filepath.Join(dir, unused), "once a day")
	trim(dir, now.Add(25*time.Hour))
	assert.NoDirExists(t, filepath.Join(dir, unused))
}

func TestUsable_notesUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "join")
	require.NoError(t, os.WriteFile(path, []byte("x"), 0o755))
	sum, err := checksum(path)
	require.NoError(t, err)
	checksumFile := filepath.Join(filepath.Dir(path), checksumName)
	require.NoError(t, os.WriteFile(checksumFile, []byte(sum), 0o644))
	for _, tt := range []struct {
		age  time.Duration
		want bool
	}{{2 * noteUse, true}, {noteUse / 2, false}} {
		then := time.Now().Add(-tt.age)
		require.NoError(t, os.Chtimes(checksumFile, then, then))
		assert.True(t, usable(path))
		info, err := os.Stat(checksumFile)
		require.NoError(t, err)
		assert.Equal(t, tt.want, info.ModTime().Sub(then) > time.Hour, tt.age)
	}
}
