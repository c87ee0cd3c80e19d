package proc

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// terminal is a pseudo-terminal with a command in its foreground.
type terminal struct {
	t      testing.TB
	master *os.File
	cmd    *exec.Cmd

	mu     sync.Mutex
	screen bytes.Buffer
}

// onTerminal starts the command as the leader of a session on a terminal of
// its own.
func onTerminal(t testing.TB, c *exec.Cmd) *terminal {
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	number, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	require.NoError(t, err)
	require.NoError(t, unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0))
	slave, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	require.NoError(t, err)
	defer slave.Close()
	c.Stdin, c.Stdout, c.Stderr = slave, slave, slave
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	require.NoError(t, c.Start())
	term := &terminal{t: t, master: master, cmd: c}
	go term.read()
	t.Cleanup(func() { master.Close() })
	return term
}

func (t *terminal) read() {
	buf := make([]byte, 4096)
	for {
		n, err := t.master.Read(buf)
		t.mu.Lock()
		t.screen.Write(buf[:n])
		t.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (t *terminal) text() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	return strings.ReplaceAll(t.screen.String(), "\r\n", "\n")
}

// see waits until the text is on the screen.
func (t *terminal) see(text string) {
	t.t.Helper()
	eventually(t.t, "to see "+text, func() bool { return strings.Contains(t.text(), text) })
}

func (t *terminal) press(keys string) {
	_, err := t.master.WriteString(keys)
	require.NoError(t.t, err)
}

// pressAgain presses keys every now and then until stopped: two interrupts at
// once may be one to a process that has not yet seen the first.
func (t *terminal) pressAgain(keys string) (stop func()) {
	ticker, done := time.NewTicker(200*time.Millisecond), make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				_, _ = t.master.WriteString(keys)
			case <-done:
				return
			}
		}
	}()
	return func() { ticker.Stop(); close(done) }
}

// wait returns how the command ended. It waits for less long than any of the
// programs would take to end by itself.
func (t *terminal) wait() syscall.WaitStatus {
	t.t.Helper()
	over := make(chan struct{})
	go func() {
		defer close(over)
		_ = t.cmd.Wait()
	}()
	eventually(t.t, "the command to end", func() bool {
		select {
		case <-over:
			return true
		default:
			return false
		}
	})
	return t.cmd.ProcessState.Sys().(syscall.WaitStatus)
}
