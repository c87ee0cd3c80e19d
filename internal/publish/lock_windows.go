package publish

import (
	"errors"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// tryLock locks a file beside the target: a folder can't be locked here.
func tryLock(parent *os.File, target string) (unlock func(), err error) {
	name := filepath.Join(parent.Name(), "."+target+".course-lock")
	f, err := os.Create(name)
	if err != nil {
		return nil, err
	}
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err = windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped))
	if err == nil {
		return func() {
			f.Close()
			_ = os.Remove(name) // fails while another build has it open
		}, nil
	}
	f.Close()
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return nil, errLocked
	}
	return nil, errors.ErrUnsupported
}
