package proc

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func runnerCommand(t testing.TB, exe, how string, s Spec, args ...string) *exec.Cmd {
	spec, err := json.Marshal(s)
	require.NoError(t, err)
	c := exec.Command(exe, append([]string{"runner", how, string(spec)}, args...)...)
	c.Stderr = os.Stderr
	t.Cleanup(func() {
		if c.Process != nil {
			_ = c.Process.Kill()
		}
	})
	return c
}

func markOf(s Spec) string { return strings.TrimPrefix(s.Env[0], markName+"=") }

// However a runner ends in mid-run, nothing of the run is left.
func TestRunner_ended(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{unix.SIGKILL, unix.SIGTERM, unix.SIGINT, unix.SIGSEGV} {
		for _, program := range [][]string{{"sleep"}, {"deaf"}, {"leave", "once"}, {"leave", "twice"}, {"signal", "19"}} {
			t.Run(SignalName(s)+" "+strings.Join(program, " "), func(t *testing.T) {
				t.Parallel()
				spec := self(t, program...)
				spec.Leaves = true
				c := runnerCommand(t, spec.Path, "supervise", spec)
				c.Stderr = nil // of SIGSEGV it has much to say
				require.NoError(t, c.Start())
				eventually(t, "the program to run", func() bool { return len(marked(markOf(spec))) > 0 })
				require.NoError(t, c.Process.Signal(s))
				_ = c.Wait()
				eventually(t, "the tree to end", func() bool { return len(marked(markOf(spec))) == 0 })
				eventually(t, "the folder to be removed", func() bool {
					entries, err := os.ReadDir(spec.TempDir)
					return err == nil && len(entries) == 0
				})
			})
		}
	}
}

// Ctrl-C ends a runner's group, but not the guard that is to clean up.
func TestRunner_interrupted(t *testing.T) {
	t.Parallel()
	spec := self(t, "deaf")
	term := onTerminal(t, runnerCommand(t, spec.Path, "supervise", spec))
	eventually(t, "the program to run", func() bool { return len(marked(markOf(spec))) > 0 })
	term.press(ctrlC)
	assert.Equal(t, unix.SIGINT, term.wait().Signal())
	eventually(t, "the tree to end", func() bool { return len(marked(markOf(spec))) == 0 })
	eventually(t, "the folder to be removed", func() bool {
		entries, err := os.ReadDir(spec.TempDir)
		return err == nil && len(entries) == 0
	})
}

// A shell starts its background jobs with SIGINT ignored.
func TestRunner_background(t *testing.T) {
	t.Parallel()
	s := self(t, "sleep")
	c := runnerCommand(t, s.Path, "supervise", s, "^ready")
	c.Args = append([]string{"sh", "-c", `trap "" INT HUP; exec "$0" "$@"`}, append([]string{s.Path}, c.Args[1:]...)...)
	c.Path = "/bin/sh"
	out, err := c.Output()
	require.NoError(t, err)
	var run Run
	require.NoError(t, json.Unmarshal(out, &run), string(out))
	assert.True(t, run.Interrupted)
	assert.Empty(t, run.Stopped)
	assert.Equal(t, unix.SIGINT, run.Signal)
}

// An unprivileged user with a low limit of processes, and a program that
// starts many: the run is stopped, and so is every one of them.
func TestRunner_flood(t *testing.T) {
	t.Parallel()
	s := self(t, "flood", "200")
	s.Timeout = defaultTimeout
	exe := s.Path
	var credential *syscall.Credential
	if os.Getuid() == 0 {
		const nobody = 65534
		credential = &syscall.Credential{Uid: nobody, Gid: nobody}
		exe = forAll(t, s.Path)
		s.Path = exe
		s.TempDir = filepath.Join(filepath.Dir(exe), "tmp")
		require.NoError(t, os.Mkdir(s.TempDir, 0o777))
		require.NoError(t, os.Chmod(s.TempDir, 0o777))
	}
	c := runnerCommand(t, exe, "supervise", s)
	if credential != nil {
		c.Args = append(c.Args, "", "400")
		c.SysProcAttr = &syscall.SysProcAttr{Credential: credential}
	}
	out, err := c.Output()
	require.NoError(t, err, string(out))
	var run Run
	require.NoError(t, json.Unmarshal(out, &run), string(out))
	assert.Equal(t, "more than 64 processes", run.Stopped)
	assertGone(t, markOf(s), s.TempDir)
}

// forAll copies a file to where any user may run it.
func forAll(t *testing.T, file string) string {
	dir, err := os.MkdirTemp("", "course-test-")
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(dir)) })
	require.NoError(t, os.Chmod(dir, 0o755))
	to := filepath.Join(dir, "test")
	require.NoError(t, copyFile(to, file, 0o755))
	return to
}

func TestTempDir(t *testing.T) {
	dir, release, err := TempDir()
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o644))
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "closed", "inner"), 0o755))
	require.NoError(t, os.Chmod(filepath.Join(dir, "closed"), 0))
	release()
	assert.NoDirExists(t, dir)
	release()

	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "nowhere"))
	_, _, err = TempDir()
	assert.ErrorIs(t, err, os.ErrNotExist)
}

func TestTempDir_killed(t *testing.T) {
	t.Parallel()
	s := self(t)
	c := runnerCommand(t, s.Path, "tempdir", s)
	c.Env = append(os.Environ(), "TMPDIR="+s.TempDir)
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, c.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	dir := strings.Fields(line)[0]
	assert.DirExists(t, dir)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "file"), nil, 0o644))
	require.NoError(t, c.Process.Kill())
	_, _ = io.Copy(io.Discard, out)
	_ = c.Wait()
	eventually(t, "the folder to be removed", func() bool {
		_, err := os.Stat(dir)
		return os.IsNotExist(err)
	})
}
