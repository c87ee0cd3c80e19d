// Package rootfs turns a folder of somebody else's into a file system that
// can't make its reader read anything else: nothing outside of the folder,
// through links or otherwise, regular files alone, and none above a bound.
//
// A CI that builds a stranger's pull request would otherwise publish its own
// files, read a device until memory ends, or wait for a FIFO.
package rootfs

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"strings"
)

// The reasons why a file is not read, in the Err of an *fs.PathError.
var (
	ErrOutside    = errors.New("leads out of the folder")
	ErrNotRegular = errors.New("not a regular file")
)

// Most bytes that a file may have, by its kind.
const (
	maxText  = 4 << 20  // Markdown and YAML
	maxOther = 64 << 20 // recordings and images
)

// FS reads below one folder. Names may lead through links that stay in it.
type FS struct{ root *os.Root }

var (
	_ fs.ReadFileFS = FS{}
	_ fs.ReadDirFS  = FS{}
	_ fs.StatFS     = FS{}
)

// Open opens the folder.
func Open(dir string) (FS, error) {
	root, err := os.OpenRoot(dir)
	return FS{root}, err
}

// Open opens a regular file or a folder.
func (f FS) Open(name string) (fs.File, error) {
	file, _, err := f.open(name)
	if err != nil {
		return nil, err
	}
	return file, nil
}

// ReadFile reads a regular file.
func (f FS) ReadFile(name string) ([]byte, error) {
	file, info, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if info.IsDir() {
		return nil, problem(name, ErrNotRegular)
	}
	most := maxSize(name)
	data, err := io.ReadAll(io.LimitReader(file, most+1))
	if err == nil && int64(len(data)) > most {
		err = problem(name, tooLarge(most))
	}
	return data, err
}

// ReadDir lists a folder.
func (f FS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(f.root.FS(), name)
	return entries, reason(name, err)
}

// Stat follows links, as long as they stay in the folder.
func (f FS) Stat(name string) (fs.FileInfo, error) {
	info, err := fs.Stat(f.root.FS(), name)
	return info, reason(name, err)
}

// open asks what a file is before it opens it, since a FIFO would wait for
// somebody to write, and again afterwards, since it may be another by then.
func (f FS) open(name string) (*os.File, fs.FileInfo, error) {
	info, err := f.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if err := check(name, info); err != nil {
		return nil, nil, err
	}
	file, err := f.root.OpenFile(name, os.O_RDONLY|nonblock, 0)
	if err != nil {
		return nil, nil, reason(name, err)
	}
	if info, err = file.Stat(); err == nil {
		err = check(name, info)
	}
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return file, info, nil
}

func check(name string, info fs.FileInfo) error {
	switch most := maxSize(name); {
	case info.IsDir():
		return nil
	case !info.Mode().IsRegular():
		return problem(name, ErrNotRegular)
	case info.Size() > most:
		return problem(name, tooLarge(most))
	}
	return nil
}

func maxSize(name string) int64 {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".yaml":
		return maxText
	}
	return maxOther
}

func tooLarge(most int64) error { return fmt.Errorf("larger than %d MiB", most>>20) }

// reason says in our words that a link leads out: the error of os.Root has no
// name, and speaks of a parent.
func reason(name string, err error) error {
	if err != nil && strings.Contains(err.Error(), "path escapes from parent") {
		return problem(name, ErrOutside)
	}
	return err
}

func problem(name string, err error) error {
	return &fs.PathError{Op: "open", Path: name, Err: err}
}
