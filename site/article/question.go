package article

import (
	"strconv"
	"unicode/utf8"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/predict"
)

// question asks which transcripts of a want file are possible.
type question struct {
	want       string
	candidates []predict.Candidate
}

// askAbout is the question about a want file; nil where the file allows none.
func (a *Article) askAbout(name string) *question {
	if want := a.want(name); want != nil {
		if candidates, ok := predict.Candidates(want, a.lesson.Name); ok {
			return &question{want: name, candidates: candidates}
		}
	}
	return nil
}

// isLong says whether some line does not fit beside three others.
func (q *question) isLong() bool {
	for _, c := range q.candidates {
		for _, text := range c.Texts {
			if wide, _ := lesson.CountWords(text); utf8.RuneCountInString(text)+wide > 20 {
				return true
			}
		}
	}
	return false
}

// question adds transcripts, of each of which the reader says whether it is
// possible.
func (p *page) question(q *question) {
	p.Raw(`<section class="question"`)
	p.id(` id="`, IDPredict)
	p.OwnPage(func() { p.Raw(" data-question") })
	p.Raw(">\n")
	p.label(p.words.Predict)
	p.Raw(`<p class="how">`, p.words.PredictHow, "</p>\n", `<ol class="candidates`)
	if q.isLong() {
		p.Raw(" long")
	}
	p.Raw(`">`)
	colours := p.colours(q.want)
	for i, c := range q.candidates {
		letter := string(rune('A' + i))
		p.Raw("\n", `<li class="candidate" data-legal="`, strconv.FormatBool(c.Legal), "\">\n<p class=\"letter\">", letter, "</p>\n")
		lines := make([]transcriptLine, 0, len(c.Texts))
		for j, text := range c.Texts {
			lines = append(lines, transcriptLine{class: colours.class(c.Lanes[j]), lane: p.laneName(c.Lanes[j], 0), text: text})
		}
		p.transcript(lines)
		p.Raw("\n", `<details class="answer"><summary>`, p.words.Answer, " ", letter, "</summary>\n<p>")
		if c.Legal {
			p.Raw("<strong>", p.words.IsLegal, "</strong> ", p.seenCount(q.want, c))
		} else {
			p.Raw("<strong>", p.words.IsIllegal, "</strong>")
		}
		for _, why := range c.Why {
			p.Raw(" ")
			p.Text(p.words.F(p.words.MustWait, why.Early, why.Waits))
		}
		p.Raw("</p></details>\n</li>")
	}
	p.Raw("\n</ol>\n</section>\n")
}

// seenCount says how many of the recorded runs had a legal transcript.
func (a *Article) seenCount(want string, c predict.Candidate) string {
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
