package proc

import (
	"encoding/binary"
	"encoding/json"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

const (
	foregroundTick = 250 * time.Millisecond // while the program runs
	lingerTick     = 5 * time.Millisecond   // while others outlive it
	lingerNote     = time.Second
	lingerMost     = 10 * time.Second
)

// foreground makes one run in the runner's group, which is not the guard's.
func (g *guard) foreground() {
	_ = unix.Prctl(unix.PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
	what, body, err := readFrame(&g.control)
	if err != nil || what != kindRun {
		return
	}
	var req request
	if json.Unmarshal(body, &req) != nil {
		return
	}
	pids, err := newPidList()
	if err != nil {
		g.send(jsonFrame(kindFailed, newFailure("read /proc", err)))
		return
	}
	r := &guardedRun{guard: g, request: req, tree: newTree(pids)}
	if err := r.startForeground(); err != nil {
		g.send(jsonFrame(kindFailed, newFailure("start "+req.Path, err)))
		return
	}
	g.send(jsonFrame(kindStarted, started{Pid: r.main, Time: r.begun}))
	var left, noted bool
	for !r.reap() && r.waitForeground() && (r.reaped == 0 || now()-r.reaped < int64(lingerMost)) {
		if r.reaped != 0 && !left {
			left = true
			g.send(frame(kindLeft, nil))
		}
		if r.reaped != 0 && !noted && now()-r.reaped > int64(lingerNote) {
			noted = true
			r.tree.refresh(now(), true)
			g.send(jsonFrame(kindWaiting, r.tree.running()))
		}
	}
	if !r.childless {
		r.tree.kill(r.reap)
	}
	g.send(jsonFrame(kindDone, r.result))
}

// startForeground starts the program in the runner's group.
func (r *guardedRun) startForeground() (err error) {
	files := []uintptr{0, 1, 2}
	for i, fd := range r.control.files {
		files[i+1] = uintptr(fd)
		defer unix.Close(fd)
	}
	r.begun, r.mainFile = now(), -1
	r.main, err = syscall.ForkExec(r.Path, r.Argv, &syscall.ProcAttr{
		Env:   r.Env,
		Files: files,
		Sys:   &syscall.SysProcAttr{Setpgid: true, Pgid: r.Group, Pdeathsig: syscall.SIGKILL, PidFD: &r.mainFile},
	})
	return err
}

// waitForeground waits for the next thing to do, and reports whether the
// run may go on.
func (r *guardedRun) waitForeground() bool {
	tick, also := foregroundTick, r.mainFile
	if r.reaped != 0 {
		tick, also = lingerTick, -1
	}
	timeout := unix.NsecToTimespec(int64(tick))
	if !r.readable(&timeout, also) {
		return true
	}
	what, body, err := readFrame(&r.control)
	if err != nil || what == kindKill {
		return false
	}
	if what == kindTerminate && len(body) == 4 {
		r.tree.refresh(now(), true)
		r.tree.signal(unix.Signal(binary.LittleEndian.Uint32(body)))
	}
	return true
}
