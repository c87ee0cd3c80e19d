package proc

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strconv"
	"syscall"
)

// A MachineError says that this machine lacks what a run takes. The program,
// and who wrote it, is not to blame.
type MachineError struct {
	err  error
	hint string
}

func (e *MachineError) Error() string { return e.err.Error() }
func (e *MachineError) Unwrap() error { return e.err }

// Hint is the way out.
func (e *MachineError) Hint() string { return e.hint }

// lacks are what a machine may run out of, and the way out.
var lacks = map[syscall.Errno]string{
	syscall.EMFILE: `allow more open files: "ulimit -n 1024"`,
	syscall.ENFILE: "the whole machine has too many open files: end some programs",
	syscall.EAGAIN: `allow more processes: "ulimit -u", or end some`,
	syscall.ENOMEM: "the machine's memory is used up: end some programs",
	syscall.ENOSPC: "make room in the folder for temporary files, or set TMPDIR to another one",
	syscall.EDQUOT: "make room in the folder for temporary files, or set TMPDIR to another one",
	syscall.EROFS:  "set TMPDIR to a folder that can be written",
	syscall.EIO:    "the disk has errors",
}

// Machine is an error of a run as a *MachineError, where it tells of the
// machine; any other stays what it is, and so does one that knows the way out.
// path is the program that was to be started, "" where there was none.
func Machine(err error, path string) error {
	var errno syscall.Errno
	if knows := interface{ Hint() string }(nil); err == nil || errors.As(err, &knows) || !errors.As(err, &errno) {
		return err
	}
	if path != "" && errors.Is(errno, fs.ErrPermission) && noExec(path) {
		return &MachineError{
			err:  errors.New("programs can't be started from " + strconv.Quote(filepath.Dir(path)) + ": its file system is mounted noexec"),
			hint: "set COURSE_CACHE to a folder from which programs may run",
		}
	}
	if hint, ok := lacks[errno]; ok {
		return &MachineError{err, hint}
	}
	return err
}
