package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// target is the folder to be replaced, seen from its parent.
type target struct {
	dir    string // as the caller names it
	name   string // in the parent
	parent *os.Root
	file   *os.File // the parent, for what an os.Root can't do
	locked bool     // false where the file system has no locks
	unlock func()
}

// openTarget opens and locks the target's parent, which it makes where it is
// absent.
func openTarget(ctx context.Context, dir string) (*target, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	t := &target{dir: dir, name: filepath.Base(abs), unlock: func() {}}
	parent := filepath.Dir(abs)
	if here, err := os.Getwd(); err == nil && within(here, abs) || parent == abs {
		return nil, t.refused("it holds the current folder")
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, err
	}
	if t.parent, err = os.OpenRoot(parent); err != nil {
		return nil, err
	}
	if t.file, err = os.Open(parent); err == nil {
		err = t.lock(ctx, tryLock)
	}
	if err != nil {
		t.close()
		return nil, err
	}
	return t, nil
}

func (t *target) close() {
	t.unlock()
	t.file.Close() // no harm where it was not opened
	t.parent.Close()
}

// errLocked is tryLock's error while another build has the lock.
var errLocked = errors.New("locked by another build")

// lock waits until no other build is busy beside the target. It polls, because
// a system call that waits for a lock can't be interrupted.
func (t *target) lock(ctx context.Context, try func(parent *os.File, target string) (unlock func(), err error)) error {
	for {
		unlock, err := try(t.file, t.name)
		switch {
		case err == nil:
			t.locked, t.unlock = true, unlock
			return nil
		case errors.Is(err, errors.ErrUnsupported):
			return nil
		case !errors.Is(err, errLocked):
			return err
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(5 * time.Millisecond):
		}
	}
}

func (t *target) refused(reasons ...string) *RefusedError {
	return &RefusedError{Dir: t.dir, Reasons: reasons}
}

// within reports whether a path is dir or below it.
func within(name, dir string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}

// removeStages removes the stages of killed builds. Where a build was killed
// while it moved the old folder aside, the old folder is moved back.
func (t *target) removeStages() error {
	pattern := regexp.MustCompile(`^\.` + regexp.QuoteMeta(t.name) + `\.course-[0-9a-f]{16}(\.old)?$`)
	entries, err := fs.ReadDir(t.parent.FS(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		match := pattern.FindStringSubmatch(e.Name())
		if match == nil {
			continue
		}
		var err error
		if _, statErr := t.parent.Lstat(t.name); match[1] == ".old" && errors.Is(statErr, fs.ErrNotExist) {
			err = t.parent.Rename(e.Name(), t.name)
		} else if t.locked { // else its build may be alive
			err = t.parent.RemoveAll(e.Name())
		}
		if err != nil {
			return err
		}
	}
	return nil
}
