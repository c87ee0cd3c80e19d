package proc

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// Runner and guard talk over a stream socket, in frames: a kind, the length
// of the body, the body. The end of the stream is the end of the other one.
type kind byte

const (
	// From the runner.
	kindRun       kind = 'R' // request
	kindInterrupt kind = 'I' // id of the run
	kindTerminate kind = 'T' // id of the run
	kindKill      kind = 'K' // id of the run
	// From the guard.
	kindStarted kind = 'S' // started
	kindFailed  kind = 'F' // failure
	kindLeft    kind = 'L' // the main process has ended, and others have not
	kindWaiting kind = 'W' // []int: who they are, a while later
	kindDone    kind = 'D' // result
)

// request is a run, as the guard is told of it.
type request struct {
	ID   uint32 // so that a late signal never meets the next run
	Path string
	Argv []string
	Env  []string

	Folder string // to be made, and removed at the end
	Files  string // copied into it

	Group int // that the program joins; 0: a new one

	Timeout  time.Duration
	Leaves   bool
	Schedule Schedule
	Seed     uint64
	Limits   Limits
}

// started and result have times in ns of the monotonic clock.
type started struct {
	Pid  int
	Time int64
}

type result struct {
	Status    uint32 // of the main process, as wait4 has it
	Processes []processSeen
	LeftOver  []int
	Stopped   string
	End       int64
	CPU       int64
	// FullFile says that the run's folder has a file as long as may be.
	FullFile bool
	// Unended are processes that the guard may not kill (setuid).
	Unended []int
}

// processSeen is a process of the tree; Parent is 0 when unknown.
type processSeen struct {
	Pid, Parent int
	Name        string
	First, Last int64
}

// failure is why a run could not begin.
type failure struct {
	Op    string
	Errno syscall.Errno // or 0
	Text  string
}

func (f failure) err() error {
	if f.Errno != 0 {
		return &opError{f.Op, f.Errno}
	}
	return errors.New(f.Op + ": " + f.Text)
}

func newFailure(op string, err error) failure {
	f := failure{Op: op, Text: err.Error()}
	errors.As(err, &f.Errno)
	return f
}

type opError struct {
	op    string
	errno syscall.Errno
}

func (e *opError) Error() string { return e.op + ": " + e.errno.Error() }
func (e *opError) Unwrap() error { return e.errno }

// now is the monotonic clock in ns: the same in the runner and its guards.
func now() int64 {
	var t unix.Timespec
	_ = unix.ClockGettime(unix.CLOCK_MONOTONIC, &t)
	return t.Nano()
}

func frame(k kind, body []byte) []byte {
	b := make([]byte, 5, 5+len(body))
	b[0] = byte(k)
	binary.LittleEndian.PutUint32(b[1:], uint32(len(body)))
	return append(b, body...)
}

func jsonFrame(k kind, v any) []byte {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err) // every body is a struct of plain fields
	}
	return frame(k, body)
}

func idFrame(k kind, id uint32) []byte {
	return frame(k, binary.LittleEndian.AppendUint32(nil, id))
}

// maxFrame is room for the longest arguments and environment that the kernel
// takes, and for a tree of half a million processes.
const maxFrame = 64 << 20

// readFrame reads one frame. The error is io.EOF at the end of the stream.
func readFrame(r io.Reader) (kind, []byte, error) {
	var head [5]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := binary.LittleEndian.Uint32(head[1:])
	if n > maxFrame {
		return 0, nil, fmt.Errorf("a frame of %d bytes, above %d", n, maxFrame)
	}
	body := make([]byte, n)
	_, err := io.ReadFull(r, body)
	return kind(head[0]), body, err
}

// control is the guard's end of the socket: blocking, and with the files
// that come with a request.
type control struct {
	fd    int
	files []int
}

func (c *control) Read(b []byte) (int, error) {
	oob := make([]byte, unix.CmsgSpace(3*4))
	for {
		n, oobn, _, _, err := unix.Recvmsg(c.fd, b, oob, unix.MSG_CMSG_CLOEXEC)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return 0, err
		}
		if n == 0 {
			return 0, io.EOF
		}
		if oobn > 0 {
			if messages, err := unix.ParseSocketControlMessage(oob[:oobn]); err == nil {
				for i := range messages {
					files, _ := unix.ParseUnixRights(&messages[i])
					c.files = append(c.files, files...)
				}
			}
		}
		return n, nil
	}
}

func (c *control) Write(b []byte) (int, error) {
	for done := 0; done < len(b); {
		n, err := unix.Write(c.fd, b[done:])
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return done, err
		}
		done += n
	}
	return len(b), nil
}
