package proc

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

const (
	ctrlC         = "\x03"
	ctrlBackslash = "\x1c"
)

// foregroundOf is a program that a runner is to run in the foreground.
func foregroundOf(t testing.TB, program ...string) (Spec, func(args ...string) *terminal) {
	s := self(t, program...)
	return s, func(args ...string) *terminal {
		return onTerminal(t, runnerCommand(t, s.Path, "foreground", s, args...))
	}
}

func TestForeground_end(t *testing.T) {
	t.Parallel()
	tests := []struct {
		give       []string
		wantExit   int
		wantSignal syscall.Signal
		wantSaid   string
	}{
		{[]string{"print", "hello"}, 0, 0, "hello\n"},
		{[]string{"exit", "3"}, 3, 0, "status exit status 3\n"},
		{[]string{"signal", "2"}, 0, unix.SIGINT, "status ended by SIGINT\n"},
		{[]string{"signal", "9"}, 0, unix.SIGKILL, "status ended by SIGKILL\n"},
		{[]string{"signal", "15"}, 0, unix.SIGTERM, "status ended by SIGTERM\n"},
	}
	for _, tt := range tests {
		t.Run(strings.Join(tt.give, " "), func(t *testing.T) {
			t.Parallel()
			s := self(t, tt.give...)
			c := runnerCommand(t, s.Path, "foreground", s)
			out, _ := c.Output()
			assert.Contains(t, string(out), tt.wantSaid)
			status := c.ProcessState.Sys().(syscall.WaitStatus)
			assert.Equal(t, tt.wantSignal != 0, status.Signaled())
			if status.Signaled() {
				assert.Equal(t, tt.wantSignal, status.Signal())
			} else {
				assert.Equal(t, tt.wantExit, status.ExitStatus())
			}
		})
	}
}

// A shell that was killed by a signal has dumped nothing of ours.
func TestExitAs_quiet(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{unix.SIGQUIT, unix.SIGSEGV, unix.SIGABRT, unix.SIGPIPE} {
		spec := Spec{Path: "/bin/sh", Args: []string{"-c", fmt.Sprintf("kill -%d $$", s)}}
		c := runnerCommand(t, self(t).Path, "foreground", spec)
		c.Stderr = nil
		out, _ := c.CombinedOutput()
		assert.Equal(t, "status ended by "+SignalName(s)+"\n", string(out))
		assert.Equal(t, s, c.ProcessState.Sys().(syscall.WaitStatus).Signal())
	}
}

func TestForeground_interrupt(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, program string
		impatient     bool
	}{
		{"once", "sleep", false},
		{"twice, deaf to it", "deaf", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			_, run := foregroundOf(t, tt.program)
			term := run()
			term.see("ready")
			term.press(ctrlC)
			if tt.impatient {
				defer term.pressAgain(ctrlC)()
			}
			status := term.wait()
			assert.True(t, status.Signaled())
			assert.Equal(t, unix.SIGINT, status.Signal())
			term.see("status ended by SIGINT")
		})
	}
}

// Ctrl-\ brings the prompt back, whatever the program does about it, and so does
// SIGQUIT to the runner alone.
func TestForeground_quit(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		program []string
		alone   bool
		want    string
	}{
		{[]string{"sleep"}, false, "status exit status 2"}, // as Go answers SIGQUIT
		{[]string{"sleep"}, true, "status ended by SIGQUIT"},
		{[]string{"ignore", "3"}, false, "status ended by SIGQUIT"},
		{[]string{"pair"}, true, "status ended by SIGQUIT"},
		{[]string{"leave", "twice"}, false, "status exit status 0"},
	} {
		t.Run(fmt.Sprint(tt.program, tt.alone), func(t *testing.T) {
			t.Parallel()
			s, run := foregroundOf(t, tt.program...)
			term := run()
			eventually(t, "the program to run", func() bool {
				return strings.Contains(term.text(), "ready") || strings.Contains(term.text(), "left")
			})
			if tt.alone {
				require.NoError(t, term.cmd.Process.Signal(unix.SIGQUIT))
			} else {
				term.press(ctrlBackslash)
			}
			term.wait()
			term.see(tt.want)
			requireGone(t, s)
		})
	}
}

// Processes that outlive the program hold the prompt for a while only.
func TestForeground_leftForLong(t *testing.T) {
	t.Parallel()
	_, run := foregroundOf(t, "leave", "twice")
	term := run()
	term.see("waiting for 1 process that the program left behind")
	assert.Zero(t, term.wait().ExitStatus(), "the program itself had ended well")
}

// Processes that outlive the program hold the prompt, and are ended by an
// interrupt even when they are deaf to it and in a session of their own.
func TestForeground_leftBehind(t *testing.T) {
	t.Parallel()
	_, run := foregroundOf(t, "leave", "twice")
	term := run()
	term.see("left")
	term.see("waiting for 1 process that the program left behind")
	term.press(ctrlC)
	assert.Zero(t, term.wait().ExitStatus(), "the program itself had ended well")
}

// An interrupt that ends the program ends what it started, too.
func TestForeground_interruptTree(t *testing.T) {
	t.Parallel()
	_, run := foregroundOf(t, "family of the deaf")
	term := run()
	term.see("ready")
	term.see("parent")
	term.press(ctrlC)
	status := term.wait()
	assert.True(t, status.Signaled())
	assert.Equal(t, unix.SIGINT, status.Signal())
}

func TestForeground_stdin(t *testing.T) {
	t.Parallel()
	s, run := foregroundOf(t, "stdin")
	term := run()
	term.press("one\n")
	term.see(`read "one"`)
	term.press("two\n")
	term.see(`read "two"`)
	term.press("\x04") // the end of input
	assert.Zero(t, term.wait().ExitStatus())
	term.see("end of input")

	c := runnerCommand(t, s.Path, "foreground", s)
	c.Stdin = strings.NewReader("from a pipe")
	out, err := c.Output()
	require.NoError(t, err)
	assert.Equal(t, "read \"from a pipe\"\nend of input\nstatus exit status 0\n", string(out))
}

// Ctrl-Z stops the program with its runner, and a shell's fg goes on.
func TestForeground_suspend(t *testing.T) {
	t.Parallel()
	// Only under a shell that watches its jobs is there anything to go on.
	s := self(t, "stdin")
	c := runnerCommand(t, s.Path, "foreground", s)
	c.Args = append([]string{"bash", "-c", `set -m; "$0" "$@"; echo suspended $?; fg`},
		append([]string{s.Path}, c.Args[1:]...)...)
	c.Path = "/bin/bash"
	if _, err := os.Stat(c.Path); err != nil {
		t.Skip("no bash")
	}
	term := onTerminal(t, c)
	term.press("one\n")
	term.see(`read "one"`)
	term.press("\x1a")
	term.see("suspended 148")
	term.press("two\n")
	term.see(`read "two"`)
	term.press("\x04")
	assert.Zero(t, term.wait().ExitStatus())
}

func TestForeground_ended(t *testing.T) {
	t.Parallel()
	for _, s := range []syscall.Signal{unix.SIGTERM, unix.SIGHUP, unix.SIGKILL} {
		for _, program := range [][]string{{"sleep"}, {"deaf"}, {"leave", "once"}, {"leave", "twice"}} {
			t.Run(SignalName(s)+" "+strings.Join(program, " "), func(t *testing.T) {
				t.Parallel()
				spec := self(t, program...)
				c := runnerCommand(t, spec.Path, "foreground", spec)
				out, err := c.StdoutPipe()
				require.NoError(t, err)
				require.NoError(t, c.Start())
				_, err = out.Read(make([]byte, 100)) // each says something
				require.NoError(t, err)
				require.NoError(t, c.Process.Signal(s))
				state, err := c.Process.Wait()
				require.NoError(t, err)
				status := state.Sys().(syscall.WaitStatus)
				if s == unix.SIGKILL || program[0] != "leave" {
					assert.Equal(t, s, status.Signal())
				}
				eventually(t, "the tree to end", func() bool { return len(marked(markOf(spec))) == 0 })
			})
		}
	}
}

// A program that ends well when it is asked to is given the time, and its
// exit status stands.
func TestForeground_tidy(t *testing.T) {
	t.Parallel()
	_, run := foregroundOf(t, "tidy")
	term := run()
	term.see("ready")
	require.NoError(t, term.cmd.Process.Signal(unix.SIGTERM))
	assert.Equal(t, 7, term.wait().ExitStatus())
	term.see("tidy")
}

// nohup and background jobs: what the caller was started with ignored stays
// ignored, as with go run.
func TestForeground_ignored(t *testing.T) {
	t.Parallel()
	spec := Spec{Path: "/bin/sh", Args: []string{"-c", "kill -HUP $$; kill -INT $$; echo alive"}}
	c := runnerCommand(t, self(t).Path, "foreground", spec)
	exe := c.Path
	c.Args = append([]string{"sh", "-c", `trap "" INT HUP; exec "$0" "$@"`}, append([]string{exe}, c.Args[1:]...)...)
	c.Path = "/bin/sh"
	out, err := c.Output()
	require.NoError(t, err)
	assert.Equal(t, "alive\nstatus exit status 0\n", string(out))
}

func TestForeground_lanes(t *testing.T) {
	t.Parallel()
	_, run := foregroundOf(t, "grandson", "1")
	term := run("lanes")
	assert.Zero(t, term.wait().ExitStatus())
	term.see("status exit status 0")
	var main, outer, outerPid, inner, innerPid, parent, shell int
	_, err := fmt.Sscanf(term.text(), "main %d\n[%d] depth 1 %d %d\n[%d] depth 0 %d %d",
		&main, &outer, &outerPid, &shell, &inner, &innerPid, &parent)
	require.NoError(t, err, term.text())
	assert.Equal(t, main, outer)
	assert.Equal(t, outerPid, outer)
	assert.Equal(t, innerPid, inner)
	assert.Equal(t, main, parent)
}

// Stderr comes as lines too, so that nothing of it acts on the terminal.
func TestForeground_lanesStderr(t *testing.T) {
	t.Parallel()
	spec := Spec{Path: "/bin/sh", Args: []string{"-c", `printf '\033[2Jout\n'; printf 'one\ntwo' >&2`}}
	c := runnerCommand(t, self(t).Path, "foreground", spec, "lanes")
	var stderr strings.Builder
	c.Stderr = &stderr
	out, err := c.Output()
	require.NoError(t, err)
	assert.Empty(t, stderr.String())
	var main int
	_, err = fmt.Sscanf(string(out), "main %d\n", &main)
	require.NoError(t, err, "%s", out)
	for _, line := range []string{"[%d] \x1b[2Jout\n", "[%d] stderr: one\n", "[%d] stderr: two\n"} {
		assert.Contains(t, string(out), fmt.Sprintf(line, main))
	}
}

func TestForeground_refused(t *testing.T) {
	_, err := Foreground(t.Context(), Spec{Path: "/nowhere"}, ForegroundOptions{})
	assert.ErrorIs(t, err, os.ErrNotExist)
	assert.ErrorContains(t, err, "start /nowhere")
}
