package proc

import (
	"bytes"
	"os"
	"strconv"

	"golang.org/x/sys/unix"
)

// stat is what is used of /proc/PID/stat, see proc_pid_stat(5).
type stat struct {
	pid     int
	name    string
	state   byte
	parent  int
	session int
	threads int
	rss     int64 // pages
	exiting bool  // on its way out, or with a SIGKILL to come
}

// running reports whether the process, or the thread, is neither a zombie nor
// about to be.
func (s *stat) running() bool { return s.state != 'Z' && s.state != 'X' && !s.exiting }

// Fields of the line, counted from the state, which is 0.
const (
	statParent  = 1
	statSession = 3
	statFlags   = 6
	statThreads = 17
	statRSS     = 21
	statPending = 28
	statFields  = statPending + 1
)

const (
	flagExiting = 0x4 // PF_EXITING
	pendingKill = 1 << (unix.SIGKILL - 1)
)

// parseStat reads the line; false when it is not one.
func parseStat(line []byte, s *stat) bool {
	open, shut := bytes.IndexByte(line, '('), bytes.LastIndexByte(line, ')')
	if open < 0 || shut < open || shut+2 >= len(line) {
		return false
	}
	if name := line[open+1 : shut]; s.name != string(name) {
		s.name = string(name)
	}
	s.pid = int(number(bytes.TrimSpace(line[:open])))
	rest := line[shut+2:]
	s.exiting = false
	for i := range statFields {
		field, after, found := bytes.Cut(rest, []byte{' '})
		if !found || len(field) == 0 {
			return false
		}
		rest = after
		switch i {
		case 0:
			s.state = field[0]
		case statParent:
			s.parent = int(number(field))
		case statSession:
			s.session = int(number(field))
		case statFlags:
			s.exiting = s.exiting || number(field)&flagExiting != 0
		case statThreads:
			s.threads = int(number(field))
		case statRSS:
			s.rss = number(field)
		case statPending:
			s.exiting = s.exiting || number(field)&pendingKill != 0
		}
	}
	return true
}

func number(field []byte) int64 {
	var n int64
	for _, c := range field {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int64(c-'0')
	}
	return n
}

// openStat opens a process's stat, which stays that process's even when its
// pid is given to another.
func openStat(pid int) (int, error) {
	for {
		fd, err := unix.Open("/proc/"+strconv.Itoa(pid)+"/stat", unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != unix.EINTR {
			return fd, err
		}
	}
}

// readStat is false once the process has been reaped, also when that is while
// its line is put together: the line has neither threads nor a parent then.
func readStat(fd int, buf []byte, s *stat) bool {
	n, err := unix.Pread(fd, buf, 0)
	if err != nil || !parseStat(buf[:n], s) || s.threads == 0 {
		return false
	}
	if !s.running() && s.threads > 1 {
		s.readThread(buf)
	}
	return true
}

// readThread is for a process whose first thread has ended, which makes it look
// like a zombie. Where another thread runs, that one's stat is the process's.
func (s *stat) readThread(buf []byte) {
	folder := "/proc/" + strconv.Itoa(s.pid) + "/task"
	threads, _ := os.ReadDir(folder) // or what is left of it
	for _, entry := range threads {
		fd, err := unix.Open(folder+"/"+entry.Name()+"/stat", unix.O_RDONLY|unix.O_CLOEXEC, 0)
		if err != nil {
			continue
		}
		var thread stat
		n, err := unix.Pread(fd, buf, 0)
		unix.Close(fd)
		if err == nil && parseStat(buf[:n], &thread) && thread.running() {
			thread.pid, thread.name = s.pid, s.name
			*s = thread
			return
		}
	}
}

// lookup reads the stat of a process once.
func lookup(pid int, s *stat) bool {
	fd, err := openStat(pid)
	if err != nil {
		return false
	}
	defer unix.Close(fd)
	var buf [1024]byte
	return readStat(fd, buf[:], s)
}
