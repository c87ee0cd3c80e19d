package proc

import (
	"encoding/binary"
	"fmt"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// guardedRun is one supervised run, in the guard.
type guardedRun struct {
	*guard
	request
	tree    *tree
	stopper *stopper // or nil

	begun, end  int64
	main        int
	mainFile    int   // becomes readable when the main process ends, or -1
	reaped      int64 // when the main process was, or 0
	interrupted int64 // when, or 0
	killed      bool  // by the runner, or because it is gone
	childless   bool
	result      result
}

// Time between two looks for new processes: short at first and after each
// change, so that few come and go unseen. What the known ones do is looked at
// less often.
const (
	tickMin   = int64(time.Millisecond)
	tickMax   = 5 * tickMin
	tickPart  = 20 // of the time that nothing has changed
	readEvery = 10 * tickMin
)

// make makes the run and tells the runner what came of it.
func (r *guardedRun) make(stdio [3]int) {
	why, err := r.begin(stdio)
	for _, fd := range stdio {
		unix.Close(fd) // the end of the output is the end of its writers
	}
	if err != nil {
		r.send(jsonFrame(kindFailed, newFailure(why, err)))
		return
	}
	r.send(jsonFrame(kindStarted, started{Pid: r.main, Time: r.begun}))
	r.watch()
	if !r.childless {
		r.result.Unended = r.tree.kill(r.reap)
	}
	r.result.End = now()
	if r.mainFile >= 0 {
		unix.Close(r.mainFile)
	}
	for _, m := range r.tree.history {
		r.result.Processes = append(r.result.Processes, m.processSeen)
	}
	r.tree.end()
	r.result.FullFile = hasFileOfSize(r.Folder, r.Limits.FileSize)
	_ = removeFolder(r.Folder)
	r.send(jsonFrame(kindDone, r.result))
}

// begin makes the run's folder and starts the program in it, or says what
// could not be done, and leaves nothing.
func (r *guardedRun) begin(stdio [3]int) (op string, err error) {
	if err := os.Mkdir(r.Folder, 0o700); err != nil {
		return "make the run's folder", err
	}
	if err = fillFolder(r.Folder, r.Files); err != nil {
		op = "copy files for the run"
	} else if err = r.start(stdio); err != nil {
		op = "start " + r.Path
	}
	if err != nil {
		_ = removeFolder(r.Folder)
	}
	return op, err
}

// start starts the program, in a group of its own within the guard's session.
func (r *guardedRun) start(stdio [3]int) error {
	if r.Schedule == Pinned {
		undo, err := pin(r.Seed)
		if err != nil {
			return err
		}
		defer undo()
	}
	undo, err := setLimits(r.Limits)
	if err != nil {
		return err
	}
	defer undo()
	r.calm()
	defer func() { r.guard.calm = hurry() }()
	r.begun = now()
	r.tree.pids.start(r.begun)
	r.mainFile = -1
	r.main, err = syscall.ForkExec(r.Path, r.Argv, &syscall.ProcAttr{
		Dir:   workFolder(r.Folder),
		Env:   r.Env,
		Files: []uintptr{uintptr(stdio[0]), uintptr(stdio[1]), uintptr(stdio[2])},
		Sys:   &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL, PidFD: &r.mainFile},
	})
	if err != nil {
		return err
	}
	r.end = r.begun + int64(r.Timeout)
	r.tree.start(r.main, r.begun)
	if r.Schedule == Stopped {
		r.stopper = newStopper(r.Seed, unix.Getpid())
	}
	return nil
}

// watch returns when no child is left, or when those that are must be ended.
func (r *guardedRun) watch() {
	for {
		r.wait()
		if r.killed {
			return
		}
		if r.reap() {
			return
		}
		at := now()
		if !r.restless() && at-r.tree.read < readEvery {
			if r.tree.pids.moved() {
				r.tree.find(at, false)
			}
			continue
		}
		r.tree.refresh(at, false)
		if r.result.Stopped = r.excess(at); r.result.Stopped != "" {
			return
		}
		if r.stopper != nil {
			r.stopper.tick(r.tree, at)
		}
		if r.reaped != 0 && r.over(at) {
			return
		}
	}
}

// wait waits for the next thing to do: a word from the runner, the end of the
// main process, or the next look at the tree.
func (r *guardedRun) wait() {
	at := now()
	tick := tickMin
	if !r.restless() {
		tick = min(max((at-r.tree.changed)/tickPart, tickMin), tickMax)
	}
	timeout := unix.NsecToTimespec(max(0, min(tick, r.end-at)))
	also := r.mainFile
	if r.reaped != 0 {
		also = -1
	}
	if !r.readable(&timeout, also) {
		return
	}
	what, body, err := readFrame(&r.control)
	switch {
	case err != nil:
		r.killed = true
	case len(body) != 4 || binary.LittleEndian.Uint32(body) != r.ID:
	case what == kindKill:
		r.killed = true
	case what == kindInterrupt && r.interrupted == 0:
		r.interrupted = now()
		_ = unix.Kill(-r.main, unix.SIGINT)
	}
}

// restless reports whether each look counts.
func (r *guardedRun) restless() bool {
	return r.stopper != nil || r.reaped != 0 && r.result.LeftOver == nil
}

// reap collects what has ended, and reports whether no child is left.
func (r *guardedRun) reap() bool {
	for {
		var status unix.WaitStatus
		var usage unix.Rusage
		pid, err := unix.Wait4(-1, &status, unix.WNOHANG, &usage)
		switch {
		case err == unix.EINTR:
			continue
		case err != nil:
			r.childless = true
			return true
		case pid == 0:
			return false
		}
		r.result.CPU += usage.Utime.Nano() + usage.Stime.Nano()
		if pid == r.main {
			r.reaped = now()
			r.result.Status = uint32(status)
		}
	}
}

// excess says which limit the run has passed, or "".
func (r *guardedRun) excess(at int64) string {
	processes, threads, memory := r.tree.size()
	switch {
	case processes > r.Limits.Processes:
		return fmt.Sprintf("more than %d processes", r.Limits.Processes)
	case threads > r.Limits.Threads:
		return fmt.Sprintf("more than %d threads", r.Limits.Threads)
	case memory > r.Limits.Memory:
		return fmt.Sprintf("more than %s of memory", bytesText(r.Limits.Memory))
	case r.interrupted != 0 && r.reaped == 0 && at-r.interrupted > int64(r.Limits.Grace):
		return fmt.Sprintf("still running %s after the interrupt", durationText(r.Limits.Grace))
	case at >= r.end:
		for _, m := range r.tree.alive {
			if m.state == 'T' && !m.stopped {
				return fmt.Sprintf("stopped itself (SIGSTOP) and ran longer than %s", durationText(r.Timeout))
			}
		}
		return fmt.Sprintf("ran longer than %s", durationText(r.Timeout))
	}
	return ""
}

// over is asked once the main process has been reaped and others have not:
// whether to end them now. It notes who is left over.
func (r *guardedRun) over(at int64) bool {
	if r.interrupted != 0 && at-r.reaped <= int64(r.Limits.Grace) {
		return false
	}
	if r.result.LeftOver == nil {
		r.tree.refresh(at, true)
		r.result.LeftOver = r.tree.running() // if none, zombies, soon reaped
	}
	return r.result.LeftOver != nil && (!r.Leaves || r.interrupted != 0)
}
