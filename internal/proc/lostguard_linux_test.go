package proc

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// trees are programs of which something is left when only the main process,
// or only its group, is killed.
var trees = [][]string{{"sleep"}, {"family of the deaf"}, {"leave", "once"}, {"leave", "twice"}}

// startTree starts a runner in a group of its own, and returns once the whole
// tree of its program is there.
func startTree(t *testing.T, mode string, program []string) (c *exec.Cmd, s Spec, output func() string) {
	s = self(t, program...)
	s.Leaves = true
	c = runnerCommand(t, s.Path, mode, s)
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	c.Stderr = nil
	output = intoFile(t, c)
	require.NoError(t, c.Start())
	eventually(t, "the tree to run", func() bool {
		for _, process := range marked(markOf(s)) {
			switch {
			case strings.Contains(process, "deaf") && !strings.Contains(process, "family"),
				program[0] == "leave" && strings.Contains(process, "daemon once"),
				program[0] == "sleep":
				return true
			}
		}
		return false
	})
	return c, s, output
}

// intoFile is for a command whose output may be held open by what it leaves: a
// pipe would make Wait wait for that.
func intoFile(t *testing.T, c *exec.Cmd) (output func() string) {
	file, err := os.Create(filepath.Join(t.TempDir(), "output"))
	require.NoError(t, err)
	t.Cleanup(func() { file.Close() })
	c.Stdout = file
	return func() string {
		content, err := os.ReadFile(file.Name())
		require.NoError(t, err)
		return string(content)
	}
}

func requireGone(t *testing.T, s Spec) {
	t.Helper()
	eventually(t, "the tree to end", func() bool { return len(marked(markOf(s))) == 0 })
	eventually(t, "the folder to be removed", func() bool {
		entries, err := os.ReadDir(s.TempDir)
		return err == nil && len(entries) == 0
	})
}

// guardPid is the guard of a runner.
func guardPid(t *testing.T, runner int) (guard int) {
	eventually(t, "the guard to run", func() bool {
		pids, err := newPidList()
		require.NoError(t, err)
		defer pids.close()
		pids.all(now(), func(pid int) {
			command, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
			var s stat
			if strings.HasPrefix(string(command), guardName+"\x00") && lookup(pid, &s) && s.parent == runner {
				guard = pid
			}
		})
		return guard != 0
	})
	return guard
}

// A shell, timeout or a CI kills a command together with its group.
func TestRunner_groupKilled(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"supervise", "foreground"} {
		for _, program := range trees {
			t.Run(mode+" "+strings.Join(program, " "), func(t *testing.T) {
				t.Parallel()
				c, s, _ := startTree(t, mode, program)
				require.NoError(t, unix.Kill(-c.Process.Pid, unix.SIGKILL))
				_ = c.Wait()
				requireGone(t, s)
			})
		}
	}
}

// When a guard is killed, the runner ends what it guarded.
func TestRunner_guardKilled(t *testing.T) {
	t.Parallel()
	for _, mode := range []string{"supervise", "foreground"} {
		for _, program := range trees {
			t.Run(mode+" "+strings.Join(program, " "), func(t *testing.T) {
				t.Parallel()
				c, s, output := startTree(t, mode, program)
				require.NoError(t, unix.Kill(guardPid(t, c.Process.Pid), unix.SIGKILL))
				_ = c.Wait()
				requireGone(t, s)
				if mode == "foreground" {
					assert.Contains(t, output(), "error the guard of the run was killed")
					return
				}
				var run Run
				require.NoError(t, json.Unmarshal([]byte(output()), &run), output())
				assert.Equal(t, guardKilled, run.Stopped)
			})
		}
	}
}

// A program may stop its guard, which then neither sees nor ends anything.
func TestRunner_guardStopped(t *testing.T) {
	t.Parallel()
	tests := []struct {
		desc, mode string
		timeout    time.Duration
		signal     syscall.Signal // to the runner
	}{
		{"until the limit", "supervise", time.Second, 0},
		{"and the caller cancels", "supervise", time.Minute, unix.SIGUSR1},
		{"and the runner is killed", "supervise", time.Minute, unix.SIGKILL},
		{"in the foreground, and it is to end", "foreground", 0, unix.SIGTERM},
		{"in the foreground, and the runner is killed", "foreground", 0, unix.SIGKILL},
	}
	for _, tt := range tests {
		t.Run(tt.desc, func(t *testing.T) {
			t.Parallel()
			s := self(t, "stop the guard")
			s.Timeout = tt.timeout
			c := runnerCommand(t, s.Path, tt.mode, s)
			output := intoFile(t, c)
			require.NoError(t, c.Start())
			guard := guardPid(t, c.Process.Pid)
			eventually(t, "the guard to be stopped", func() bool {
				var s stat
				return lookup(guard, &s) && s.state == 'T' || tt.signal == 0 && c.ProcessState != nil
			})
			if tt.signal != 0 {
				require.NoError(t, c.Process.Signal(tt.signal))
			}
			_ = c.Wait()
			requireGone(t, s)
			switch tt.signal {
			case 0:
				var run Run
				require.NoError(t, json.Unmarshal([]byte(output()), &run), output())
				assert.Equal(t, guardStopped, run.Stopped)
			case unix.SIGUSR1:
				assert.Contains(t, output(), "error context canceled")
			}
		})
	}
}

// A run whose guard is killed disturbs neither other runs nor other children.
func TestRunner_otherGuard(t *testing.T) {
	t.Parallel()
	s := self(t, "sleep")
	c := runnerCommand(t, s.Path, "two", s)
	var out bytes.Buffer
	c.Stdout = &out
	require.NoError(t, c.Run())
	assert.Equal(t, "ready\n"+guardKilled+"\n\nsignal: killed\n", out.String())
}
