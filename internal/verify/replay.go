package verify

import (
	"context"
	"fmt"
	"slices"

	"github.com/seed-05413062/course/internal/lesson"
)

// A Replay names a run of a lesson: the number, from 1, of one that the run
// command at a line makes. Its text is "05-join.en:274:3".
type Replay struct {
	Lesson *lesson.Lesson
	Line   int
	Run    int
}

func (r Replay) String() string {
	return fmt.Sprintf("%s.%s:%d:%d", r.Lesson.Name, r.Lesson.Lang, r.Line, r.Run)
}

// RunLines are the lines of the run commands of a lesson.
func RunLines(l *lesson.Lesson) (lines []int) {
	for _, claim := range l.Claims {
		for _, c := range claim.Commands {
			if a, _, _ := parseCommand(c); a.run != nil {
				lines = append(lines, c.Line)
			}
		}
	}
	return lines
}

// Again makes a run again as it was made: the same program, arguments and
// environment, varied in the same way. It returns the run as text, and what of
// the assertions about each run does not hold in it; what is asserted of some
// run is not asked.
func Again(ctx context.Context, o Options, r Replay) (text string, problems lesson.Problems, err error) {
	l := r.commands()
	o.replay = r.Run
	v, release, err := begin(ctx, o, []*lesson.Lesson{l})
	if err != nil {
		return "", nil, err
	}
	defer release()
	s, err := v.session(l, "")
	if err != nil {
		return "", nil, err
	}
	report, err := s.verify()
	if err != nil {
		return "", nil, err
	}
	for _, c := range report.Claims {
		problems = append(problems, c.Problems...)
		if c.Reason != "" {
			return "", nil, fmt.Errorf("%s can't be made here: %s", r, c.Reason)
		}
	}
	var failures []*failure
	for _, claim := range l.Claims {
		for _, c := range claim.Commands {
			failures = append(failures, s.failures[c.Line]...)
		}
	}
	if text = explain(failures); text == "" && s.batch != nil {
		text = s.batch.trials[0].show(nil)
	}
	return text, problems, nil
}

// commands is the lesson with that run alone, and the assertions about it.
// Commands that are testscript's own stay before it: they may make files.
func (r Replay) commands() *lesson.Lesson {
	l := *r.Lesson
	l.Claims = nil
	here, over := false, false
	for _, claim := range r.Lesson.Claims {
		claim.Commands = slices.DeleteFunc(slices.Clone(claim.Commands), func(c lesson.Command) bool {
			a, ours, _ := parseCommand(c)
			if a.run != nil {
				over = over || here
				here = c.Line == r.Line
			}
			if !ours {
				return here || over
			}
			return !here || a.change != nil
		})
		if len(claim.Commands) > 0 {
			l.Claims = append(l.Claims, claim)
		}
	}
	return &l
}
