package proc

import (
	"fmt"
	"io"
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
	mu      sync.Mutex // of writes to socket
	runs    uint32
}

// startGuard starts a guard. One in the foreground shares the runner's
// group, terminal and environment; any other has a session of its own.
func startGuard(mode string) (*guardHandle, error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, fmt.Errorf("start the guard: %w", err)
	}
	theirs := os.NewFile(uintptr(pair[1]), "guard")
	defer theirs.Close()
	_ = unix.SetNonblock(pair[0], true)
	g := &guardHandle{socket: os.NewFile(uintptr(pair[0]), "runner")}
	attr := &os.ProcAttr{Files: []*os.File{os.Stdin, os.Stdout, os.Stderr, theirs}}
	if mode != guardForeground {
		null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
		if err != nil {
			return nil, fmt.Errorf("start the guard: %w", err)
		}
		defer null.Close()
		attr.Dir = "/"
		attr.Files[0], attr.Files[1] = null, null
		// The guard's one goroutine need not be interrupted.
		attr.Env = []string{"GOMAXPROCS=2", "GODEBUG=asyncpreemptoff=1"}
		attr.Sys = &syscall.SysProcAttr{Setsid: true}
	}
	g.process, err = os.StartProcess("/proc/self/exe", []string{guardName, mode}, attr)
	if err != nil {
		g.socket.Close()
		return nil, fmt.Errorf("start the guard: %w", err)
	}
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
}

// idle are the guards that wait for another run: a guard takes longer to
// start than most programs run.
var idle struct {
	sync.Mutex
	guards []*guardHandle
}

func takeGuard() (*guardHandle, error) {
	idle.Lock()
	defer idle.Unlock()
	if n := len(idle.guards); n > 0 {
		g := idle.guards[n-1]
		idle.guards = idle.guards[:n-1]
		return g, nil
	}
	return startGuard(guardRuns)
}

func (g *guardHandle) giveBack() {
	idle.Lock()
	defer idle.Unlock()
	idle.guards = append(idle.guards, g)
}

// outputPair is a stream socket: the program writes to one end, and each
// read of the other tells the pid of who wrote.
func outputPair() (ours *os.File, theirs int, err error) {
	pair, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, -1, err
	}
	if err := unix.SetsockoptInt(pair[0], unix.SOL_SOCKET, unix.SO_PASSCRED, 1); err != nil {
		unix.Close(pair[0])
		unix.Close(pair[1])
		return nil, -1, err
	}
	// Each write takes most of a KiB of the buffer, however short it is: the
	// default one makes a program wait after 278 lines. The kernel cuts this
	// down to what it allows.
	for _, fd := range pair {
		_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_SNDBUF, 1<<20)
		_ = unix.SetsockoptInt(fd, unix.SOL_SOCKET, unix.SO_RCVBUF, 1<<20)
	}
	_ = unix.SetNonblock(pair[0], true)
	return os.NewFile(uintptr(pair[0]), "output"), pair[1], nil
}

// readOutput calls f with what each read of the socket gave, until its end.
func readOutput(file *os.File, f func(pid int, chunk []byte)) error {
	raw, err := file.SyscallConn()
	if err != nil {
		return err
	}
	buf := make([]byte, 64<<10)
	oob := make([]byte, unix.CmsgSpace(unix.SizeofUcred))
	for {
		var n, oobn int
		var readErr error
		err := raw.Read(func(fd uintptr) bool {
			n, oobn, _, _, readErr = unix.Recvmsg(int(fd), buf, oob, unix.MSG_CMSG_CLOEXEC)
			return readErr != unix.EAGAIN && readErr != unix.EINTR
		})
		if err == nil {
			err = readErr
		}
		if err != nil {
			return err
		}
		if n == 0 {
			return io.EOF
		}
		f(writerOf(oob[:oobn]), buf[:n])
	}
}

// endOutput tells the reader of an outputPair that no process of the run is
// left: it reads what is in the socket, and then comes to the end, even where
// a process outside of the run still holds the other end. There is no deadline
// that a busy machine could miss.
func endOutput(file *os.File) {
	raw, err := file.SyscallConn()
	if err != nil {
		return
	}
	_ = raw.Control(func(fd uintptr) { _ = unix.Shutdown(int(fd), unix.SHUT_RD) })
}

func writerOf(oob []byte) int {
	messages, err := unix.ParseSocketControlMessage(oob)
	if err != nil {
		return 0
	}
	for i := range messages {
		if c, err := unix.ParseUnixCredentials(&messages[i]); err == nil {
			return int(c.Pid)
		}
	}
	return 0
}

// KernelLanes reports whether the kernel tells who wrote a line.
func KernelLanes() bool { return kernelLanes() }

var kernelLanes = sync.OnceValue(func() bool {
	ours, theirs, err := outputPair()
	if err != nil {
		return false
	}
	defer ours.Close()
	_, err = unix.Write(theirs, []byte{'\n'})
	unix.Close(theirs)
	told := false
	_ = readOutput(ours, func(pid int, _ []byte) { told = pid == unix.Getpid() })
	return err == nil && told
})
