package article

import (
	"html"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// claims adds the claims from first to before end, each with its check.
func (p *page) claims(first, end int) {
	p.Raw(`<section class="proof"`)
	if first == 0 {
		p.id(` id="`, IDClaims)
	}
	p.Raw(">\n")
	p.label(p.words.ClaimsLabel)
	p.Raw(`<ol class="claims" start="`, strconv.Itoa(first+1), `">`)
	for i := first; i < end; i++ {
		p.claim(i)
	}
	p.Raw("\n</ol>\n")
	if first == 0 && p.record != nil {
		p.Raw(`<p class="facts">`)
		p.Text(p.machine())
		p.Raw("</p>\n")
	}
	p.Raw("</section>\n")
}

func (p *page) claim(i int) {
	c := p.lesson.Claims[i]
	p.id("\n<li id=\"", ClaimID(i))
	p.Raw(`><p class="claim">`)
	p.Text(c.Text)
	if o := p.Outcome(i); o.Text != "" {
		p.Raw(` <span class="`, o.Class, `">`)
		p.Text(o.Text)
		p.Raw("</span>")
	}
	p.Raw("</p>")
	for _, change := range c.Broken() {
		p.Raw(`<p class="broken">`, p.failsWhen(change), "</p>")
	}
	p.Raw("<details><summary>", p.words.Check, "</summary>\n", `<pre tabindex="0" role="group" aria-label="`, p.words.Check, " ", strconv.Itoa(i+1), `"><code># `)
	p.Text(c.Text)
	p.Raw("\n")
	for _, command := range c.Commands {
		p.Text(command.Text)
		p.Raw("\n")
	}
	p.Raw("</code></pre>")
	p.OwnPage(func() { p.otherRuns(i) })
	p.Raw("</details></li>")
}

// otherRuns adds the recorded runs of a claim that are shown nowhere else.
func (p *page) otherRuns(claim int) {
	if p.record == nil {
		return
	}
	main := p.firstBatch()
	for j, b := range p.record.Batches {
		if b.Claim != claim || b.Want != "" || j == main || len(b.Transcripts) == 0 {
			continue
		}
		p.Raw(`<p class="aside">`, p.words.Recorded, " <kbd>")
		p.Text(p.command(b))
		p.Raw("</kbd></p>\n")
		p.run(b.Transcripts[0])
	}
}

// failsWhen says with which change a claim fails, as HTML.
func (a *Article) failsWhen(change lesson.Change) string {
	code := func(s string) string {
		return "<code>" + html.EscapeString(strings.Join(strings.Fields(s), " ")) + "</code>"
	}
	if p := change.Pairs; len(p) == 2 && p[0][0] == p[1][1] && p[0][1] == p[1][0] {
		return a.words.F(a.words.FailsWhen, a.words.F(a.words.Exchanged, code(p[0][0]), code(p[0][1])))
	}
	var parts []string
	for _, pair := range change.Pairs {
		if strings.TrimSpace(pair[1]) == "" {
			parts = append(parts, a.words.F(a.words.TakenOut, code(pair[0])))
		} else {
			parts = append(parts, a.words.F(a.words.Becomes, code(pair[0]), code(pair[1])))
		}
	}
	return a.words.F(a.words.FailsWhen, strings.Join(parts, a.words.And))
}

// inRuns says in how many of so many recorded runs the nth claim held, from
// 0. Of one that speaks of some run it is known that there was one.
func (a *Article) inRuns(n, runs int) string {
	if runs == 1 {
		return a.words.InOne
	}
	switch a.lesson.Claims[n].Quantifier() {
	case lesson.Sometimes:
		return a.words.F(a.words.InSome, runs)
	case lesson.Never:
		return a.words.F(a.words.InNone, runs)
	}
	return a.words.F(a.words.InAll, runs)
}

// Outcome is what was recorded of a claim.
type Outcome struct {
	Class string // "held", "skipped"
	Text  string // in which runs it held, or why it was skipped; "" where nothing was recorded
}

// Outcome is that of the nth claim, from 0.
func (a *Article) Outcome(n int) Outcome {
	if a.record == nil || n >= len(a.record.Claims) || a.record.Claims[n].Text != a.lesson.Claims[n].Text {
		return Outcome{}
	}
	switch c := a.record.Claims[n]; {
	case c.Status == "skip":
		return Outcome{"skipped", a.words.F(a.words.Skipped, c.Reason)}
	case c.Runs > 0:
		return Outcome{"held", a.inRuns(n, c.Runs)}
	}
	return Outcome{}
}
