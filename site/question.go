package site

import (
	"strconv"
	"unicode/utf8"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/predict"
)

// writeQuestion writes four transcripts, of which the reader says which can
// come.
func (a *article) writeQuestion(s *sheet, q *asked) {
	s.raw(`<section class="question"`)
	s.differ(` id="`+idPredict+`" data-question`, "")
	s.raw(">\n")
	s.label(a.words.Predict)
	s.raw(`<p class="how">`, a.words.PredictHow, "</p>\n", `<ol class="candidates`)
	if q.long() {
		s.raw(" long")
	}
	s.raw(`">`)
	colours := a.colours(q.want)
	for i, c := range q.four {
		letter := string(rune('A' + i))
		s.raw("\n", `<li class="candidate" data-legal="`, strconv.FormatBool(c.Legal), "\">\n<p class=\"letter\">", letter, "</p>\n")
		lines := make([]line, 0, len(c.Texts))
		for j, text := range c.Texts {
			lines = append(lines, line{Class: colours.of(c.Lanes[j]), Who: a.who(c.Lanes[j], 0), Text: text})
		}
		s.transcript(lines)
		s.raw("\n", `<details class="answer"`)
		s.differ("", " open")
		s.raw("><summary>", a.words.Answer, " ", letter, "</summary>\n<p>")
		if c.Legal {
			s.raw("<strong>", a.words.IsLegal, "</strong> ", a.seen(q.want, c))
		} else {
			s.raw("<strong>", a.words.IsIllegal, "</strong>")
		}
		for _, why := range c.Why {
			s.raw(" ")
			s.text(a.words.F(a.words.MustWait, why.Early, why.Waits))
		}
		s.raw("</p></details>\n</li>")
	}
	s.raw("\n</ol>\n</section>\n")
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

// long says whether some line does not fit beside three others.
func (q *asked) long() bool {
	for _, c := range q.four {
		for _, text := range c.Texts {
			if wide, _ := lesson.CountWords(text); utf8.RuneCountInString(text)+wide > 20 {
				return true
			}
		}
	}
	return false
}

// question asks which transcripts of a want file can come; nil where the
// file allows no question.
func (a *article) question(name string) *asked {
	if want := a.want(name); want != nil {
		if four, ok := predict.Candidates(want, a.lesson.Name); ok {
			return &asked{want: name, four: four}
		}
	}
	return nil
}
