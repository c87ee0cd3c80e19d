package main

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-05413062/course/internal/rootfs"
	"github.com/seed-05413062/course/lessons"
)

// module is the module whose checkout has the default folder of lessons.
const module = "github.com/seed-05413062/course"

// folder is where lessons come from.
type folder struct {
	fsys fs.FS
	dir  string // relative to the current directory, "" for the lessons in the binary
}

// folder is the one of -C; else the lessons of the checkout that the current
// directory is in; else those in the binary.
func (a *app) folder() (folder, error) {
	dir := a.dir
	if dir == "" {
		if dir = checkout(); dir == "" {
			return folder{fsys: lessons.FS}, nil
		}
	}
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return folder{}, &misuse{msg: "no folder " + quote(dir), hint: fmt.Sprintf(`"%s" makes one; without -C come the course's own lessons`, shell("mkdir", dir))}
	case err != nil:
		return folder{}, &misuse{msg: err.Error()}
	case !info.IsDir():
		return folder{}, &misuse{msg: quote(dir) + " is a file", hint: "-C names a folder of lessons: try -C " + shell(filepath.Dir(dir))}
	}
	fsys, err := rootfs.Open(dir)
	if err != nil {
		return folder{}, &misuse{msg: err.Error()}
	}
	return folder{fsys: fsys, dir: filepath.Clean(dir)}, nil
}

// only narrows the folder to some of its files, so that running one lesson
// reads no other.
func (f folder) only(keep func(file string) bool) folder {
	f.fsys = narrowed{f.fsys, keep}
	return f
}

type narrowed struct {
	fs.FS
	keep func(file string) bool
}

func (n narrowed) ReadDir(name string) ([]fs.DirEntry, error) {
	all, err := fs.ReadDir(n.FS, name)
	var kept []fs.DirEntry
	for _, e := range all {
		if n.keep(e.Name()) {
			kept = append(kept, e)
		}
	}
	return kept, err
}

// checkout is the folder of lessons of the checkout that the current
// directory is in, relative to the current directory, or "".
func checkout() string {
	here, err := os.Getwd()
	if err != nil {
		return ""
	}
	for dir, up := here, ""; ; up = filepath.Join(up, "..") {
		if name, ok := moduleName(filepath.Join(dir, "go.mod")); ok {
			if name != module {
				return ""
			}
			return filepath.Join(up, "lessons")
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

func moduleName(file string) (name string, ok bool) {
	f, err := os.Open(file)
	if err != nil {
		return "", false
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if fields := strings.Fields(s.Text()); len(fields) == 2 && fields[0] == "module" {
			return strings.Trim(fields[1], `"`), true
		}
	}
	return "", true
}
