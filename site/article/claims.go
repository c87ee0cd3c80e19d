package article

import (
	"html"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
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
	if o := p.Outcome(i); o.Status != "" {
		p.Raw(` <span class="`, o.Status, `">`)
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
		p.Text(p.sightings(i, command))
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

// sightings says beside a command of the nth claim in how many runs there was
// what it asserts of some run: "  # 122 and 78 of 200 runs".
func (a *Article) sightings(n int, c lesson.Command) string {
	if a.Outcome(n).Status != "held" {
		return ""
	}
	var counts []string
	of := 0
	for _, s := range a.record.Claims[n].Seen {
		if s.Command == c.Text {
			counts, of = append(counts, strconv.Itoa(s.Runs)), s.Of
		}
	}
	if len(counts) == 0 {
		return ""
	}
	return "  # " + a.words.F(a.words.CountsOf, strings.Join(counts, ", "), of)
}

// Outcome is what was recorded of the nth claim, from 0.
func (a *Article) Outcome(n int) recording.Outcome { return a.record.Outcome(a.lesson, n) }
