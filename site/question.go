package site

import (
	"io"
	"unicode/utf8"

	"github.com/seed-05413062/course/internal/predict"
)

// question is four transcripts, of which the reader says which can come.
type question struct {
	W          *words
	ID, Prefix string
	Candidates []candidate
	Whole      bool
	Long       bool // some line does not fit beside three others
}

type candidate struct {
	Letter  string
	Lines   []line
	Legal   bool
	Reasons []string
	Seen    string
}

func (a *article) writeQuestion(w io.Writer, q *asked) error {
	view := question{W: a.words, Prefix: a.prefix, Whole: a.whole}
	if !a.whole {
		view.ID = idPredict
	}
	colours := a.colours(q.want)
	for i, c := range q.four {
		v := candidate{Letter: string(rune('A' + i)), Legal: c.Legal}
		for j, text := range c.Texts {
			wide, _ := wordsIn(text)
			view.Long = view.Long || utf8.RuneCountInString(text)+wide > 20
			v.Lines = append(v.Lines, line{
				Class: colours.of(c.Lanes[j]), Who: a.who(c.Lanes[j], 0), Text: text,
			})
		}
		for _, why := range c.Why {
			v.Reasons = append(v.Reasons, a.words.F(a.words.MustWait, why.Early, why.Waits))
		}
		if c.Legal {
			v.Seen = a.seen(q.want, c)
		}
		view.Candidates = append(view.Candidates, v)
	}
	return templates().ExecuteTemplate(w, "question", view)
}

// seen says in how many of the recorded runs a legal transcript came.
func (a *article) seen(want string, c predict.Candidate) string {
	i := a.batchOf(want)
	if i < 0 {
		return ""
	}
	b := a.record.Batches[i]
	for _, o := range b.Orders {
		if o.Key == c.Order {
			return a.words.F(a.words.SeenIn, o.Runs, b.Runs)
		}
	}
	return a.words.F(a.words.NotSeen, b.Runs)
}

// asked is a question about a want file.
type asked struct {
	want string
	four []predict.Candidate
}

// question asks which transcripts of a want file can come; nil where the
// file allows no question.
func (a *article) question(name string) *asked {
	if q, ok := a.questions[name]; ok {
		return q
	}
	var q *asked
	if want := a.want(name); want != nil {
		if four, ok := predict.Candidates(want, a.lesson.Name); ok {
			q = &asked{want: name, four: four}
		}
	}
	a.questions[name] = q
	return q
}
