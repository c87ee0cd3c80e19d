package publish

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
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

// modeIsRight says whether a file can be read by whom it is meant for. Windows
// tells of a mode only whether it can be written.
func modeIsRight(info fs.FileInfo) bool {
	return runtime.GOOS == "windows" || info.Mode() == fileMode
}

// work is the making of the new files.
type work struct {
	stage   *stage
	old     published
	parts   []Part
	outputs []*output // in the order in which the parts name them
	of      [][]place // by part, its places in the files that it writes to
}

// place is that of a part among those of a file.
type place struct {
	output *output
	nth    int
}

func newWork(s *stage, old published, parts []Part) *work {
	w := &work{stage: s, old: old, parts: parts, of: make([][]place, len(parts))}
	byName := map[string]*output{}
	for i, p := range parts {
		for _, name := range p.Files {
			o := byName[name]
			if o == nil {
				o = &output{name: name}
				byName[name] = o
				w.outputs = append(w.outputs, o)
			}
			w.of[i] = append(w.of[i], place{o, len(o.keys)})
			o.keys = append(o.keys, p.Key)
		}
	}
	return w
}

func (w *work) run(ctx context.Context, workers int) (Result, error) {
	if err := w.folders(); err != nil {
		return Result{}, err
	}
	defer func() {
		for _, o := range w.outputs {
			o.close()
		}
	}()
	for _, o := range w.outputs {
		if len(o.keys) > 1 && !w.keep(o) {
			w.openOld(o)
		}
	}
	err := parallel(len(w.parts), workers, func(i int) error {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		return w.make(i)
	})
	var r Result
	for _, o := range w.outputs {
		r.Bytes += o.made.Size
		if o.kept {
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
	for _, o := range w.outputs {
		dir := path.Dir(o.name)
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

// make makes what a part writes, as far as it is not there from the last
// time.
func (w *work) make(i int) error {
	p := w.parts[i]
	made := map[string]*bytes.Buffer{}
	for _, at := range w.of[i] {
		o := at.output
		if !o.kept && !(len(o.keys) == 1 && w.keep(o)) && !o.had(p.Key) {
			b := buffers.Get().(*bytes.Buffer)
			b.Reset()
			made[o.name] = b
		}
	}
	if len(made) > 0 {
		err := p.Write(func(name string) io.Writer {
			if b := made[name]; b != nil {
				return b
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("%s: %w", p.Files[0], err)
		}
	}
	for _, at := range w.of[i] {
		o := at.output
		if o.kept {
			continue
		}
		if err := o.deliver(w.stage.files, at.nth, stretch{made: made[o.name], span: o.spans[p.Key]}); err != nil {
			return fmt.Errorf("%s: %w", o.name, err)
		}
	}
	return nil
}

var buffers = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// keep links to the old file where all parts of it are those of the last
// time. It reports false where one is not, where the file can't be linked, or
// where another build has replaced it by now.
func (w *work) keep(o *output) bool {
	m, ok := w.old[o.name]
	if !ok || !m.madeOf(o.keys) {
		return false
	}
	t := w.stage.target
	if t.root.Link(path.Join(t.name, o.name), path.Join(w.stage.name, o.name)) != nil {
		return false
	}
	info, err := w.stage.files.lstat(o.name)
	if err == nil && m.sameFile(info) && modeIsRight(info) {
		o.made, o.kept = m, true
		return true
	}
	_ = w.stage.root.Remove(o.name)
	return false
}

// openOld opens the old file, where it is still the one that was verified,
// and finds its parts by their keys.
func (w *work) openOld(o *output) {
	m := w.old[o.name]
	if len(m.Parts) == 0 {
		return
	}
	t := w.stage.target
	f, err := t.root.Open(path.Join(t.name, o.name))
	if err != nil {
		return
	}
	if info, err := f.Stat(); err != nil || !m.sameFile(info) {
		f.Close()
		return
	}
	o.old, o.spans = f, map[string]span{}
	start := int64(0)
	for _, p := range m.Parts {
		if p.Key != "" && start <= p.End && p.End <= m.Size {
			o.spans[p.Key] = span{start, p.End}
		}
		start = p.End
	}
}

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
