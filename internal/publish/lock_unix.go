//go:build unix

package publish

import (
	"os"

	"golang.org/x/sys/unix"
)

// locked keeps other builds beside the target out for a moment. The lock is
// the parent folder's own, so that no file of it is left anywhere. Where a
// file system has no locks, builds go on without.
func (t *target) locked() (unlock func(), err error) {
	fd := int(t.lock.Fd())
	for {
		err := unix.Flock(fd, unix.LOCK_EX)
		if err == unix.EINTR {
			continue
		}
		if err != nil {
			return func() {}, nil
		}
		return func() { _ = unix.Flock(fd, unix.LOCK_UN) }, nil
	}
}

// hold locks a stage for as long as its builder is alive.
func hold(r *os.Root, name string) (*os.File, error) {
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	_ = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	return f, nil
}

func release(_ *os.Root, _ string, held *os.File) {
	if held != nil {
		held.Close()
	}
}

// isHeld reports whether the builder of a stage is alive. Where that can't be
// known, it is.
func isHeld(r *os.Root, name string) bool {
	f, err := r.Open(name)
	if err != nil {
		return true
	}
	defer f.Close()
	return unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB) != nil
}
