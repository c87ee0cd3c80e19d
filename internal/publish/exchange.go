package publish

import (
	"context"
	"errors"
	"io/fs"
	"os"
)

// exchange puts the new folder in the place of the old one. Files that
// appeared or changed in the old one since it was verified bring it back.
func (s *stage) exchange(ctx context.Context) error {
	t := s.target
	if _, err := t.parent.Lstat(t.name); errors.Is(err, fs.ErrNotExist) {
		return t.parent.Rename(s.name, t.name)
	}
	if err := t.swap(exchange, s.name); err != nil {
		return err
	}
	if err := t.verify(ctx, s.name); err != nil {
		return errors.Join(err, t.swap(exchange, s.name))
	}
	return nil
}

// swap exchanges a folder with the target, in one step where the system can.
func (t *target) swap(exchange func(parent *os.File, a, b string) error, name string) error {
	err := exchange(t.file, name, t.name)
	if errors.Is(err, errors.ErrUnsupported) {
		return t.swapAside(name)
	}
	return err
}

// swapAside moves the target aside for a moment. Should the build be killed
// then, the next one moves it back.
func (t *target) swapAside(name string) error {
	aside := name + ".old"
	if err := t.parent.Rename(t.name, aside); err != nil {
		return err
	}
	if err := t.parent.Rename(name, t.name); err != nil {
		return errors.Join(err, t.parent.Rename(aside, t.name))
	}
	return t.parent.Rename(aside, name)
}
