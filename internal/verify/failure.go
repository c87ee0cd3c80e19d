package verify

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
)

// A failure is an assertion that does not hold, and what shows it: a run, with
// the lines that it is about, or a text.
type failure struct {
	lesson.Problem // its place is set by session.fail
	trial          *trial
	lines          []int // of the trial's Lines, from 0
	all            bool  // it is of all runs, and trial is one of them
	detail         string
	unchecked      bool // nothing was found wrong: it could not be checked
}

func (f *failure) Error() string { return f.Msg }

// failed is a failure in words.
func failed(format string, args ...any) *failure {
	return &failure{Problem: lesson.Problem{Msg: fmt.Sprintf(format, args...)}}
}

// at says which lines of its run a failure is about.
func (f *failure) at(lines ...int) *failure {
	f.lines = lines
	return f
}

// inRun is the error of a check, with the run in which it came up.
func inRun(t *trial, err error) error {
	if f := (*failure)(nil); errors.As(err, &f) {
		f.trial = t
	}
	return err
}

// fail notes what went wrong at a line. What the machine lacks is no failure of
// the line's.
func (s *session) fail(c lesson.Command, err error) {
	if machine := (*proc.MachineError)(nil); errors.As(proc.Machine(err, ""), &machine) {
		s.lacks = machine
		return
	}
	var build lesson.Problems
	if errors.As(err, &build) {
		for _, p := range build {
			s.failures[c.Line] = append(s.failures[c.Line], &failure{Problem: p})
		}
		return
	}
	f := failed("%v", err)
	f.unchecked = !errors.As(err, &f)
	f.Place = s.lesson.At(c.Line)
	if f.trial != nil && !f.all {
		if n := len(f.trial.batch.trials); n > 1 {
			f.Msg = fmt.Sprintf("run %d of %d: %s", f.trial.number, n, f.Msg)
		}
	}
	s.failures[c.Line] = append(s.failures[c.Line], f)
}

// explain shows what failures are about: each run is shown once.
func explain(failures []*failure) string {
	var parts []string
	shown := map[*trial]bool{}
	for _, f := range failures {
		switch {
		case f.detail != "":
			parts = append(parts, f.detail)
		case f.trial != nil && !shown[f.trial]:
			shown[f.trial] = true
			var lines []int
			for _, g := range failures {
				if g.trial == f.trial {
					lines = slices.Concat(lines, g.lines)
				}
			}
			parts = append(parts, f.trial.show(lines))
		}
	}
	return strings.Join(parts, "\n")
}
