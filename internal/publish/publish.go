// Package publish turns a set of files into a folder, in one step: a reader
// of the folder finds all of the old files or all of the new ones.
//
// The new folder is written beside the old one (the stage) and exchanged with
// it. A build that fails or is killed leaves the old folder as it was, and
// the next build removes the stage of a killed one. Only a folder that was
// published is replaced: a manifest in it has the hash of each file, and a
// file that is not in the manifest, or was changed since, is refused by name.
// Nothing is synced to disk, so a power failure may lose the new files.
package publish

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"
)

// Files are the files of a site.
type Files interface {
	// Names are slash-separated paths below the folder.
	Names() []string
	// Write writes one file. Several goroutines write different files.
	Write(w io.Writer, name string) error
}

// Result says what was published. The manifest is not counted.
type Result struct {
	Files int
	Bytes int64
}

// RefusedError is a folder that may not be replaced. Nothing was touched.
type RefusedError struct {
	Dir     string
	Reasons []string // each with the name of a file, where it is about one
	hint    string
}

// maxReasons are printed; the rest is counted.
const maxReasons = 5

func (e *RefusedError) Error() string {
	reasons, more := e.Reasons, ""
	if n := len(reasons) - maxReasons; n > 0 {
		reasons, more = reasons[:maxReasons], fmt.Sprintf("; and %d more", n)
	}
	return fmt.Sprintf("%s is not replaced: %s%s", e.Dir, strings.Join(reasons, "; "), more)
}

// Hint is the way out.
func (e *RefusedError) Hint() string {
	if e.hint != "" {
		return e.hint
	}
	return "name another folder, or move away what no build wrote"
}

// Publish makes dir a folder of exactly these files and a manifest. dir may
// be absent, empty, or published before; else the error is a *RefusedError.
// Files are begun in the order of their names, and as many are written at once
// as there are workers, GOMAXPROCS for 0.
func Publish(ctx context.Context, dir string, files Files, workers int) (Result, error) {
	names := files.Names()
	if err := checkNames(names); err != nil {
		return Result{}, err
	}
	t, err := openTarget(ctx, dir)
	if err != nil {
		return Result{}, err
	}
	defer t.close()
	if err := t.removeStages(); err != nil {
		return Result{}, err
	}
	if err := t.verify(ctx, t.name); err != nil {
		return Result{}, err
	}
	s, err := t.newStage()
	if err != nil {
		return Result{}, err
	}
	result, err := s.write(ctx, names, files, workers)
	if err == nil {
		err = s.exchange(ctx)
	}
	// The old files are removed last, for readers that have just opened one.
	removeErr := s.remove()
	switch {
	case err != nil:
		return Result{}, errors.Join(err, removeErr)
	case removeErr != nil:
		return result, fmt.Errorf("published, but the old files remain: %w", removeErr)
	}
	return result, nil
}

// checkNames refuses names that mean another place on any system.
func checkNames(names []string) error {
	if len(names) == 0 {
		return errors.New("no files to publish")
	}
	seen := map[string]bool{}
	for _, name := range names {
		if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `\:`) || path.Base(name) == manifestName {
			return fmt.Errorf("invalid file name %q", name)
		}
		if seen[name] {
			return fmt.Errorf("duplicate file name %q", name)
		}
		seen[name] = true
	}
	return nil
}

// parallel calls do for 0 to n-1, in that order, until one call fails or ctx
// ends.
func parallel(ctx context.Context, n, workers int, do func(int) error) error {
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(workers)
	for i := range n {
		group.Go(func() error {
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			return do(i)
		})
	}
	return group.Wait()
}
