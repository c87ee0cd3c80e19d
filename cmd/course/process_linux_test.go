package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"
	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// patience is how long a test waits for what should come at once: a busy
// machine is not a defect.
const patience = 20 * time.Second

// Ctrl-C in a terminal reaches the whole foreground group: all end, and the
// status is the one that a shell shows.
func TestRun_interrupt(t *testing.T) {
	tests := []struct {
		name   string
		lesson string
		before []string // each Ctrl-C waits for these words
	}{
		{"once", "forever", []string{"child 2"}},
		{"twice", "stubborn", []string{"it asks twice", "once more"}},
		{"twice at once", "forever", []string{"child 2", ""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := command(t, "-C", "../../testdata/lessons/forever", "run", tt.lesson)
			terminal, err := pty.Start(c.Cmd)
			require.NoError(t, err)
			defer terminal.Close()
			go io.Copy(&c.output, terminal)
			for _, words := range tt.before {
				c.waitFor(t, words)
				c.mark(t)
				_, err := terminal.Write([]byte{3})
				require.NoError(t, err)
			}
			assert.Equal(t, 130, c.end(t))
			c.requireGone(t)
		})
	}
}

// However the command ends, its tree and its temporary files end with it.
func TestCommand_killed(t *testing.T) {
	for _, sub := range []string{"run", "check", "mutate"} {
		for _, sig := range []syscall.Signal{syscall.SIGTERM, syscall.SIGKILL, syscall.SIGINT} {
			if sub == "run" && sig == syscall.SIGINT {
				continue // comes from the terminal, to all: see above
			}
			t.Run(fmt.Sprint(sub, " ", sig), func(t *testing.T) {
				c := command(t, "-C", "../../testdata/lessons/forever", sub, "01")
				c.Stdout, c.Stderr = &c.output, &c.output
				require.NoError(t, c.Start())
				c.waitForChild(t)
				c.mark(t)
				require.NoError(t, c.Process.Signal(sig))
				assert.Equal(t, 128+int(sig), c.end(t))
				c.requireGone(t)
			})
		}
	}
}

// So it is when its whole group is killed, as a CI does, or its guard alone.
func TestCommand_killedAround(t *testing.T) {
	for _, sub := range []string{"run", "check"} {
		for _, what := range []string{"group", "guard"} {
			t.Run(sub+" "+what, func(t *testing.T) {
				c := command(t, "-C", "../../testdata/lessons/forever", sub, "01")
				// A file: a process that is left would hold a pipe open.
				output, err := os.Create(filepath.Join(t.TempDir(), "output"))
				require.NoError(t, err)
				defer output.Close()
				c.Stdout, c.Stderr = output, output
				c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
				require.NoError(t, c.Start())
				c.waitForChild(t)
				c.mark(t)
				if what == "group" {
					require.NoError(t, syscall.Kill(-c.Process.Pid, syscall.SIGKILL))
					assert.Equal(t, 128+int(syscall.SIGKILL), c.end(t))
					c.requireGone(t)
					return
				}
				require.NoError(t, syscall.Kill(c.guard(t), syscall.SIGKILL))
				want := map[string]int{"run": exitMisuse, "check": exitWrong}[sub]
				assert.Equal(t, want, c.end(t))
				text, err := os.ReadFile(output.Name())
				require.NoError(t, err)
				assert.Contains(t, string(text), "the guard of the run")
				assert.Contains(t, string(text), "was killed")
				c.requireGone(t)
			})
		}
	}
}

// guard is the guard of the program's run.
func (p *process) guard(t *testing.T) int {
	for pid := range p.tree {
		args, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
		if strings.HasPrefix(string(args), "course-guard\x00") && !strings.Contains(string(args), "folder") {
			return pid
		}
	}
	require.Fail(t, "no guard")
	return 0
}

// A shell starts background jobs with SIGINT ignored; a lesson's program must
// not inherit that.
func TestCheck_interruptIgnored(t *testing.T) {
	c := command(t, "-C", "../../testdata/lessons/until", "check")
	c.Path, c.Args = "/bin/sh", append([]string{"sh", "-c", `trap "" INT; exec "$@"`, "sh"}, c.Args...)
	c.Stdout, c.Stderr = &c.output, &c.output
	require.NoError(t, c.Start())
	assert.Equal(t, 0, c.end(t), "%s", &c.output)
	assert.Contains(t, c.output.String(), "1 claim: 1 holds")
}

// On a terminal check shows its progress, in colours unless they are unwanted.
func TestCheck_terminal(t *testing.T) {
	for _, noColor := range []string{"", "1"} {
		t.Run("NO_COLOR="+noColor, func(t *testing.T) {
			c := command(t, "-C", "../../testdata/lessons/until", "check")
			c.Env = append(c.Env, "NO_COLOR="+noColor, "TERM=xterm")
			terminal, err := pty.StartWithSize(c.Cmd, &pty.Winsize{Rows: 24, Cols: 40})
			require.NoError(t, err)
			defer terminal.Close()
			read := make(chan struct{})
			go func() { io.Copy(&c.output, terminal); close(read) }()
			require.Equal(t, 0, c.end(t))
			<-read
			drawn := strings.Split(c.output.String(), eraseLine)
			assert.Greater(t, len(drawn), 2)
			assert.Contains(t, drawn[1], " of 1 claim ")
			for _, line := range drawn {
				if !strings.Contains(line, "\n") {
					assert.Less(t, runewidth.StringWidth(line), 40)
				}
			}
			assert.Equal(t, noColor == "", strings.Contains(c.output.String(), "\x1b[32mok  \x1b[m"), "%q", &c.output)
			assert.Contains(t, drawn[len(drawn)-1], "1 lesson, 1 claim: 1 holds")
		})
	}
}

// A process is a command under test, and the tree below it.
type process struct {
	*exec.Cmd
	output buffer
	temp   string
	tree   map[int]string // start times of the processes of the tree
}

func command(t *testing.T, args ...string) *process {
	p := &process{Cmd: exec.Command("course", args...), temp: t.TempDir(), tree: map[int]string{}}
	p.Env = append(append(os.Environ(), environment(t)...), "TMPDIR="+p.temp)
	return p
}

func (p *process) waitFor(t *testing.T, words string) {
	t.Helper()
	require.Eventually(t, func() bool { return strings.Contains(p.output.String(), words) }, patience, 5*time.Millisecond, "no %q", words)
}

// waitForChild waits until the program's child runs.
func (p *process) waitForChild(t *testing.T) {
	t.Helper()
	require.Eventually(t, func() bool {
		for pid := range descendants(p.Process.Pid) {
			args, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
			if strings.Contains(string(args), "\x00child\x00") {
				return true
			}
		}
		return false
	}, patience, 5*time.Millisecond, "no child; output: %s", &p.output)
}

// mark notes the processes of the tree: once its root is gone, nothing else
// tells that they belonged to it.
func (p *process) mark(t *testing.T) {
	for pid, start := range descendants(p.Process.Pid) {
		p.tree[pid] = start
	}
	require.NotEmpty(t, p.tree)
}

// end waits for the command, and returns its status as a shell shows it.
func (p *process) end(t *testing.T) int {
	t.Helper()
	over := make(chan struct{})
	go func() { p.Wait(); close(over) }()
	select {
	case <-over:
	case <-time.After(patience):
		p.Process.Kill()
		require.Fail(t, "still running")
	}
	return shellStatus(p.ProcessState)
}

func (p *process) requireGone(t *testing.T) {
	t.Helper()
	left := func() (pids []int) {
		for pid, start := range p.tree {
			if _, s, state := stat(pid); s == start && state != "Z" {
				pids = append(pids, pid)
			}
		}
		return pids
	}
	require.Eventually(t, func() bool { return len(left()) == 0 }, patience, 5*time.Millisecond, "processes left")
	require.Eventually(t, func() bool {
		entries, err := os.ReadDir(p.temp)
		return err == nil && len(entries) == 0
	}, patience, 5*time.Millisecond, "temporary files left in %s", p.temp)
}

// descendants are the processes below pid, with their start times.
func descendants(pid int) map[int]string {
	found := map[int]string{}
	names, _ := filepath.Glob("/proc/[0-9]*")
	for more := true; more; {
		more = false
		for _, name := range names {
			child, _ := strconv.Atoi(filepath.Base(name))
			parent, start, _ := stat(child)
			if _, ok := found[parent]; (ok || parent == pid) && found[child] == "" && child != 0 {
				found[child], more = start, true
			}
		}
	}
	return found
}

// stat is the parent, the start time and the state of a process.
func stat(pid int) (parent int, start, state string) {
	data, _ := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, rest, _ := bytes.Cut(data, []byte(") "))
	fields := strings.Fields(string(rest))
	if len(fields) < 20 {
		return -1, "", ""
	}
	parent, _ = strconv.Atoi(fields[1])
	return parent, fields[19], fields[0]
}

// buffer may be written and read at the same time.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
