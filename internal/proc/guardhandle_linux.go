package proc

import (
	"fmt"
	"os"
	"sync"
	"syscall"

	"golang.org/x/sys/unix"
)

// guardHandle is the runner's side of a guard: a process, and the socket
// whose end tells the guard that the runner is gone.
type guardHandle struct {
	process *os.Process
	socket  *os.File
	mode    string
	mu      sync.Mutex // of writes to socket
	runs    uint32
}

// guards are the pids of the guards of this process. It is locked while one
// starts, so that none is taken for what another guard has left.
var guards = struct {
	sync.Mutex
	pids map[int]bool
}{pids: map[int]bool{}}

// adoptOrphans makes this process the parent of what a guard leaves behind.
var adoptOrphans = sync.OnceFunc(func() {
	_ = unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
})

// startGuard starts a guard. Each is outside of the runner's group, so that
// what kills that group leaves the guard to end the rest. One in the foreground
// shares the runner's session, terminal and environment; any other has a
// session of its own.
func startGuard(mode string) (*guardHandle, error) {
	adoptOrphans()
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("start the guard: %w", err)
	}
	theirs := os.NewFile(uintptr(pair[1]), "guard")
	defer theirs.Close()
	_ = unix.SetNonblock(pair[0], true)
	g := &guardHandle{socket: os.NewFile(uintptr(pair[0]), "runner"), mode: mode}
	attr := &os.ProcAttr{
		Files: []*os.File{os.Stdin, os.Stdout, os.Stderr, theirs},
		// A guard that was stopped goes on when the runner ends.
		Sys: &syscall.SysProcAttr{Pdeathsig: syscall.SIGCONT},
	}
	if mode == guardForeground {
		attr.Sys.Setpgid = true
	} else {
		null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
		if err != nil {
			g.socket.Close()
			return nil, fmt.Errorf("start the guard: %w", err)
		}
		defer null.Close()
		attr.Dir = "/"
		attr.Files[0], attr.Files[1] = null, null
		// The guard's one goroutine need not be interrupted.
		attr.Env = []string{"GOMAXPROCS=2", "GODEBUG=asyncpreemptoff=1"}
		attr.Sys.Setsid = true
	}
	guards.Lock()
	defer guards.Unlock()
	g.process, err = os.StartProcess("/proc/self/exe", []string{guardName, mode}, attr)
	if err != nil {
		g.socket.Close()
		return nil, fmt.Errorf("start the guard: %w", err)
	}
	guards.pids[g.process.Pid] = true
	return g, nil
}

// send writes a frame, with files beside it.
func (g *guardHandle) send(b []byte, files ...int) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if len(files) == 0 {
		_, err := g.socket.Write(b)
		return err
	}
	raw, err := g.socket.SyscallConn()
	if err != nil {
		return err
	}
	var sent int
	var sendErr error
	err = raw.Write(func(fd uintptr) bool {
		sent, sendErr = unix.SendmsgN(int(fd), b, unix.UnixRights(files...), nil, 0)
		return sendErr != unix.EAGAIN && sendErr != unix.EINTR
	})
	if err == nil {
		err = sendErr
	}
	if err == nil && sent < len(b) {
		_, err = g.socket.Write(b[sent:])
	}
	return err
}

// end lets the guard go, and waits until it has done its last work.
func (g *guardHandle) end() {
	g.socket.Close()
	_, _ = g.process.Wait()
	guards.Lock()
	defer guards.Unlock()
	delete(guards.pids, g.process.Pid)
}

// idle are the guards that wait for another run: a guard takes longer to
// start than most programs run.
var idle struct {
	sync.Mutex
	guards []*guardHandle
}

func acquireGuard() (*guardHandle, error) {
	idle.Lock()
	defer idle.Unlock()
	if n := len(idle.guards); n > 0 {
		g := idle.guards[n-1]
		idle.guards = idle.guards[:n-1]
		return g, nil
	}
	return startGuard(guardRuns)
}

func (g *guardHandle) release() {
	idle.Lock()
	defer idle.Unlock()
	idle.guards = append(idle.guards, g)
}
