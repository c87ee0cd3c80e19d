package proc

import (
	"time"

	"golang.org/x/sys/unix"
)

// tree has the descendants of the calling process: of a guard during one run,
// or of a runner whose guard was killed. The caller adopts what its descendants
// leave behind, so a process belongs to the tree when its parent does, whatever
// session it has moved to.
type tree struct {
	root, main int
	ignore     func(child int, s *stat) bool // children of root that don't belong, or nil
	pids       *pidList
	alive      map[int]*member // zombies included
	history    []*member       // in the order of finding
	read       int64           // when the known ones were last read
	changed    int64           // when a process last came or went
	outside    map[int]bool    // seen in this stretch of the list, and not of the tree
	buf        [1024]byte
}

// member is a process of the tree.
type member struct {
	processSeen
	stat
	file    int // its stat
	stopped bool
}

// maxHistory bounds what is remembered of a program that starts children
// without end, a few at a time.
const maxHistory = 10_000

func newTree(pids *pidList) *tree {
	return &tree{root: unix.Getpid(), pids: pids, alive: map[int]*member{}, outside: map[int]bool{}}
}

// start begins a run with its main process.
func (t *tree) start(main int, now int64) {
	clear(t.alive)
	clear(t.outside)
	t.history = nil
	t.main = main
	t.changed = now
	t.consider(main, now)
}

// refresh reads what has become of the known processes and looks for new
// ones: for all of them, when whole.
func (t *tree) refresh(now int64, whole bool) {
	t.read = now
	for pid, m := range t.alive {
		if !readStat(m.file, t.buf[:], &m.stat) {
			t.gone(pid, now)
			continue
		}
		m.Name = m.name
		if m.running() {
			m.Last = now
		}
	}
	t.find(now, whole)
}

// find looks for new processes: among all there are, when whole.
func (t *tree) find(now int64, whole bool) {
	if whole || t.pids.rotate(now) {
		clear(t.outside)
	}
	// A child may be listed before its parent once pids have wrapped.
	for found := true; found; {
		found = false
		add := func(pid int) { found = t.consider(pid, now) || found }
		if whole {
			t.pids.all(now, add)
		} else {
			t.pids.look(now, add)
		}
		if found {
			clear(t.outside)
		}
	}
}

// consider adds the process if it is of the tree and not yet known.
func (t *tree) consider(pid int, now int64) bool {
	if t.alive[pid] != nil || t.outside[pid] || pid == t.root {
		return false
	}
	file, err := openStat(pid)
	if err != nil {
		return false
	}
	m := &member{file: file}
	if !readStat(file, t.buf[:], &m.stat) || !t.belongs(pid, &m.stat) {
		unix.Close(file)
		t.outside[pid] = true
		return false
	}
	m.Pid, m.Parent, m.Name = pid, m.parent, m.name
	if m.parent == t.root && pid != t.main {
		m.Parent = 0 // adopted: who started it is gone
	}
	if m.running() {
		m.First, m.Last = now, now
	}
	t.alive[pid] = m
	if len(t.history) < maxHistory {
		t.history = append(t.history, m)
	}
	t.changed = now
	return true
}

func (t *tree) belongs(pid int, s *stat) bool {
	if s.parent == t.root {
		return t.ignore == nil || !t.ignore(pid, s)
	}
	return t.alive[s.parent] != nil
}

func (t *tree) gone(pid int, now int64) {
	unix.Close(t.alive[pid].file)
	delete(t.alive, pid)
	t.changed = now
}

// end forgets the run.
func (t *tree) end() {
	for pid := range t.alive {
		t.gone(pid, 0)
	}
}

// running lists the pids that are neither zombies nor about to be.
func (t *tree) running() []int {
	var pids []int
	for pid, m := range t.alive {
		if m.running() {
			pids = append(pids, pid)
		}
	}
	return pids
}

// size is what the limits are about: processes, threads, bytes of memory.
func (t *tree) size() (processes, threads int, memory int64) {
	for _, m := range t.alive {
		threads += m.threads
		memory += m.rss * pageSize
	}
	return len(t.alive), threads, memory
}

var pageSize = int64(unix.Getpagesize())

// signal sends to every process of the tree.
func (t *tree) signal(s unix.Signal) {
	for pid := range t.alive {
		_ = unix.Kill(pid, s)
	}
}

// kill ends the tree: reap is called to reap what has ended, and reports
// whether no child is left. Processes that can't be killed are returned
// after a while: setuid programs, which the caller may not signal.
func (t *tree) kill(reap func() bool) (unended []int) {
	// First all are stopped, until no new one turns up, so that a program
	// that forks as fast as it can does not outrun the killing.
	stopped := map[*member]bool{}
	for range 50 {
		t.refresh(now(), true)
		fresh := false
		for pid, m := range t.alive {
			if !stopped[m] && m.running() {
				stopped[m], fresh = true, true
				_ = unix.Kill(pid, unix.SIGSTOP)
			}
		}
		if !fresh {
			break
		}
	}
	begun, pause := time.Now(), 100*time.Microsecond
	for {
		t.signal(unix.SIGKILL)
		if reap() {
			return nil
		}
		time.Sleep(pause)
		if pause < 10*time.Millisecond {
			pause *= 2
		}
		if reap() {
			return nil
		}
		t.refresh(now(), true)
		if time.Since(begun) > 5*time.Second {
			return t.running()
		}
	}
}
