package proc

import (
	"bytes"
	"encoding/binary"

	"golang.org/x/sys/unix"
)

// pidList finds the processes that have come since it last looked, without
// reading all of /proc: the kernel gives out pids in ascending order, wraps
// at the end, and tells the newest in /proc/loadavg.
type pidList struct {
	dir, loadavg int
	seekable     bool // a position in /proc is a pid
	// The newest pids at two earlier moments. A pid is given out shortly
	// before its process can be seen, so each look goes back to the older.
	older, newer int
	rotated      int64 // when newer became older
	whole        int64 // when all of /proc was last read
	buf          [8192]byte
}

// tgidOffset is the position of pid 0 in /proc (fs/proc/base.c).
const tgidOffset = 258

const (
	lookBack   = 20e6 // ns
	wholeEvery = 2e9  // ns
)

func newPidList() (*pidList, error) {
	dir, err := unix.Open("/proc", unix.O_RDONLY|unix.O_DIRECTORY|unix.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	loadavg, err := unix.Open("/proc/loadavg", unix.O_RDONLY|unix.O_CLOEXEC, 0)
	if err != nil {
		loadavg = -1 // then each look reads all
	}
	l := &pidList{dir: dir, loadavg: loadavg}
	self := unix.Getpid()
	l.list(self, func(pid int) bool {
		l.seekable = pid == self
		return false
	})
	return l, nil
}

func (l *pidList) close() {
	unix.Close(l.dir)
	unix.Close(l.loadavg) // or -1
}

// start forgets what was seen: only what comes from now on is new.
func (l *pidList) start(now int64) {
	l.older = l.newest()
	l.newer = l.older
	l.rotated, l.whole = now, now
}

// look calls f with the pids that may be new.
func (l *pidList) look(now int64, f func(pid int)) {
	newest := l.newest()
	if newest == 0 || !l.seekable || now-l.whole > wholeEvery {
		l.all(now, f)
		return
	}
	if newest != l.older {
		from, wrapped := l.older+1, newest < l.older
		l.list(from, func(pid int) bool {
			if !wrapped && pid > newest {
				return false
			}
			f(pid)
			return true
		})
		if wrapped {
			l.list(1, func(pid int) bool {
				if pid > newest {
					return false
				}
				f(pid)
				return true
			})
		}
	}
}

// rotate begins another stretch of the list, when it is time to.
func (l *pidList) rotate(now int64) bool {
	if now-l.rotated < lookBack {
		return false
	}
	l.older, l.newer, l.rotated = l.newer, l.newest(), now
	return true
}

// moved reports whether there may be something to look for.
func (l *pidList) moved() bool {
	newest := l.newest()
	return newest == 0 || newest != l.older
}

// all calls f with every pid.
func (l *pidList) all(now int64, f func(pid int)) {
	l.whole = now
	l.list(1, func(pid int) bool { f(pid); return true })
}

// newest is the pid that was given out last, a thread's perhaps; 0 when the
// kernel does not say.
func (l *pidList) newest() int {
	var buf [128]byte
	n, err := unix.Pread(l.loadavg, buf[:], 0)
	if err != nil {
		return 0
	}
	line := bytes.TrimSpace(buf[:n])
	return int(number(line[bytes.LastIndexByte(line, ' ')+1:]))
}

// list calls f with the pids from one on, ascending, until f says no.
func (l *pidList) list(from int, f func(pid int) bool) {
	position := int64(0)
	if l.seekable || from == unix.Getpid() {
		position = int64(from) + tgidOffset
	}
	if _, err := unix.Seek(l.dir, position, 0); err != nil {
		return
	}
	for {
		n, err := unix.Getdents(l.dir, l.buf[:])
		if err != nil || n <= 0 {
			return
		}
		// struct linux_dirent64: ino 8, off 8, reclen 2, type 1, name.
		for entry := l.buf[:n]; len(entry) > 19; {
			size := binary.NativeEndian.Uint16(entry[16:])
			name := entry[19:size]
			entry = entry[size:]
			if end := bytes.IndexByte(name, 0); end >= 0 {
				name = name[:end]
			}
			if pid := int(number(name)); pid > 0 && !f(pid) {
				return
			}
		}
	}
}
