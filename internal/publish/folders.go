package publish

import (
	"io/fs"
	"os"
	"path"
	"sync"
)

// folders are the folders below a root, each opened once: a root asks the
// system for every folder on the way to a file, at each file.
type folders struct {
	root *os.Root

	mu   sync.Mutex
	open map[string]*os.Root
}

func newFolders(r *os.Root) *folders {
	return &folders{root: r, open: map[string]*os.Root{".": r}}
}

// of is the folder of a file, and the file's name in it.
func (f *folders) of(name string) (*os.Root, string, error) {
	dir, base := path.Dir(name), path.Base(name)
	f.mu.Lock()
	defer f.mu.Unlock()
	r := f.open[dir]
	if r == nil {
		var err error
		if r, err = f.root.OpenRoot(dir); err != nil {
			return nil, "", err
		}
		f.open[dir] = r
	}
	return r, base, nil
}

func (f *folders) lstat(name string) (fs.FileInfo, error) {
	r, base, err := f.of(name)
	if err != nil {
		return nil, err
	}
	return r.Lstat(base)
}

// close closes all of them but the root.
func (f *folders) close() {
	for dir, r := range f.open {
		if dir != "." {
			r.Close()
			delete(f.open, dir)
		}
	}
}
