// Package publish turns a set of files into a folder, in one step: whoever
// reads the folder meanwhile finds the old files or the new ones, whole.
//
// The new folder is written beside the old one and exchanged with it. A
// build that fails or is killed leaves the old folder as it was; what a
// killed one leaves beside it, the next build removes. Only a folder that
// was published is replaced: a manifest in it has the hash of each file, and
// a file that is not in the manifest, or was changed since, is refused by
// name. A loss of power is not guarded against: nothing is synced.
package publish

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
)

// Part makes one file, or a stretch of several. A file is what its parts
// write, one after the other in the order of the parts.
type Part struct {
	// Key is of all that the part writes: where it is that of the last time,
	// nothing is made again, and files all of whose parts are the same are
	// kept. "" is never the same.
	Key string
	// Files are named by slash-separated paths below the folder.
	Files []string
	// Write writes to what the function returns for a file, nil for one that
	// is there already. Several goroutines write different parts.
	Write func(to func(file string) io.Writer) error
}

// Options may all be left out.
type Options struct {
	// Memory is a file outside of the folder that remembers the keys of the
	// files from one time to the next, "" for none. It is of this machine
	// alone; when it is lost, all files are made again.
	Memory string
	// Maker tells the program that makes the parts from others: what another
	// one has made of the same keys is made again.
	Maker string
	// Workers is how many parts are made at once, 0 for GOMAXPROCS.
	Workers int
}

// Result says what was done.
type Result struct {
	Made, Kept int   // files
	Bytes      int64 // of all files
}

// RefusedError is a folder that may not be replaced. Nothing was touched.
type RefusedError struct {
	Dir  string
	What []string // what is wrong, each with the name of a file
}

// mostRefused of the reasons are told; the rest is counted.
const mostRefused = 5

func (e *RefusedError) Error() string {
	what := e.What
	more := ""
	if n := len(what) - mostRefused; n > 0 {
		what, more = what[:mostRefused], fmt.Sprintf("; and %d more", n)
	}
	return fmt.Sprintf("%s is not replaced: %s%s", e.Dir, strings.Join(what, "; "), more)
}

// Hint is the way out.
func (e *RefusedError) Hint() string {
	return "name another folder, or move away what no build wrote"
}

// Publish makes dir a folder of exactly the files of these parts, beside a
// manifest. dir may be absent, empty, or published before; else the error is a
// *RefusedError. Parts are begun in the order given.
func Publish(ctx context.Context, dir string, parts []Part, o Options) (Result, error) {
	return PublishPlan(ctx, dir, func() ([]Part, error) { return parts, nil }, o)
}

// PublishPlan is Publish with parts that are planned while it looks at the
// folder. An error of the plan is returned as it is.
func PublishPlan(ctx context.Context, dir string, plan func() ([]Part, error), o Options) (Result, error) {
	if _, err := os.Lstat(dir); errors.Is(err, fs.ErrNotExist) {
		// There is nothing to look at, and nothing is made before the plan.
		parts, err := plan()
		if err != nil {
			return Result{}, err
		}
		plan = func() ([]Part, error) { return parts, nil }
	}
	t, err := openTarget(dir)
	if err != nil {
		return Result{}, err
	}
	defer t.close()
	var old published
	var looking sync.WaitGroup
	looking.Go(func() { old, err = t.verify(t.name, readMemory(o, t.abs), memento.unchanged) })
	parts, planErr := plan()
	looking.Wait()
	if err := cmp.Or(planErr, checkNames(parts), err); err != nil {
		return Result{}, err
	}
	s, err := t.stage()
	if err != nil {
		return Result{}, err
	}
	w := newWork(s, old, parts)
	result, err := w.run(ctx, o.Workers)
	if err == nil {
		err = writeManifest(s.files, w.outputs)
		s.files.close() // some systems move no folder with one in it open
	}
	if err == nil {
		err = t.exchange(s, old)
	}
	if err != nil {
		return Result{}, errors.Join(err, s.discard())
	}
	// The old files go last, for readers that are on their way to them.
	if err := s.discard(); err != nil {
		return result, fmt.Errorf("published, but the old files remain: %w", err)
	}
	t.remember(o, w.outputs)
	return result, nil
}

// checkNames refuses names that would lie elsewhere, on any system.
func checkNames(parts []Part) error {
	for _, p := range parts {
		seen := map[string]bool{}
		for _, name := range p.Files {
			switch {
			case !fs.ValidPath(name), name == ".", strings.ContainsAny(name, `\:`), path.Base(name) == manifestName:
				return fmt.Errorf("%q is no name for a file of a site", name)
			case seen[name]:
				return fmt.Errorf("file %q is there twice", name)
			}
			seen[name] = true
		}
	}
	return nil
}

// target is the folder to be replaced, seen from its parent.
type target struct {
	dir  string // as the caller names it
	abs  string
	name string // in the parent
	root *os.Root
	lock *os.File // the parent, whose lock keeps builds apart; nil where there is none
}

func openTarget(dir string) (*target, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	t := &target{dir: dir, abs: abs, name: filepath.Base(abs)}
	parent := filepath.Dir(abs)
	if here, err := os.Getwd(); err == nil && within(here, abs) || parent == abs {
		return nil, &RefusedError{Dir: dir, What: []string{"it holds the current folder"}}
	}
	if err := os.MkdirAll(parent, 0o755); err != nil {
		return nil, err
	}
	if t.root, err = os.OpenRoot(parent); err != nil {
		return nil, err
	}
	t.lock, err = os.Open(parent)
	if err != nil {
		t.root.Close()
		return nil, err
	}
	return t, nil
}

func (t *target) close() {
	t.lock.Close()
	t.root.Close()
}

// within reports whether a path is dir or below it.
func within(name, dir string) bool {
	rel, err := filepath.Rel(dir, name)
	return err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator))
}
