package proc

import (
	"errors"
	"time"

	"golang.org/x/sys/unix"
)

var errGuardKilled = errors.New("the guard of the run was killed")

// Why a run was stopped whose guard could not end it.
const (
	guardKilled  = "the guard of the run, its parent process, was killed"
	guardStopped = "the guard of the run, its parent process, was itself stopped (SIGSTOP)"
)

// guardGrace is how long after a run should have ended its guard is looked
// at, and how long it must then be found stopped.
const guardGrace = time.Second

// killIfStopped waits for begin, and from then on kills the guard if a program
// has stopped it: only then would a run never end. A guard that is merely late
// is left alone. It returns when done is closed or the guard is killed.
func (g *guardHandle) killIfStopped(begin, done <-chan struct{}) (killed bool) {
	select {
	case <-begin:
	case <-done:
		return false
	}
	for found := 0; found < 2; {
		select {
		case <-time.After(guardGrace):
		case <-done:
			return false
		}
		var s stat
		if lookup(g.process.Pid, &s) && (s.state == 'T' || s.state == 't') {
			found++
		} else {
			found = 0
		}
	}
	return g.process.Kill() == nil
}

// endTree ends what a guard guarded that was killed, or that can't be talked
// to. Its processes are children of the runner now, and so are those of all
// other guards that were killed.
func (g *guardHandle) endTree() error {
	_ = g.process.Kill()
	g.end() // from now on its processes are ours
	pids, err := newPidList()
	if err != nil {
		return err
	}
	defer pids.close()
	guards.Lock()
	defer guards.Unlock()
	session, err := unix.Getsid(0)
	if err != nil {
		return err
	}
	t := newTree(pids)
	t.ignore = func(child int, s *stat) bool {
		// What the runner itself has started is in its session, and so is all
		// that was started in the foreground.
		return guards.pids[child] || g.mode != guardForeground && s.session == session
	}
	defer t.end()
	t.refresh(now(), true)
	return unendedError(t.kill(func() bool {
		for pid := range t.alive {
			_, _ = unix.Wait4(pid, nil, unix.WNOHANG, nil)
		}
		t.refresh(now(), true)
		return len(t.alive) == 0
	}))
}
