package site

import (
	"strconv"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// writeProof writes the claims from first to before end, each with its check.
func (a *article) writeProof(s *sheet, first, end int) {
	s.raw(`<section class="proof"`)
	if first == 0 {
		s.id(` id="`, idProved)
	}
	s.raw(">\n")
	s.label(a.words.Proved)
	s.raw(`<ol class="claims" start="`, strconv.Itoa(first+1), `">`)
	for i := first; i < end; i++ {
		a.writeClaim(s, i)
	}
	s.raw("\n</ol>\n")
	if first == 0 && a.record != nil {
		s.raw(`<p class="facts">`)
		s.text(a.machine())
		s.raw("</p>\n")
	}
	s.raw("</section>\n")
}

func (a *article) writeClaim(s *sheet, i int) {
	c := a.lesson.Claims[i]
	s.id("\n<li id=\"", claimID(i))
	s.raw(`><p class="claim">`)
	s.text(c.Text)
	s.held(a.words, a.lesson, a.record, i)
	s.raw("</p><details")
	s.differ("", " open")
	s.raw("><summary>", a.words.Check, "</summary>\n", `<pre tabindex="0" role="group" aria-label="`, a.words.Check, " ", strconv.Itoa(i+1), `"><code># `)
	s.text(c.Text)
	s.raw("\n")
	for _, command := range c.Commands {
		s.text(command.Text)
		s.raw("\n")
	}
	s.raw("</code></pre>")
	from := s.here()
	a.writeOtherRuns(s, i)
	s.alone(from)
	s.raw("</details></li>")
}

// writeOtherRuns writes the recorded runs of a claim that are shown nowhere
// else.
func (a *article) writeOtherRuns(s *sheet, claim int) {
	if a.record == nil {
		return
	}
	main := a.firstBatch()
	for j, b := range a.record.Batches {
		if b.Claim != claim || b.Want != "" || j == main || len(b.Transcripts) == 0 {
			continue
		}
		s.raw(`<p class="aside">`, a.words.Recorded, " <kbd>")
		s.text(a.commandOf(b))
		s.raw("</kbd></p>\n")
		s.run(a.run(b.Transcripts[0]))
	}
}

// writeClaims writes the lesson's claims as the page of all claims has them,
// each a link to its check.
func (a *article) writeClaims(m *sheet) {
	l, page := a.lesson, a.lesson.Name+".html"
	m.raw("<section class=\"proof\">\n<h3><a href=\"", page, `">`, l.Number, " ")
	m.text(l.Title)
	m.raw("</a></h3>\n<ol class=\"claims\">")
	for i, c := range l.Claims {
		m.raw("\n", `<li><p class="claim"><a href="`, page, "#", claimID(i), `">`)
		m.text(c.Text)
		m.raw("</a>")
		m.held(a.words, l, a.record, i)
		m.raw("</p></li>")
	}
	m.raw("\n</ol>\n</section>\n")
}

// held adds in how many runs a claim held, or why it was not checked.
func (m *markup) held(w *words, l *lesson.Lesson, r *recording.Recording, i int) {
	class := "held"
	held, skipped := held(w, l, r, i)
	if skipped != "" {
		class, held = "skipped", skipped
	}
	if held != "" {
		m.raw(` <span class="`, class, `">`)
		m.text(held)
		m.raw("</span>")
	}
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
