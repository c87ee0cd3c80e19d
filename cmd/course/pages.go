package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"sync"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/site"
)

// plannedSite is a site, with the course that it shows.
type plannedSite struct {
	*site.Site
	course     *lesson.Course
	recordings *recordings
}

// planSite reads the lessons and plans their pages: in has what is not in the
// folder. The error is a lesson.Problems where lessons or links are wrong.
func (a *app) planSite(in site.Input) (plannedSite, error) {
	f, err := a.folder()
	if err != nil {
		return plannedSite{}, err
	}
	c, err := lesson.Read(f.fsys, f.dir)
	if problems, err := problemsOf(f, err); err != nil {
		return plannedSite{}, err
	} else if len(problems) > 0 {
		return plannedSite{}, problems
	}
	r := &recordings{folder: f, again: a.again("record"), missing: map[string]bool{}}
	in.Course, in.Files, in.Recordings = c, f.fsys, r.read
	s, err := site.New(in)
	return plannedSite{Site: s, course: c, recordings: r}, err
}

// recordings reads those of a course that fit its programs as they are now,
// each time that one is asked for, so that few are in memory.
type recordings struct {
	folder folder
	again  string // the command that makes them

	mu      sync.Mutex
	missing map[string]bool // names of lessons without one
}

// read returns nil where no recording fits; one that can't be read is a
// problem of the folder.
func (r *recordings) read(l *lesson.Lesson) (*recording.Recording, error) {
	record, err := recording.Read(r.folder.fsys, l)
	if errors.Is(err, fs.ErrNotExist) || err == nil && record.Hash != l.Hash {
		r.mu.Lock()
		r.missing[l.Name] = true
		r.mu.Unlock()
		return nil, nil
	}
	if err != nil {
		if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
			err = fmt.Errorf("can't be read: %w", pathErr.Err)
		}
		place := lesson.Place{File: path.Join(r.folder.dir, recording.File(l))}
		return nil, lesson.Problems{{Place: place, Msg: err.Error(), Hint: fmt.Sprintf(`"%s" makes it anew`, r.again)}}
	}
	return record, nil
}

// tellMissing says how many lessons were shown without runs.
func (r *recordings) tellMissing(w io.Writer) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if n := len(r.missing); n > 0 {
		fmt.Fprintf(w, "course: %s without a recording of the programs as they are now\n", count(n, "lesson"))
		fmt.Fprintf(w, "  hint: \"%s\" makes what is missing\n", r.again)
	}
}
