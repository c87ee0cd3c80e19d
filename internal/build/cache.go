package build

import (
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/seed-05413062/course/internal/lesson"
)

// Cache is a directory of binaries. Any number of processes may use one at
// the same time: an entry comes into being by one rename, complete or not at
// all.
type Cache struct {
	// Dir is made when it is absent; "" means DefaultDir.
	Dir string
	// TempDir holds the work of a build, "" for a folder inside of Dir. Nothing
	// is left in it, however the build ends; a process that is killed leaves
	// its work to the trim of Dir.
	TempDir string
}

// Program is a program of a lesson, to be built.
type Program struct {
	Lesson  *lesson.Lesson
	Program lesson.Program
	Race    bool // with the race detector; see RaceAvailable
}

// DefaultDir is $COURSE_CACHE, or else the folder course in the user's cache
// directory. The error is a *CacheError.
func DefaultDir() (string, error) {
	if dir := os.Getenv("COURSE_CACHE"); dir != "" {
		abs, err := filepath.Abs(dir)
		if err != nil {
			return "", &CacheError{Dir: dir, Err: err}
		}
		return abs, nil
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", &CacheError{Err: err}
	}
	return filepath.Join(dir, "course"), nil
}

// CacheError says that the cache can't be used: it can't be made, it is
// read-only, or the disk is full.
type CacheError struct {
	Dir string
	Err error
}

func (e *CacheError) Error() string {
	// The inner error of a PathError names a temporary file, which would only
	// distract from the folder that the reader can do something about.
	err := e.Err
	if pathErr := (*os.PathError)(nil); errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	if e.Dir == "" {
		return fmt.Sprintf("no folder for built programs: %v", err)
	}
	return fmt.Sprintf("can't keep built programs in %s: %v", e.Dir, err)
}

func (e *CacheError) Unwrap() error { return e.Err }

// Hint is the way out.
func (e *CacheError) Hint() string {
	return "make room there, or set COURSE_CACHE to a folder that can be written"
}

// Build returns the absolute path of a binary for each program, in their
// order: "" for those that did not build. All that are not in the cache are
// built by one go build. The error is a lesson.Problems where programs do not
// compile, each problem at its line of the lesson's file; ErrNoToolchain; a
// *CacheError; or ctx's.
func (c *Cache) Build(ctx context.Context, programs []Program) ([]string, error) {
	paths := make([]string, len(programs))
	dir, err := c.dir()
	if err != nil {
		return paths, err
	}
	tools, err := findToolchain()
	if err != nil {
		return paths, err
	}
	var jobs []*job
	byKey := map[string]*job{}
	for i, p := range programs {
		key := tools.key(p)
		path := filepath.Join(dir, key, binaryName(p.Program.Name))
		if usable(path) {
			paths[i] = path
			continue
		}
		j := byKey[key]
		if j == nil {
			j = &job{key: key, path: path}
			byKey[key] = j
			jobs = append(jobs, j)
		}
		j.programs = append(j.programs, p)
		j.indexes = append(j.indexes, i)
	}
	if len(jobs) == 0 {
		return paths, nil
	}
	b := builder{tools: tools, dir: dir, tempDir: c.TempDir}
	problems, err := b.build(ctx, jobs)
	for _, j := range jobs {
		for _, i := range j.indexes {
			if j.built {
				paths[i] = j.path
			}
		}
	}
	if err != nil {
		return paths, err
	}
	trim(dir, time.Now())
	return paths, problems.Err()
}

func (c *Cache) dir() (string, error) {
	if c.Dir == "" {
		return DefaultDir()
	}
	dir, err := filepath.Abs(c.Dir)
	if err != nil {
		return "", &CacheError{Dir: c.Dir, Err: err}
	}
	return dir, nil
}

// checksumName is the file beside a binary that has its checksum, and whose
// time is that of the binary's last use.
const checksumName = ".crc32"

// usable reports whether the cache has a binary, just as it was built, and
// notes its use.
func usable(path string) bool {
	checksumFile := filepath.Join(filepath.Dir(path), checksumName)
	want, err := os.ReadFile(checksumFile)
	if err != nil {
		return false
	}
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() || runtime.GOOS != "windows" && info.Mode().Perm()&0o111 == 0 {
		return false
	}
	if got, err := checksum(path); err != nil || got != string(want) {
		return false
	}
	info, err = os.Stat(checksumFile)
	if now := time.Now(); err == nil && now.Sub(info.ModTime()) > noteUse {
		// A cache that can't be written can still be read.
		_ = os.Chtimes(checksumFile, now, now)
	}
	return true
}

// checksum is for what damages a file by accident: a CRC is ten times as fast as
// a hash that also withstands intent.
func checksum(path string) (string, error) {
	file, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer file.Close()
	h := crc32.NewIEEE()
	if _, err := io.Copy(h, file); err != nil {
		return "", err
	}
	return fmt.Sprintf("%08x", h.Sum32()), nil
}
