//go:build unix

package publish

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// tryLock locks the parent folder itself, so that no lock file is left.
func tryLock(parent *os.File, _ string) (unlock func(), err error) {
	fd := int(parent.Fd())
	err = unix.Flock(fd, unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case errors.Is(err, unix.EWOULDBLOCK), errors.Is(err, unix.EINTR):
		return nil, errLocked
	case err != nil:
		return nil, errors.ErrUnsupported
	}
	return func() { _ = unix.Flock(fd, unix.LOCK_UN) }, nil
}
