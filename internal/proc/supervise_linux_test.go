package proc

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestSupervise_writers(t *testing.T) {
	t.Parallel()
	run, err := Supervise(t.Context(), self(t, "family", "3", "1000"))
	require.NoError(t, err)
	assert.Empty(t, run.Stopped)
	assert.Zero(t, run.Exit)
	require.Len(t, run.Lines, 3*1000+1)
	next := map[int]int{}
	for _, line := range run.Lines[:3000] {
		var pid, child, n int
		_, err := fmt.Sscanf(line.Text, "%d %d %d", &pid, &child, &n)
		require.NoError(t, err, line.Text)
		require.Equal(t, pid, line.Pid)
		require.Nil(t, line.Writers)
		require.Equal(t, next[pid], n)
		require.Equal(t, run.Main, run.Processes[pid].Parent)
		next[pid]++
	}
	assert.Len(t, next, 3)
	assert.Equal(t, run.Main, run.Lines[3000].Pid)
	assert.Positive(t, run.CPU)
}

func TestSupervise_parents(t *testing.T) {
	t.Parallel()
	run, err := Supervise(t.Context(), self(t, "grandson", "2"))
	require.NoError(t, err)
	require.Len(t, run.Lines, 3)
	for i, line := range run.Lines {
		var depth, pid, parent int
		_, err := fmt.Sscanf(line.Text, "depth %d %d %d", &depth, &pid, &parent)
		require.NoError(t, err, line.Text)
		assert.Equal(t, 2-i, depth)
		assert.Equal(t, pid, line.Pid)
		assert.Equal(t, parent, run.Processes[pid].Parent)
		assert.NotEmpty(t, run.Processes[pid].Name)
		assert.LessOrEqual(t, run.Processes[pid].First, run.Processes[pid].Last)
		assert.LessOrEqual(t, run.Processes[pid].Last, run.Elapsed)
		assert.LessOrEqual(t, line.At, run.Elapsed)
	}
	assert.Equal(t, run.Main, run.Lines[0].Pid)
}

func TestSupervise_torn(t *testing.T) {
	t.Parallel()
	run, err := Supervise(t.Context(), self(t, "torn"))
	require.NoError(t, err)
	require.Len(t, run.Lines, 2)
	assert.Equal(t, "begun by one, ended by the other", run.Lines[0].Text)
	require.Len(t, run.Lines[0].Writers, 2)
	assert.Equal(t, run.Main, run.Lines[0].Writers[0])
	assert.Equal(t, run.Main, run.Processes[run.Lines[0].Writers[1]].Parent)
	assert.Equal(t, "no newline", run.Lines[1].Text)
	assert.True(t, run.Lines[1].NoNewline)
	assert.Nil(t, run.Lines[1].Writers)
}

// Root may give another pid as its own. One outside of the run is not believed.
func TestSupervise_claimedPid(t *testing.T) {
	t.Parallel()
	run, err := Supervise(t.Context(), self(t, "claim", strconv.Itoa(os.Getpid())))
	require.NoError(t, err)
	require.Len(t, run.Lines, 2)
	if run.Lines[0].Text == unix.EPERM.Error() {
		t.Skip("not root")
	}
	assert.Equal(t, "claimed", run.Lines[0].Text)
	assert.Zero(t, run.Lines[0].Pid)
	assert.NotContains(t, run.Processes, os.Getpid())
	assert.Equal(t, run.Main, run.Lines[1].Pid)
}

// A writer that has been reaped before the read is told all the same.
func TestReadOutput_reaped(t *testing.T) {
	t.Parallel()
	ours, theirs, err := outputPair()
	require.NoError(t, err)
	defer ours.Close()
	file := os.NewFile(uintptr(theirs), "theirs")
	var want, got []string
	for range 20 {
		c := exec.Command("/bin/sh", "-c", "echo $$")
		c.Stdout = file
		require.NoError(t, c.Run())
		want = append(want, fmt.Sprintf("%d %d\n", c.Process.Pid, c.Process.Pid))
	}
	file.Close()
	_ = readOutput(ours, func(pid int, chunk []byte) { got = append(got, fmt.Sprintf("%d %s", pid, chunk)) })
	assert.Equal(t, want, got)
}

func TestSupervise_end(t *testing.T) {
	t.Parallel()
	tests := []struct {
		give       []string
		wantExit   int
		wantSignal syscall.Signal
	}{
		{[]string{"exit", "0"}, 0, 0},
		{[]string{"exit", "3"}, 3, 0},
		{[]string{"signal", "9"}, -1, unix.SIGKILL},
		{[]string{"signal", "15"}, -1, unix.SIGTERM},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.give, " "), func(t *testing.T) {
			t.Parallel()
			run, err := Supervise(t.Context(), self(t, tt.give...))
			require.NoError(t, err)
			assert.Equal(t, tt.wantExit, run.Exit)
			assert.Equal(t, tt.wantSignal, run.Signal)
			assert.Empty(t, run.Stopped)
			assert.Empty(t, run.LeftOver)
		})
	}
}

func TestSupervise_where(t *testing.T) {
	t.Parallel()
	files := t.TempDir()
	require.NoError(t, os.Mkdir(filepath.Join(files, "sub"), 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(files, "sub", "tool"), nil, 0o755))
	require.NoError(t, os.WriteFile(filepath.Join(files, "want"), nil, 0o644))
	s := self(t, "where")
	s.Files = files
	s.Env = append(s.Env, "EXTRA=1")
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)

	dir := texts(run, "^dir ")
	require.Len(t, dir, 1)
	assert.True(t, strings.HasPrefix(dir[0], "dir "+s.TempDir), dir[0])
	assert.ElementsMatch(t, []string{
		"in . sub -rwxr-xr-x", "in . want -rw-r--r--", "in sub tool -rwxr-xr-x",
	}, texts(run, `^in (\.|sub) `))
	assert.Equal(t, []string{"open 0", "open 1", "open 2"}, texts(run, "^open "))
	session, err := unix.Getsid(0)
	require.NoError(t, err)
	group := texts(run, "^group ")
	require.Len(t, group, 1)
	assert.Contains(t, group[0], "group 0 session", "not a group of its own")
	assert.NotEqual(t, fmt.Sprintf("group 0 session %d", session), group[0])
	var names []string
	for _, line := range texts(run, "^env ") {
		name, _, _ := strings.Cut(strings.TrimPrefix(line, "env "), "=")
		names = append(names, name)
	}
	assert.Subset(t, []string{
		"PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "TZ", "PYTHONIOENCODING", "PYTHONDONTWRITEBYTECODE",
		"GORACE", "PYENV_ROOT", "PYENV_VERSION", markName, "EXTRA",
	}, names)
	assert.Contains(t, names, "EXTRA")
}

func TestSupervise_stdin(t *testing.T) {
	t.Parallel()
	s := self(t, "stdin")
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.Equal(t, []string{"end of input"}, texts(run, ""))

	s.Stdin = []byte("one\ntwo")
	run, err = Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.Equal(t, []string{`read "one"`, `read "two"`, "end of input"}, texts(run, ""))
}

func TestSupervise_refused(t *testing.T) {
	t.Parallel()
	s := self(t, "exit", "0")
	for _, tt := range []struct {
		give string
		want error
	}{
		{"/nowhere/program", fs.ErrNotExist},
		{"/etc/passwd", fs.ErrPermission},
	} {
		s.Path = tt.give
		_, err := Supervise(t.Context(), s)
		assert.ErrorIs(t, err, tt.want)
		assert.ErrorContains(t, err, "start "+tt.give)
	}
	s.Path = "relative"
	_, err := Supervise(t.Context(), s)
	assert.ErrorContains(t, err, "not absolute")

	s = self(t, "exit", "0")
	s.Files = "/nowhere"
	_, err = Supervise(t.Context(), s)
	assert.ErrorIs(t, err, fs.ErrNotExist)

	// The guard is good for another run.
	s.Files = ""
	_, err = Supervise(t.Context(), s)
	assert.NoError(t, err)
}

func TestSupervise_noInit(t *testing.T) {
	initialized = false
	defer func() { initialized = true }()
	_, err := Supervise(t.Context(), Spec{Path: "/bin/true"})
	assert.ErrorIs(t, err, ErrNoInit)
	_, err = Foreground(t.Context(), Spec{Path: "/bin/true"}, ForegroundOptions{})
	assert.ErrorIs(t, err, ErrNoInit)
	_, _, err = TempDir()
	assert.ErrorIs(t, err, ErrNoInit)
}

func TestSupervise_cancelled(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	s := self(t, "leave", "once")
	s.Leaves = true
	mark := strings.TrimPrefix(s.Env[0], markName+"=")
	go func() {
		for len(marked(mark)) == 0 {
			time.Sleep(time.Millisecond)
		}
		cancel()
	}()
	_, err := Supervise(ctx, s)
	assert.ErrorIs(t, err, context.Canceled)
	_, err = Supervise(ctx, s)
	assert.ErrorIs(t, err, context.Canceled)
}

func TestSupervise_until(t *testing.T) {
	t.Parallel()
	s := self(t, "sleep")
	s.Until = regexp.MustCompile("^ready")
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.True(t, run.Interrupted)
	assert.Equal(t, unix.SIGINT, run.Signal)
	assert.Empty(t, run.Stopped)
	assert.Empty(t, run.LeftOver)
}

// An interrupt is for the group, as Ctrl-C is.
func TestSupervise_untilGroup(t *testing.T) {
	t.Parallel()
	s := self(t, "pair")
	s.Until = regexp.MustCompile("^ready")
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.Equal(t, unix.SIGINT, run.Signal)
	assert.Empty(t, run.LeftOver)
}

// The limits are the program's: the guard that makes the next run may copy a
// file that the last program could not have written.
func TestSupervise_limitsNotGuards(t *testing.T) {
	s := self(t, "exit", "0")
	s.Limits.FileSize = 1 << 10
	_, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	s.Files = t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(s.Files, "file"), make([]byte, 1<<12), 0o644))
	_, err = Supervise(t.Context(), s)
	assert.NoError(t, err)
}

func TestKernelLanes(t *testing.T) {
	assert.True(t, KernelLanes())
}
