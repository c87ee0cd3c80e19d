// Package recording keeps evidence of real runs beside the lessons: what was
// printed, in which orders, and which claims held. Pages are made of it, so
// that they show what really happened and are the same on every machine.
package recording

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"

	"github.com/seed-05413062/course/internal/lesson"
)

// Dir is where recordings are, below the folder of lessons.
const Dir = "recordings"

// Work stands in the lines of a recording for the folder in which the program
// ran, which differs from run to run; Home for the home of the user who
// recorded.
const (
	Work = "$WORK" // as testscript has it
	Home = "~"
)

// Recording is the evidence for one lesson in one language.
type Recording struct {
	Lesson string `json:"lesson"` // "05-join"
	Lang   string `json:"lang"`
	Go     string `json:"go"`   // "go1.26.8"
	OS     string `json:"os"`   // "linux/amd64"
	CPUs   int    `json:"cpus"` // usable logical CPUs
	Hash   string `json:"hash"` // of what was run: see lesson.Lesson.Hash

	Claims  []Claim `json:"claims"`
	Batches []Batch `json:"batches"`
}

// Claim says in how many runs a claim held.
type Claim struct {
	Text   string `json:"text"`
	Status string `json:"status"` // "pass", "skip"; a lesson that fails is not recorded
	Reason string `json:"reason,omitempty"`
	Runs   int    `json:"runs"`
	// Seen is of the assertions of what some run must have; all others are of
	// every run.
	Seen []Seen `json:"seen,omitempty"`
	// Milliseconds that the claim took to check, to balance shards.
	Milliseconds int `json:"ms"`
}

// Seen says in how many runs something was seen.
type Seen struct {
	Command string `json:"command"` // the line of the script that asserts it
	What    string `json:"what"`    // a pattern, or an outcome
	Runs    int    `json:"runs"`
	Of      int    `json:"of"` // so many runs
}

// Batch is the evidence of the runs of one "run" command.
type Batch struct {
	Command string   `json:"command"` // as the script has it, conditions aside
	Program string   `json:"program"`
	Args    []string `json:"args,omitempty"`
	Runs    int      `json:"runs"`
	Claim   int      `json:"claim"` // index of the claim that the command stands in
	// Want is the want file of the lanes command that checked the runs, ""
	// where there was none; Legal is the number of its legal orders, in
	// decimal, and Orders are those that were seen, the most common first.
	Want   string  `json:"want,omitempty"`
	Legal  string  `json:"legal,omitempty"`
	Orders []Order `json:"orders,omitempty"`
	// Transcripts are up to three, each of another order: the most common
	// first, and of its runs the one with lines at the most moments. Where
	// there is no want file, the first run, which ran while no other did.
	Transcripts []Transcript `json:"transcripts"`
}

// Order is an order of the lines that was seen, and in how many runs.
type Order struct {
	Key  string `json:"key"` // lanes.Match.Order
	Runs int    `json:"runs"`
}

// Transcript is one run.
type Transcript struct {
	Order     string    `json:"order,omitempty"` // its key among the batch's orders
	Schedule  string    `json:"schedule"`        // "plain", "pinned", "stopped"
	Exit      int       `json:"exit"`
	Signal    string    `json:"signal,omitempty"`
	Lines     []Line    `json:"lines"`
	Processes []Process `json:"processes"` // the main one first, then by birth
}

// Line is one line of output.
type Line struct {
	Text    string  `json:"text"`
	Ms      float64 `json:"ms"`      // since the start of the run
	Process int     `json:"process"` // index into Processes, -1 when unknown
	Lane    string  `json:"lane,omitempty"`
	Stderr  bool    `json:"stderr,omitempty"`
}

// Process is a process of a run, which is named by its place in it: pids
// differ from run to run.
type Process struct {
	Parent int     `json:"parent"` // index, -1 of the main one or where unknown
	Lane   string  `json:"lane,omitempty"`
	Start  float64 `json:"start"` // ms since the start of the run, when it was first seen alive
	End    float64 `json:"end"`   // ms, when it was last seen alive
}

// File is the name of a lesson's recording, below the folder of lessons.
func File(l *lesson.Lesson) string {
	return path.Join(Dir, l.Name+"."+l.Lang+".json")
}

// Read reads a lesson's recording from the folder of lessons. The error is
// fs.ErrNotExist where there is none.
func Read(fsys fs.FS, l *lesson.Lesson) (*Recording, error) {
	data, err := fs.ReadFile(fsys, File(l))
	if err != nil {
		return nil, err
	}
	r := &Recording{}
	if err := json.Unmarshal(data, r); err != nil {
		return nil, fmt.Errorf("not a recording: %w", err)
	}
	if err := r.check(); err != nil {
		return nil, fmt.Errorf("not a recording: %w", err)
	}
	return r, nil
}

// check asks that what is named by its place is there.
func (r *Recording) check() error {
	for i, b := range r.Batches {
		if b.Claim < -1 || b.Claim >= len(r.Claims) {
			return fmt.Errorf("batch %d is of claim %d of %d", i, b.Claim, len(r.Claims))
		}
		for _, t := range b.Transcripts {
			n := len(t.Processes)
			for _, l := range t.Lines {
				if l.Process < -1 || l.Process >= n {
					return fmt.Errorf("batch %d: line %q is of process %d of %d", i, l.Text, l.Process, n)
				}
			}
			for at, p := range t.Processes {
				if p.Parent < -1 || p.Parent >= n {
					return fmt.Errorf("batch %d: process %d has the parent %d of %d", i, at, p.Parent, n)
				}
			}
		}
	}
	return nil
}

// Stale reports the lessons whose recording is missing, or was made of another
// program, script or want file, each with the command that makes a new one.
func Stale(fsys fs.FS, c *lesson.Course) (stale lesson.Problems) {
	for _, l := range c.Lessons {
		r, err := Read(fsys, l)
		msg := ""
		switch {
		case errors.Is(err, fs.ErrNotExist):
			msg = "there is no recording of this lesson"
		case err != nil:
			msg = err.Error()
		case r.Hash != l.Hash:
			msg = "the recording is of another program, script or want file"
		default:
			continue
		}
		stale = append(stale, lesson.Problem{
			Place: lesson.Place{File: l.Path, Line: 1},
			Msg:   msg,
			Hint:  fmt.Sprintf("run \"course record %s\"", l.Number),
		})
	}
	return stale
}
