package site

import (
	"io"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// proof is some claims of a lesson, each with its check.
type proof struct {
	W      *words
	ID     string // "" where others of the lesson came before
	Start  int    // number of the first claim
	Claims []claim
	Whole  bool
	Fact   string
}

type claim struct {
	ID, Text string
	N        int
	Commands []string
	Held     string // in how many runs, "" where that is not recorded
	Skipped  string // why it was not checked
	Runs     []run  // recorded runs that are shown nowhere else
	Href     string // on the page of all claims
}

// writeProof writes the claims from first to before end.
func (a *article) writeProof(w io.Writer, first, end int) error {
	view := proof{W: a.words, Start: first + 1, Whole: a.whole}
	if first == 0 && !a.whole {
		view.ID = idProved
	}
	if first == 0 && a.record != nil {
		view.Fact = a.machine()
	}
	for i := first; i < end; i++ {
		view.Claims = append(view.Claims, a.claim(i))
	}
	return templates().ExecuteTemplate(w, "proof", view)
}

func (a *article) claim(i int) claim {
	c := a.lesson.Claims[i]
	view := claim{ID: a.prefix + claimID(i), N: i + 1, Text: c.Text}
	view.Commands = append(view.Commands, "# "+c.Text)
	for _, command := range c.Commands {
		view.Commands = append(view.Commands, command.Text)
	}
	view.Held, view.Skipped = held(a.words, a.lesson, a.record, i)
	if a.record == nil || a.whole {
		return view
	}
	main := a.firstBatch()
	for j, b := range a.record.Batches {
		if b.Claim == i && b.Want == "" && j != main && len(b.Transcripts) > 0 {
			r := a.run(b.Transcripts[0])
			r.Title = a.commandOf(b)
			view.Runs = append(view.Runs, r)
		}
	}
	return view
}

// held says in how many runs a claim held, or why it was not checked. Both
// are empty where that is not recorded.
func held(w *words, l *lesson.Lesson, r *recording.Recording, i int) (held, skipped string) {
	if r == nil || i >= len(r.Claims) || r.Claims[i].Text != l.Claims[i].Text {
		return "", ""
	}
	switch c := r.Claims[i]; {
	case c.Status == "skip":
		return "", w.F(w.Skipped, c.Reason)
	case c.Runs > 0:
		return w.F(w.Held, c.Runs, c.Runs), ""
	}
	return "", ""
}
