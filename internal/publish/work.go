package publish

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"runtime"
	"sync"
	"sync/atomic"
)

// Modes are fixed, whatever the umask: a host must be able to read the site.
const (
	fileMode fs.FileMode = 0o644
	dirMode  fs.FileMode = 0o755
)

// work is the making of the new files.
type work struct {
	stage *stage
	old   published
	files []File
	done  []made
}

// made is a file that is there.
type made struct {
	sum  string
	stat memento
	kept bool
}

func (w *work) run(ctx context.Context, workers int) (Result, error) {
	if err := w.folders(); err != nil {
		return Result{}, err
	}
	err := parallel(len(w.files), workers, func(i int) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return w.make(i)
	})
	var r Result
	for _, d := range w.done {
		r.Bytes += d.stat.Size
		if d.kept {
			r.Kept++
		} else {
			r.Made++
		}
	}
	return r, err
}

// folders makes all folders, so that files can be made in any order.
func (w *work) folders() error {
	made := map[string]bool{".": true}
	for _, f := range w.files {
		dir := path.Dir(f.Name)
		if made[dir] {
			continue
		}
		if err := w.stage.root.MkdirAll(dir, dirMode); err != nil {
			return err
		}
		for ; !made[dir]; dir = path.Dir(dir) {
			made[dir] = true
			if err := w.stage.root.Chmod(dir, dirMode); err != nil {
				return err
			}
		}
	}
	return nil
}

// make keeps a file, as a link to the old one, or makes it.
func (w *work) make(i int) error {
	f := w.files[i]
	if m, ok := w.old[f.Name]; ok && f.Key != "" && m.Key == f.Key && w.keep(f.Name, m) {
		w.done[i] = made{sum: m.Sum, stat: m, kept: true}
		return nil
	}
	write, pieces := f.Write, []extent(nil)
	if f.Pieces != nil {
		write = func(to io.Writer) (err error) {
			pieces, err = w.join(to, f)
			return err
		}
	}
	d, err := w.stage.root.create(f.Name, write)
	d.stat.Pieces = pieces
	if err != nil {
		return fmt.Errorf("%s: %w", f.Name, err)
	}
	w.done[i] = d
	return nil
}

// keep reports false where the file can't be linked, or where another build
// has replaced it by now.
func (w *work) keep(name string, m memento) bool {
	t := w.stage.target
	to := path.Join(w.stage.name, name)
	if t.root.Link(path.Join(t.name, name), to) != nil {
		return false
	}
	info, err := t.root.Lstat(to)
	if err == nil && m.sameFile(info) && info.Mode() == fileMode {
		return true
	}
	_ = t.root.Remove(to)
	return false
}

// root is a folder that files are made in.
type root struct{ *os.Root }

// create makes a file that is not there yet.
func (r root) create(name string, write func(io.Writer) error) (made, error) {
	f, err := r.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return made{}, err
	}
	defer f.Close()
	hash := sha256.New()
	b := buffers.Get().(*bufio.Writer)
	defer buffers.Put(b)
	b.Reset(io.MultiWriter(f, hash))
	if err := write(b); err != nil {
		return made{}, err
	}
	if err := b.Flush(); err != nil {
		return made{}, err
	}
	if err := f.Chmod(fileMode); err != nil {
		return made{}, err
	}
	info, err := f.Stat()
	if err != nil {
		return made{}, err
	}
	sum := hex.EncodeToString(hash.Sum(nil))
	return made{sum: sum, stat: mementoOf(info, "", sum)}, f.Close()
}

var buffers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 64<<10) }}

// parallel calls do for 0 to n-1, in that order, until one fails.
func parallel(n, workers int, do func(int) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	var (
		next   atomic.Int64
		failed atomic.Pointer[error]
		group  sync.WaitGroup
	)
	for range min(n, workers) {
		group.Go(func() {
			for failed.Load() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := do(i); err != nil {
					failed.CompareAndSwap(nil, &err)
				}
			}
		})
	}
	group.Wait()
	if err := failed.Load(); err != nil {
		return *err
	}
	return nil
}
