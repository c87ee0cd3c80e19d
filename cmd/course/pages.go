package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime/debug"
	"sync"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/site"
)

// evidence has the recordings of a course: those that are of its programs as
// they are now.
type evidence struct {
	folder folder
	memory *lesson.Memory

	mu      sync.Mutex
	missing map[string]bool // numbers of lessons
}

// of reads a lesson's recording, nil where there is none that fits; one that
// can't be read is an error. It is read each time that it is asked for, so that
// no more than a few are in memory.
func (e *evidence) of(o *lesson.Outline) (*recording.Recording, error) {
	data, err := fs.ReadFile(e.folder.fsys, recording.File(o))
	return fitting(o, data, err)
}

// first is of, for who asks before sum and once.
func (e *evidence) first(o *lesson.Outline) (*recording.Recording, error) {
	data, err := e.memory.Read(e.folder.fsys, recording.File(o), recording.HashOf)
	return fitting(o, data, err)
}

func fitting(o *lesson.Outline, data []byte, err error) (*recording.Recording, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	r, err := recording.Parse(o, data)
	if err == nil && r.Hash != o.Hash {
		return nil, nil
	}
	return r, err
}

// sum is of what of and first return: of the file, where it fits.
func (e *evidence) sum(o *lesson.Outline) string {
	sum, hash, err := e.memory.Sum(e.folder.fsys, recording.File(o), recording.HashOf)
	if err != nil || hash != o.Hash {
		e.mu.Lock()
		e.missing[o.Number] = true
		e.mu.Unlock()
		return ""
	}
	return sum
}

// planned is a course, and the site that it makes.
type planned struct {
	*site.Site
	course   *lesson.Index
	evidence *evidence
}

// when says when the pages of a site are made.
type when int

const (
	atOnce when = iota // all of them
	later              // those that are asked for, with the texts as they are now
)

// plan reads the lessons and plans their pages: in has what is not in the
// folder. The error is a lesson.Problems where lessons or links are wrong.
func (a *app) plan(w when, in site.Input) (planned, error) {
	f, err := a.folder()
	if err != nil {
		return planned{}, err
	}
	m := lessonMemory(f)
	defer m.Save()
	e := &evidence{folder: f, memory: m, missing: map[string]bool{}}
	var c *lesson.Index
	if w == atOnce {
		in.Drafts = &site.Drafts{Recordings: e.first}
		c, err = lesson.ReadIndex(f.fsys, f.dir, m, in.Drafts.Add)
	} else {
		c, err = lesson.ReadTexts(f.fsys, f.dir, m)
	}
	if problems, err := unread(f, err); err != nil {
		return planned{}, err
	} else if len(problems) > 0 {
		return planned{}, problems
	}
	in.Course, in.Files, in.Recordings, in.RecordingSum = c, f.fsys, e.of, e.sum
	s, err := site.New(in)
	return planned{Site: s, course: c, evidence: e}, err
}

// lessonMemory is what other builds have read of a folder of lessons, nil for
// the lessons in the binary, or where there is no place for it.
func lessonMemory(f folder) *lesson.Memory {
	cache, err := build.DefaultDir()
	if err != nil || f.dir == "" {
		return nil
	}
	abs, err := filepath.Abs(f.dir)
	if err != nil {
		return nil
	}
	sum := sha256.Sum256([]byte(abs))
	return lesson.OpenMemory(filepath.Join(cache, "lessons", hex.EncodeToString(sum[:8])), program())
}

// program tells this program from others: what it makes of a lesson depends on
// it. "" where the system doesn't say which it is.
func program() string {
	exe, err := os.Executable()
	if err != nil {
		return ""
	}
	info, err := os.Stat(exe)
	if err != nil {
		return ""
	}
	maker := fmt.Sprintf("%d %d", info.Size(), info.ModTime().UnixNano())
	// Whoever packs programs may give all files one time.
	if built, ok := debug.ReadBuildInfo(); ok {
		maker += " " + built.Main.Version
		for _, s := range built.Settings {
			if s.Key == "vcs.revision" {
				maker += " " + s.Value
			}
		}
	}
	return maker
}

// tell says how many lessons are shown without what came. It knows them when
// all files have their keys.
func (e *evidence) tell(w io.Writer) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if n := len(e.missing); n > 0 {
		fmt.Fprintf(w, "course: %s without a recording of the programs as they are now\n", count(n, "lesson"))
		fmt.Fprintln(w, `  hint: "course record" makes what is missing`)
	}
}
