//go:build !unix

package publish

import (
	"os"
	"strings"
)

// locked keeps nobody out here: two builds of one folder at a time are for
// the caller to avoid.
func (t *target) locked() (unlock func(), err error) { return func() {}, nil }

// hold opens a file beside the stage: while it is open, Windows lets nobody
// remove it.
func hold(r *os.Root, name string) (*os.File, error) { return r.Create(name + ".lock") }

func release(r *os.Root, name string, held *os.File) {
	if held != nil {
		held.Close()
		_ = r.Remove(name + ".lock")
	}
}

func isHeld(r *os.Root, name string) bool {
	stage := strings.TrimSuffix(strings.TrimSuffix(name, ".old"), ".lock")
	lock := stage + ".lock"
	if _, err := r.Lstat(lock); err != nil {
		return false
	}
	return r.Remove(lock) != nil
}
