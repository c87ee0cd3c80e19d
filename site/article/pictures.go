package article

import (
	"strconv"

	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/internal/swimlane"
	"github.com/seed-05413062/course/site/html"
)

// pictures adds swimlanes, by order and, where that is asked for, by the
// clock, and the same events as tables.
func (p *page) pictures(runs []recording.Transcript, clock bool) {
	p.Raw("<div class=\"pictures\">\n")
	if clock && hasPicture(runs[0]) {
		p.OwnPage(func() {
			p.Raw(`<label class="axis"><input type="checkbox" class="clock"> `, p.words.ByClock, "</label>\n")
		})
	}
	for i, t := range runs {
		if !hasPicture(t) {
			continue
		}
		r := swimlane.New(t)
		p.Raw(`<div class="picture picture-`, strconv.Itoa(i+1), "\">\n<div class=\"by-order\">")
		p.picture(&p.Writer, t, r, i+1, false)
		p.Raw("</div>\n")
		if clock {
			p.OwnPage(func() {
				p.Raw(`<div class="by-clock">`)
				p.picture(&p.Writer, t, r, i+1, true)
				p.Raw("</div>\n")
			})
		}
		title := p.words.F(p.words.Run, i+1)
		p.Raw(`<details class="events"><summary>`, p.words.Table)
		if len(runs) > 1 {
			p.Raw(" · ", title)
		}
		p.Raw("</summary>\n", `<div class="wide-table" tabindex="0" role="group" aria-label="`, p.words.Table, " ", title, `"><table><thead><tr>`)
		for _, head := range []string{p.words.At, p.words.Who, p.words.What, p.words.Text} {
			p.Raw(`<th scope="col">`, head, "</th>")
		}
		p.Raw("</tr></thead><tbody>")
		p.events(t, r)
		p.Raw("\n</tbody></table></div></details>\n</div>\n")
	}
	p.Raw("</div>\n")
}

// hasPicture says whether a run is short enough for a picture.
func hasPicture(t recording.Transcript) bool { return len(t.Lines) <= maxLines }

// picture adds a run as swimlanes.
func (a *Article) picture(w *html.Writer, t recording.Transcript, r swimlane.Run, n int, byClock bool) {
	w.Append(func(to []byte) []byte {
		return r.Append(to, swimlane.Options{
			Title: a.words.F(a.words.Pictured, n), ByClock: byClock,
			Label: func(i int) string { return a.laneName(t.Processes[i].Lane, i) },
		})
	})
}

// events adds the events of a run as rows of a table.
func (p *page) events(t recording.Transcript, r swimlane.Run) {
	for _, e := range r.Events() {
		lane, what := p.words.Unknown, p.words.Line
		if e.Process >= 0 {
			lane = p.laneName(t.Processes[e.Process].Lane, e.Process)
		}
		switch e.What {
		case swimlane.Start:
			what = p.words.Start
		case swimlane.End:
			what = p.words.End
		}
		p.Raw("\n<tr><td>", milliseconds(e.Ms), `</td><td class="`, processClass(e.Process), `"><b>`)
		p.Text(lane)
		p.Raw("</b></td><td>", what, "</td><td><code>")
		p.Text(e.Text)
		p.Raw("</code></td></tr>")
	}
}

// Example is a recorded run, to show what a course is about.
type Example struct {
	Picture string   // SVG
	Facts   []string // in how many runs it was seen, and on which machine
}

// Example draws the run of a batch.
func (a *Article) Example(batch, transcript int) Example {
	b := a.record.Batches[batch]
	t := b.Transcripts[transcript]
	facts := a.facts(b)
	if count := a.runCount(b, t); count != "" {
		facts = append([]string{count}, facts[1:]...)
	}
	aligned := align(t, a.colours(b.Want))
	var w html.Writer
	a.picture(&w, aligned, swimlane.New(aligned), 1, false)
	return Example{Picture: w.String(), Facts: facts}
}
