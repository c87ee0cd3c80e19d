package publish

import (
	"crypto/rand"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"regexp"
)

// stage is a folder beside the target, in which the new files are written.
// After the exchange it holds the old ones.
type stage struct {
	target *target
	name   string // in the target's parent
	root   *os.Root
	files  *folders // of the root
	// held says that a builder is alive: other builds remove a stage that
	// nobody holds.
	held *os.File
}

// stage makes one, after it has removed those of builders that were killed.
func (t *target) stage() (*stage, error) {
	unlock, err := t.locked()
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := t.clear(); err != nil {
		return nil, err
	}
	var id [8]byte
	_, _ = rand.Read(id[:])
	s := &stage{target: t, name: "." + t.name + ".course-" + hex.EncodeToString(id[:])}
	if err := t.root.Mkdir(s.name, 0o755); err != nil {
		return nil, err
	}
	if s.root, err = t.root.OpenRoot(s.name); err != nil {
		return nil, errors.Join(err, t.root.Remove(s.name))
	}
	s.files = newFolders(s.root)
	// The mode that a umask has narrowed is that of the site in the end.
	if err := t.root.Chmod(s.name, 0o755); err != nil {
		return nil, errors.Join(err, s.discard())
	}
	if s.held, err = hold(t.root, s.name); err != nil {
		return nil, errors.Join(err, s.discard())
	}
	return s, nil
}

// clear removes the stages that nobody holds. Where a builder was killed
// while it moved the old folder aside, the old folder comes back.
func (t *target) clear() error {
	pattern := regexp.MustCompile(`^\.` + regexp.QuoteMeta(t.name) + `\.course-[0-9a-f]{16}(\.old|\.lock)?$`)
	dir, err := t.root.Open(".")
	if err != nil {
		return err
	}
	defer dir.Close()
	names, err := dir.Readdirnames(-1)
	if err != nil {
		return err
	}
	for _, name := range names {
		m := pattern.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		if m[1] == ".old" {
			if _, err := t.root.Lstat(t.name); errors.Is(err, fs.ErrNotExist) {
				if err := t.root.Rename(name, t.name); err != nil {
					return err
				}
				continue
			}
		}
		if isHeld(t.root, name) {
			continue
		}
		if err := t.root.RemoveAll(name); err != nil {
			return err
		}
	}
	return nil
}

// discard removes the stage with all that is in it.
func (s *stage) discard() error {
	s.files.close()
	s.root.Close()
	err := s.target.root.RemoveAll(s.name)
	release(s.target.root, s.name, s.held)
	return err
}
