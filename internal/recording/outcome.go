package recording

import (
	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
)

// Outcome is what was recorded of a claim, in the words of its lesson.
type Outcome struct {
	Status string // "held", "skipped", "" where nothing was recorded
	Text   string // in which runs it held, or why it was skipped
}

// Outcome is that of the lesson's nth claim, from 0. The recording may be nil,
// and of another script.
func (r *Recording) Outcome(l *lesson.Lesson, n int) Outcome {
	if r == nil || n < 0 || n >= len(r.Claims) || r.Claims[n].Text != l.Claims[n].Text {
		return Outcome{}
	}
	c, words := r.Claims[n], &lang.Of(l.Lang).Site
	switch {
	case c.Status == "skip":
		return Outcome{"skipped", words.F(words.Skipped, c.Reason)}
	case c.Runs > 0:
		return Outcome{"held", r.InRuns(l, n, c.Runs)}
	}
	return Outcome{}
}

// InRuns says in which of so many runs the lesson's nth claim held, which has
// an outcome.
func (r *Recording) InRuns(l *lesson.Lesson, n, runs int) string {
	words := &lang.Of(l.Lang).Site
	if runs == 1 {
		return words.InOne
	}
	switch l.Claims[n].Quantifier() {
	case lesson.Never:
		return words.F(words.InNone, runs)
	case lesson.Always:
		return words.F(words.InAll, runs)
	}
	also := l.Claims[n].AlsoAll()
	kinds, rarest := 0, runs
	for _, s := range r.Claims[n].Seen {
		if s.Of == runs && s.Runs > 0 {
			kinds, rarest = kinds+1, min(rarest, s.Runs)
		}
	}
	switch {
	case kinds == 0: // nobody counted
		return words.F(words.InSome, runs)
	case kinds == 1 && also:
		return words.F(words.AllAndSeen, rarest, runs)
	case kinds == 1:
		return words.F(words.SeenRuns, rarest, runs)
	case also:
		return words.F(words.AllAndEach, rarest, runs)
	}
	return words.F(words.EachSeen, rarest, runs)
}
