package proc

import (
	"io"
	"os"
	"sync"

	"golang.org/x/sys/unix"
)

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
		f(writerPid(oob[:oobn]), buf[:n])
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

func writerPid(oob []byte) int {
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
