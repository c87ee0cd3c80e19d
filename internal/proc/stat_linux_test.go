package proc

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const statLine = "4242 (a) b ( c) S 17 4242 99 0 -1 4194304 200 0 0 0 3 4 5 6 20 0 7 0 123456 10000 321 18446744073709551615 1 1 0 0 0 0 0 4096 17663 0 0 0 17 1 0 0 0 0 0\n"

func TestParseStat(t *testing.T) {
	t.Parallel()
	var s stat
	require.True(t, parseStat([]byte(statLine), &s))
	assert.Equal(t, stat{pid: 4242, name: "a) b ( c", state: 'S', parent: 17, session: 99, threads: 7, rss: 321}, s)
	assert.True(t, s.running())
	for _, give := range []string{"", "1", "1 (a", "1 (a)", "1 (a) ", "1 (a) S 2 3", ")(", "1 )a( S", "1 (a)  S "} {
		assert.False(t, parseStat([]byte(give), &s), give)
	}
}

func TestStat_running(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, give string
		want       bool
	}{
		{"asleep", "1 (a) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0", true},
		{"zombie", "1 (a) Z 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0", false},
		{"exiting", "1 (a) R 1 1 1 0 -1 4 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 0 0", false},
		{"SIGKILL to come", "1 (a) R 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 256 0", false},
		{"SIGTERM to come", "1 (a) R 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 0 0 1 0 0 0 0 0 0 0 0 0 0 16384 0", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var s stat
			require.True(t, parseStat([]byte(tt.give+" "), &s))
			assert.Equal(t, tt.want, s.running())
		})
	}
}

func FuzzParseStat(f *testing.F) {
	f.Add([]byte(statLine))
	f.Add([]byte("1 (a) S"))
	f.Fuzz(func(t *testing.T, line []byte) {
		var s stat
		if !parseStat(line, &s) {
			return
		}
		assert.Contains(t, string(line), "("+s.name+")")
	})
}

// A line that is put together while its process is reaped ends the process.
func TestReadStat_reaped(t *testing.T) {
	t.Parallel()
	for threads, want := range map[string]bool{"1": true, "0": false} {
		name := filepath.Join(t.TempDir(), "stat")
		line := "1 (a) R 0 1 1 0 -1 0 0 0 0 0 0 0 0 0 0 0 " + threads + " 0 0 0 0 0 0 0 0 0 0 0 0 "
		require.NoError(t, os.WriteFile(name, []byte(line), 0o644))
		file, err := os.Open(name)
		require.NoError(t, err)
		defer file.Close()
		var s stat
		assert.Equal(t, want, readStat(int(file.Fd()), make([]byte, 1024), &s), threads)
	}
}

func TestLookup(t *testing.T) {
	t.Parallel()
	var s stat
	require.True(t, lookup(os.Getpid(), &s))
	assert.Equal(t, os.Getppid(), s.parent)
	assert.Positive(t, s.threads)
	assert.Positive(t, s.rss)
	assert.False(t, lookup(1<<30, &s))
}
