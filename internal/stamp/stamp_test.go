package stamp

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func of(t *testing.T, file string) Stamp {
	t.Helper()
	info, err := os.Lstat(file)
	require.NoError(t, err)
	return Of(info)
}

// Each way to change a file shows, an old time and the old length included.
func TestOf(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("os.Stat tells no time of change and no inode")
	}
	file := filepath.Join(t.TempDir(), "file")
	write := func(text string) { require.NoError(t, os.WriteFile(file, []byte(text), 0o644)) }
	write("one")
	first := of(t, file)
	assert.Equal(t, first, of(t, file))
	assert.True(t, first.SameFile(of(t, file)))
	tests := []struct {
		name string
		do   func()
		same bool // the same file, as it was written
	}{
		{"longer", func() { write("one two") }, false},
		{"another text, back in time", func() {
			write("two")
			require.NoError(t, os.Chtimes(file, time.Time{}, time.Unix(0, first.Mtime)))
		}, true},
		{"another file in its place", func() {
			require.NoError(t, os.Rename(file, file+".old"))
			write("one")
			require.NoError(t, os.Chtimes(file, time.Time{}, time.Unix(0, first.Mtime)))
		}, false},
		{"a link to it", func() { require.NoError(t, os.Link(file, file+".link")) }, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			write("one")
			require.NoError(t, os.Chtimes(file, time.Time{}, time.Unix(0, first.Mtime)))
			before := of(t, file)
			time.Sleep(20 * time.Millisecond) // a step of the file system's clock
			tt.do()
			after := of(t, file)
			assert.NotEqual(t, before, after)
			assert.NotEqual(t, before.String(), after.String())
			assert.Equal(t, tt.same, before.SameFile(after))
		})
	}
	assert.False(t, strings.ContainsAny(first.String(), " \n"))
}

func TestStamp_Settled(t *testing.T) {
	now := time.Unix(1e9, 0)
	at := func(d time.Duration) Stamp { return Stamp{Ctime: now.Add(d).UnixNano()} }
	assert.True(t, at(-time.Minute).Settled(now))
	assert.False(t, at(-time.Second).Settled(now), "it may change again in the same step of the clock")
	assert.False(t, at(time.Minute).Settled(now), "a time to come")
	assert.False(t, Stamp{Mtime: 1}.Settled(now), "a system that tells no time of change")
}
