package proc

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// A busy machine gives a runner the CPU late and for moments. What the program
// has printed by then is not lost.
func TestRunner_starved(t *testing.T) {
	t.Parallel()
	type started struct {
		mode string
		cmd  *exec.Cmd
		out  bytes.Buffer
		err  error
	}
	var all []*started
	var wg sync.WaitGroup
	for range 3 { // they sleep for most of the time
		for _, mode := range []string{"supervise", "foreground"} {
			s := self(t, "family", "3", "500")
			r := &started{mode: mode, cmd: modeCommand(t, mode, s)}
			r.cmd.Stdout = &r.out
			// The program of one in the foreground is in the runner's group. When
			// it ends while the runner is stopped, the kernel sends SIGHUP to the
			// group if no shell looks after it: not to that of the tests.
			r.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
			require.NoError(t, r.cmd.Start())
			wg.Go(func() { r.err = starve(r.cmd) })
			all = append(all, r)
		}
	}
	wg.Wait()
	for _, r := range all {
		require.NoError(t, r.err)
		assert.Len(t, outputLines(t, r.mode, r.out.Bytes()), 3*500+1, r.mode)
	}
}

// modeCommand is a runner that prints all lines of the program.
func modeCommand(t *testing.T, mode string, s Spec) *exec.Cmd {
	if mode == "foreground" {
		return runnerCommand(t, s.Path, mode, s, "lanes")
	}
	return runnerCommand(t, s.Path, mode, s)
}

// starve stops the runner at some moment for longer than its program takes,
// and from then on lets it run for moments only.
func starve(c *exec.Cmd) error {
	time.Sleep(rand.N(500 * time.Millisecond))
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	for {
		_ = c.Process.Signal(unix.SIGSTOP)
		time.Sleep(1200 * time.Millisecond)
		_ = c.Process.Signal(unix.SIGCONT)
		select {
		case err := <-ended:
			return err
		case <-time.After(500*time.Microsecond + rand.N(4*time.Millisecond)):
		}
	}
}

// outputLines are the lines of the program, in what a runner printed.
func outputLines(t *testing.T, mode string, out []byte) (lines []string) {
	if mode == "supervise" {
		var run Run
		require.NoError(t, json.Unmarshal(out, &run), "%s", out)
		return texts(&run, "")
	}
	for line := range strings.Lines(string(out)) {
		if strings.HasPrefix(line, "[") {
			lines = append(lines, line)
		}
	}
	return lines
}

// The runner gets everything that was written, however late it is with each
// read: strace delays all of them by more than a second.
func TestRunner_slowReads(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Skip("no strace")
	}
	for _, mode := range []string{"supervise", "foreground"} {
		t.Run(mode, func(t *testing.T) {
			t.Parallel()
			s := self(t, "torn")
			c := modeCommand(t, mode, s)
			c.Args = append([]string{"strace", "-f", "-qq", "-o", os.DevNull, "-e", "trace=recvmsg",
				"-e", "inject=recvmsg:delay_enter=1500000", s.Path}, c.Args[1:]...)
			c.Path, _ = exec.LookPath("strace")
			out, err := c.Output()
			require.NoError(t, err)
			assert.Len(t, outputLines(t, mode, out), 2, "%s", out)
		})
	}
}

// A caller may be slow to show a line.
func TestForeground_slowLines(t *testing.T) {
	t.Parallel()
	s := self(t, "family", "3", "500")
	lines := 0
	status, err := Foreground(t.Context(), s, ForegroundOptions{Lines: func(Line) {
		if lines++; lines == 1 {
			time.Sleep(3 * time.Second)
		}
	}})
	require.NoError(t, err)
	assert.Zero(t, status.Exit)
	assert.Equal(t, 3*500+1, lines)
}

// A program may give its stdout to a process outside of its tree. What that
// one writes in time is read; it doesn't hold up the run, and is told when
// nobody reads any longer.
func TestSupervise_outputGivenAway(t *testing.T) {
	t.Parallel()
	address := filepath.Join(t.TempDir(), "socket")
	listener, err := net.ListenUnix("unix", &net.UnixAddr{Name: address, Net: "unix"})
	require.NoError(t, err)
	defer listener.Close()
	given := make(chan *os.File, 1)
	go func() {
		c, err := listener.AcceptUnix()
		if err != nil {
			return
		}
		defer c.Close()
		oob := make([]byte, unix.CmsgSpace(4))
		_, oobn, _, _, _ := c.ReadMsgUnix(make([]byte, 1), oob)
		messages, _ := unix.ParseSocketControlMessage(oob[:oobn])
		files, _ := unix.ParseUnixRights(&messages[0])
		file := os.NewFile(uintptr(files[0]), "stdout of the program")
		_, _ = file.WriteString("from outside\n")
		given <- file
	}()
	run, err := Supervise(t.Context(), self(t, "give", address))
	require.NoError(t, err)
	assert.Equal(t, []string{"from outside", "end"}, texts(run, ""))
	file := <-given
	defer file.Close()
	_, err = file.WriteString("too late\n")
	assert.ErrorIs(t, err, unix.EPIPE)
}
