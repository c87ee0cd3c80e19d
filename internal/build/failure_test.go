package build

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCache_Build_noToolchain(t *testing.T) {
	if _, err := os.Stat("/usr/local/go/bin/go"); err == nil {
		old := installed
		installed = "/not/there/go"
		defer func() { installed = old }()
	}
	t.Setenv("PATH", t.TempDir())
	_, err := (&Cache{Dir: t.TempDir()}).Build(t.Context(), programs(t, map[string]string{"one/main.go": hello}))
	require.ErrorIs(t, err, ErrNoToolchain)
	hint, ok := err.(interface{ Hint() string })
	require.True(t, ok)
	assert.Contains(t, hint.Hint(), "https://go.dev/dl/")
}

// A folder of a file is a cache that can't be made, for root too.
func TestCache_Build_noCache(t *testing.T) {
	ps := programs(t, map[string]string{"one/main.go": hello})
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	dir := filepath.Join(file, "cache")

	paths, err := (&Cache{Dir: dir}).Build(t.Context(), ps)
	var cacheErr *CacheError
	require.ErrorAs(t, err, &cacheErr)
	assert.Equal(t, dir, cacheErr.Dir)
	assert.Equal(t, "can't keep built programs in "+dir+": not a directory", err.Error())
	assert.Equal(t, []string{""}, paths)
}

func TestCache_Build_readOnly(t *testing.T) {
	ps := programs(t, map[string]string{"one/main.go": hello})
	dir := t.TempDir()
	want, err := (&Cache{Dir: dir}).Build(t.Context(), ps)
	require.NoError(t, err)
	require.NoError(t, os.Chmod(dir, 0o555))
	defer func() { _ = os.Chmod(dir, 0o755) }()
	require.NoError(t, os.Chmod(filepath.Dir(dir), 0o755)) // it is made for root alone
	unprivileged(t)

	got, err := (&Cache{Dir: dir}).Build(t.Context(), ps)
	require.NoError(t, err, "what is there can be used")
	assert.Equal(t, want, got)
	ps[0].Program.Name = "other"
	_, err = (&Cache{Dir: dir}).Build(t.Context(), ps)
	var cacheErr *CacheError
	require.ErrorAs(t, err, &cacheErr)
	assert.Equal(t, "can't keep built programs in "+dir+": permission denied", err.Error())
}

func TestCache_Build_fullDisk(t *testing.T) {
	fakeGo(t, "echo '# lesson/pone: write x: no space left on device' >&2\nexit 1\n")
	c := Cache{Dir: t.TempDir(), TempDir: t.TempDir()}
	_, err := c.Build(t.Context(), programs(t, map[string]string{"one/main.go": hello}))
	var cacheErr *CacheError
	require.ErrorAs(t, err, &cacheErr)
	assert.Equal(t, "can't keep built programs in "+c.Dir+": no space left on device", err.Error())
	assert.Empty(t, names(t, c.Dir))
	assert.Empty(t, names(t, c.TempDir))
}

// What go says about no program is not lost, and is no problem of a lesson.
func TestCache_Build_goFails(t *testing.T) {
	fakeGo(t, "echo 'go: no such tool \"compile\"' >&2\nexit 1\n")
	_, err := (&Cache{Dir: t.TempDir()}).Build(t.Context(), programs(t, map[string]string{"one/main.go": hello}))
	assert.EqualError(t, err, `go build made nothing: go: no such tool "compile"`)
}

// A process that go has left behind, and that holds its output open, is not
// waited for.
func TestCache_Build_goLeavesProcess(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("what go leaves behind there holds the folder that must go")
	}
	fakeGo(t, "sleep 10 &\nexec $GO \"$@\"\n")
	paths, err := (&Cache{Dir: t.TempDir()}).Build(t.Context(), programs(t, map[string]string{"one/main.go": hello}))
	require.NoError(t, err)
	assert.Equal(t, "hello\n", output(t, paths[0]))
}

func TestCache_Build_canceled(t *testing.T) {
	pidFile := filepath.Join(t.TempDir(), "pid")
	fakeGo(t, "sleep 1000 &\necho $! >'"+pidFile+".new'\nmv '"+pidFile+".new' '"+pidFile+"'\nwait\n")
	c := Cache{Dir: t.TempDir(), TempDir: t.TempDir()}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		for ctx.Err() == nil {
			if _, err := os.Stat(pidFile); err == nil {
				cancel()
			}
			time.Sleep(time.Millisecond)
		}
	}()
	_, err := c.Build(ctx, programs(t, map[string]string{"one/main.go": hello}))
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, names(t, c.Dir))
	assert.Empty(t, names(t, c.TempDir))

	data, err := os.ReadFile(pidFile)
	require.NoError(t, err)
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	require.NoError(t, err)
	assert.Eventually(t, func() bool { return gone(pid) }, time.Minute, time.Millisecond,
		"what go had started ends with it")
}

// gone reports whether a process has ended; nobody may have reaped it.
func gone(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil || errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone) {
		return true
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(stat), ") Z ")
}

func TestCache_Build_race(t *testing.T) {
	if err := RaceAvailable(); err != nil {
		t.Skip(err)
	}
	ps := programs(t, map[string]string{"one/main.go": "package main\n\nfunc main() {\n\tx, done := 0, make(chan bool)\n" +
		"\tgo func() { x++; done <- true }()\n\tx++\n\t<-done\n\tprintln(x)\n}\n"})
	ps = append(ps, ps[0])
	ps[1].Race = true
	paths, err := (&Cache{Dir: t.TempDir()}).Build(t.Context(), ps)
	require.NoError(t, err)
	assert.NotEqual(t, paths[0], paths[1])
	out, err := exec.Command(paths[1]).CombinedOutput()
	assert.Error(t, err)
	assert.Contains(t, string(out), "DATA RACE")
}

func TestRaceAvailable_noCompiler(t *testing.T) {
	if err := RaceAvailable(); err != nil || runtime.GOOS == "darwin" {
		t.Skip("nothing to take away:", err)
	}
	t.Setenv("CC", "")
	t.Setenv("PATH", t.TempDir())
	assert.EqualError(t, RaceAvailable(), "the race detector needs a C compiler: gcc is not on PATH")
}

func TestDefaultDir(t *testing.T) {
	t.Setenv("COURSE_CACHE", "some/dir")
	dir, err := DefaultDir()
	require.NoError(t, err)
	want, err := filepath.Abs("some/dir")
	require.NoError(t, err)
	assert.Equal(t, want, dir)

	t.Setenv("COURSE_CACHE", "")
	user, err := os.UserCacheDir()
	require.NoError(t, err)
	dir, err = DefaultDir()
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(user, "course"), dir)
}
