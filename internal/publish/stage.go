package publish

import (
	"bufio"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
)

// Modes are the same whatever the umask: a web server must be able to read
// the site.
const (
	fileMode fs.FileMode = 0o644
	dirMode  fs.FileMode = 0o755
)

// stage is a folder beside the target, in which the new files are written.
// After the exchange it holds the old ones.
type stage struct {
	target *target
	name   string // in the target's parent
	root   *os.Root
}

func (t *target) newStage() (*stage, error) {
	s := &stage{target: t, name: fmt.Sprintf(".%s.course-%016x", t.name, rand.Uint64())}
	err := t.parent.Mkdir(s.name, dirMode)
	if err != nil {
		return nil, err
	}
	if s.root, err = t.parent.OpenRoot(s.name); err != nil {
		return nil, errors.Join(err, t.parent.Remove(s.name))
	}
	return s, nil
}

// remove removes the stage with all that is in it.
func (s *stage) remove() error {
	s.root.Close()
	return s.target.parent.RemoveAll(s.name)
}

// write writes all files and the manifest.
func (s *stage) write(ctx context.Context, names []string, files Files, workers int) (Result, error) {
	// Folders are made first, so that files can be written in any order.
	for _, dir := range slices.Sorted(maps.Keys(foldersOf(slices.Values(names)))) {
		if err := cmp.Or(s.root.MkdirAll(dir, dirMode), s.root.Chmod(dir, dirMode)); err != nil {
			return Result{}, err
		}
	}
	sums, sizes := make([]string, len(names)), make([]int64, len(names))
	err := parallel(ctx, len(names), workers, func(i int) (err error) {
		sums[i], sizes[i], err = s.writeFile(names[i], func(w io.Writer) error { return files.Write(w, names[i]) })
		if err != nil {
			return fmt.Errorf("%s: %w", names[i], err)
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	m := manifest{About: about, Files: map[string]string{}}
	r := Result{Files: len(names)}
	for i, name := range names {
		m.Files[name] = sums[i]
		r.Bytes += sizes[i]
	}
	_, _, err = s.writeFile(manifestName, m.write)
	return r, err
}

// writeFile returns the file's hash and size.
func (s *stage) writeFile(name string, write func(io.Writer) error) (sum string, size int64, err error) {
	f, err := s.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	hash := sha256.New()
	w := bufio.NewWriterSize(io.MultiWriter(f, hash), 16<<10)
	if err := cmp.Or(write(w), w.Flush(), f.Chmod(fileMode)); err != nil {
		return "", 0, err
	}
	info, err := f.Stat()
	if err != nil {
		return "", 0, err
	}
	return hex.EncodeToString(hash.Sum(nil)), info.Size(), f.Close()
}
