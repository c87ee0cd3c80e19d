package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"sync"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/site"
)

// evidence has the recordings of a course: those that are of its programs as
// they are now.
type evidence struct {
	folder folder

	mu      sync.Mutex
	missing map[string]bool // numbers of lessons
}

// of reads a lesson's recording, nil where there is none that fits. It is
// read each time that it is asked for, so that no more than a few are in
// memory.
func (e *evidence) of(l *lesson.Lesson) *recording.Recording {
	r, err := recording.Read(e.folder.fsys, l)
	if err != nil || r.Hash != recording.Hash(l) {
		return nil
	}
	return r
}

// sum is of what of returns: of the file, where it fits.
func (e *evidence) sum(l *lesson.Lesson) string {
	data, err := fs.ReadFile(e.folder.fsys, recording.File(l))
	if err != nil || !recording.Fits(data, l) {
		e.mu.Lock()
		e.missing[l.Number] = true
		e.mu.Unlock()
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// planned is a course, and the site that it makes.
type planned struct {
	*site.Site
	course   *lesson.Course
	evidence *evidence
}

// plan reads the lessons and plans their pages: in has what is not in the
// folder. The error is a lesson.Problems where lessons or links are wrong.
func (a *app) plan(in site.Input) (planned, error) {
	f, err := a.folder()
	if err != nil {
		return planned{}, err
	}
	c, problems, err := read(f)
	if err != nil {
		return planned{}, err
	}
	if len(problems) > 0 {
		return planned{}, problems.Err()
	}
	e := &evidence{folder: f, missing: map[string]bool{}}
	in.Course, in.Files, in.Recordings, in.RecordingSum = c, f.fsys, e.of, e.sum
	s, err := site.New(in)
	return planned{Site: s, course: c, evidence: e}, err
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
