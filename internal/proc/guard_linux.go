package proc

import (
	"encoding/json"
	"math"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
	"unsafe"

	"golang.org/x/sys/unix"
)

// A guard is this binary with another name, and what it guards as its only
// argument.
const guardName = "course-guard"

const (
	guardRuns       = "runs"       // supervised runs, one after the other
	guardForeground = "foreground" // one run in the caller's group
	guardFolder     = "folder"     // a folder, to be removed
)

// controlFile is the guard's end of the socket to its runner.
const controlFile = 3

// Init turns a re-executed process into the guard that it is to be, and then
// does not return. In any other process it allows Supervise and Foreground.
// It must be the first statement of main, and of each TestMain whose tests
// supervise.
func Init() {
	if len(os.Args) != 2 || os.Args[0] != guardName {
		initialized = true
		return
	}
	// The program is killed when the thread that started it ends.
	runtime.LockOSThread()
	g := &guard{control: control{fd: controlFile}}
	unix.CloseOnExec(controlFile)
	if os.Args[1] != guardForeground {
		// What the runner was handed down is not for the program.
		_ = unix.CloseRange(controlFile, math.MaxUint32, unix.CLOSE_RANGE_CLOEXEC)
	}
	switch os.Args[1] {
	case guardRuns:
		g.listen(false)
		g.serve()
	case guardForeground:
		g.listen(true)
		g.foreground()
	case guardFolder:
		g.listen(false)
		g.keepFolder()
	}
	os.Exit(0)
}

// guard is the process between a runner and the programs it runs. It starts
// and reaps them with ForkExec and Wait4 alone: os/exec would compete for the
// statuses.
type guard struct {
	control control
	calm    func() // undoes the last hurry
}

// listen makes the guard deaf to the signals that are meant for the program.
// A signal that is handled here is reset to its default in the program, where
// one that the runner was started with ignored would stay ignored. In the
// foreground the program is to find what it would find without a guard, and
// the runner says what a signal means; elsewhere one that asks the guard
// itself to end works like the end of the runner.
func (g *guard) listen(foreground bool) {
	signals := make(chan os.Signal, 8)
	for _, s := range []os.Signal{
		unix.SIGHUP, unix.SIGINT, unix.SIGQUIT, unix.SIGTERM, unix.SIGUSR1, unix.SIGUSR2,
		unix.SIGPIPE, unix.SIGALRM, unix.SIGTSTP, unix.SIGTTIN, unix.SIGTTOU, unix.SIGCONT,
		unix.SIGXCPU, unix.SIGXFSZ, unix.SIGWINCH,
	} {
		if foreground && signal.Ignored(s) {
			continue
		}
		signal.Notify(signals, s)
	}
	if foreground {
		return
	}
	go func() {
		for s := range signals {
			if s == unix.SIGTERM || s == unix.SIGINT || s == unix.SIGHUP {
				_ = unix.Shutdown(controlFile, unix.SHUT_RD)
			}
		}
	}()
}

// hurry asks for the CPU soon after each wake-up, for the little that a look at
// the tree takes: on a busy machine a process may otherwise start and end
// unseen. Kernels before 6.12 don't know of slices, and only root may ask for
// the priority. calm takes it back, for the program to begin as the guard did.
func hurry() (calm func()) {
	before, err := unix.SchedGetAttr(0, 0)
	if err != nil {
		return func() {}
	}
	attr := *before
	attr.Flags |= unix.SCHED_FLAG_RESET_ON_FORK
	attr.Runtime = uint64(100 * time.Microsecond)
	attr.Nice = -10
	if unix.SchedSetAttr(0, &attr, 0) != nil {
		attr.Nice = before.Nice // which a child keeps
		_ = unix.SchedSetAttr(0, &attr, 0)
	}
	return func() { _ = unix.SchedSetAttr(0, before, 0) }
}

// serve makes the runs that it is asked for, until the runner ends.
func (g *guard) serve() {
	_ = unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
	g.calm = hurry()
	pids, err := newPidList()
	if err != nil {
		g.send(jsonFrame(kindFailed, newFailure("read /proc", err)))
		return
	}
	tree := newTree(pids)
	for g.readable(nil) {
		what, body, err := readFrame(&g.control)
		if err != nil {
			return
		}
		if what != kindRun {
			continue // a signal for a run that has ended
		}
		var req request
		if err := json.Unmarshal(body, &req); err != nil || len(g.control.files) != 3 {
			return
		}
		run := &guardedRun{guard: g, request: req, tree: tree}
		run.make([3]int(g.control.files))
		g.control.files = g.control.files[:0]
	}
}

// readable waits until the control socket can be read, or the timeout passes
// (nil: for ever); also names another file to wait for, or is -1.
func (g *guard) readable(timeout *unix.Timespec, also ...int) bool {
	var fds [2]unix.PollFd
	fds[0] = unix.PollFd{Fd: controlFile, Events: unix.POLLIN}
	n := 1
	for _, fd := range also {
		if fd >= 0 {
			fds[n] = unix.PollFd{Fd: int32(fd), Events: unix.POLLIN}
			n++
		}
	}
	if timeout != nil {
		// A short wait: the Go scheduler is not told, whose hand-over to
		// another thread and back costs more than the wait.
		_, _, _ = unix.RawSyscall6(unix.SYS_PPOLL, uintptr(unsafe.Pointer(&fds)), uintptr(n),
			uintptr(unsafe.Pointer(timeout)), 0, 0, 0)
		return fds[0].Revents != 0
	}
	for {
		_, err := unix.Ppoll(fds[:n], nil, nil)
		if err != unix.EINTR {
			return err == nil && fds[0].Revents != 0
		}
	}
}

func (g *guard) send(b []byte) {
	_, _ = g.control.Write(b) // a runner that is gone shows at the next read
}

// setLimits sets what the kernel limits for each process, and returns how to
// undo it. The number of processes is not among them: RLIMIT_NPROC counts
// all of the user's, and none of root's. Nor is address space, of which Go
// reserves a lot.
func setLimits(l Limits) (undo func(), err error) {
	limits := []struct {
		resource int
		value    int64
		old      syscall.Rlimit
	}{
		{resource: unix.RLIMIT_CORE, value: 0},
		{resource: unix.RLIMIT_FSIZE, value: l.FileSize},
		// The guard looks at memory in use, and can say so; this is for what
		// grows between two looks, or is asked for at once.
		{resource: unix.RLIMIT_DATA, value: 2 * l.Memory},
	}
	undo = func() {
		for _, limit := range limits {
			_ = syscall.Setrlimit(limit.resource, &limit.old)
		}
	}
	for i := range limits {
		limit := &limits[i]
		if err := syscall.Getrlimit(limit.resource, &limit.old); err != nil {
			return nil, err
		}
		// Only the soft limit, so that the guard can make the next run too.
		lower := syscall.Rlimit{Cur: min(uint64(limit.value), limit.old.Max), Max: limit.old.Max}
		if err := syscall.Setrlimit(limit.resource, &lower); err != nil {
			return nil, err
		}
	}
	return undo, nil
}
