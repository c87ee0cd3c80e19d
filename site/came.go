package site

import (
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/internal/swimlane"
)

// mostLines of a transcript are shown; the rest is counted.
const mostLines = 40

// run is a recorded run.
type run struct {
	Lines     []line
	More, End string // what else there is to say of it
}

// line is a line of a transcript.
type line struct {
	Class, Who, Text, Ms string
	Stderr               bool
}

// writeCame writes what the runs of a program showed.
func (a *article) writeCame(s *sheet, batch int, first bool) {
	b := a.record.Batches[batch]
	many := len(b.Transcripts) > 1
	s.raw(`<section class="came`)
	if !many {
		s.raw(" one")
	}
	s.raw(`"`)
	if first {
		s.differ(` id="`+idCame+`"`, "")
	}
	s.differ(" data-replay", "")
	s.raw(">\n")
	s.label(a.words.Came)
	s.raw(`<p class="how"><kbd>`)
	s.text(a.commandOf(b))
	s.raw("</kbd> ", a.words.CameHow, "</p>\n<div class=\"runs\">\n")
	colours := a.colours(b.Want)
	runs := make([]recording.Transcript, len(b.Transcripts))
	for i, t := range b.Transcripts {
		runs[i] = aligned(t, colours)
		n := strconv.Itoa(i + 1)
		s.raw(`<div class="run run-`, n, "\">\n<p class=\"run-title\">")
		if many {
			s.id(`<label><input type="radio" name="`, "came-"+strconv.Itoa(batch))
			s.raw(` class="pick-`, n, `"`)
			if i == 0 {
				s.raw(" checked")
			}
			s.raw("> ")
		}
		s.text(a.words.F(a.words.Run, i+1))
		if many {
			s.raw("</label>")
		}
		if count := a.count(b, t); count != "" {
			s.raw(" ")
			s.aside("span", count)
		}
		s.raw("</p>\n")
		s.run(a.run(runs[i]))
		s.raw("</div>\n")
	}
	s.raw("</div>\n")
	a.writePictures(s, runs, first)
	s.raw(`<p class="facts">`)
	s.text(strings.Join(a.facts(b), " · "))
	s.raw("</p>\n</section>\n")
}

// writePictures writes swimlanes, by order and, where that is asked for, by
// the clock, and the same events as tables.
func (a *article) writePictures(s *sheet, runs []recording.Transcript, clock bool) {
	s.raw("<div class=\"pictures\">\n")
	if clock && pictured(runs[0]) {
		from := s.here()
		s.raw(`<label class="axis"><input type="checkbox" class="clock"> `, a.words.ByClock, "</label>\n")
		s.alone(from)
	}
	for i, t := range runs {
		if !pictured(t) {
			continue
		}
		r := swimlane.Of(t)
		s.raw(`<div class="picture picture-`, strconv.Itoa(i+1), "\">\n<div class=\"by-order\">")
		s.picture(a, t, r, i+1, false)
		s.raw("</div>\n")
		if clock {
			from := s.here()
			s.raw(`<div class="by-clock">`)
			s.picture(a, t, r, i+1, true)
			s.raw("</div>\n")
			s.alone(from)
		}
		title := a.words.F(a.words.Run, i+1)
		s.raw(`<details class="events"><summary>`, a.words.Table)
		if len(runs) > 1 {
			s.raw(" · ", title)
		}
		s.raw("</summary>\n", `<div class="wide-table" tabindex="0" role="group" aria-label="`, a.words.Table, " ", title, `"><table><thead><tr>`)
		for _, head := range []string{a.words.At, a.words.Who, a.words.What, a.words.Text} {
			s.raw(`<th scope="col">`, head, "</th>")
		}
		s.raw("</tr></thead><tbody>")
		a.writeEvents(s, t, r)
		s.raw("\n</tbody></table></div></details>\n</div>\n")
	}
	s.raw("</div>\n")
}

// pictured says whether a run is short enough for a picture.
func pictured(t recording.Transcript) bool { return len(t.Lines) <= mostLines }

// picture adds a run as swimlanes.
func (m *markup) picture(a *article, t recording.Transcript, r swimlane.Run, n int, byClock bool) {
	m.html = r.Append(m.html, swimlane.Options{
		Title: a.words.F(a.words.Pictured, n), ByClock: byClock,
		Label: func(i int) string { return a.who(t.Processes[i].Lane, i) },
	})
}

// writeEvents writes the events of a run as rows of a table.
func (a *article) writeEvents(s *sheet, t recording.Transcript, r swimlane.Run) {
	for _, e := range r.Events() {
		who, what := a.words.Unknown, a.words.Line
		if e.Process >= 0 {
			who = a.who(t.Processes[e.Process].Lane, e.Process)
		}
		switch e.What {
		case swimlane.Start:
			what = a.words.Start
		case swimlane.End:
			what = a.words.End
		}
		s.raw("\n<tr><td>", milliseconds(e.Ms), `</td><td class="`, class(e.Process), `"><b>`)
		s.text(who)
		s.raw("</b></td><td>", what, "</td><td><code>")
		s.text(e.Text)
		s.raw("</code></td></tr>")
	}
}

// commandOf is what a reader would type to run the program of a batch.
func (a *article) commandOf(b recording.Batch) string {
	if _, err := a.lesson.FindProgram(b.Program); err != nil || b.Program == "" {
		return strings.Join(append([]string{b.Program}, b.Args...), " ")
	}
	command := a.runs(b.Program)
	if len(b.Args) > 0 {
		if !strings.HasSuffix(command, " "+b.Program) {
			command += " " + b.Program
		}
		command += " -- " + strings.Join(b.Args, " ")
	}
	return command
}

func (a *article) run(t recording.Transcript) run {
	r := run{Lines: make([]line, 0, min(len(t.Lines), mostLines))}
	for i, l := range t.Lines {
		if i == mostLines {
			r.More = a.words.F(a.words.More, len(t.Lines)-i)
			break
		}
		r.Lines = append(r.Lines, line{
			Class: class(l.Process), Who: a.who(l.Lane, l.Process), Text: l.Text,
			Ms: milliseconds(l.Ms), Stderr: l.Stderr,
		})
	}
	switch {
	case t.Signal != "":
		r.End = t.Signal
	case t.Exit != 0:
		r.End = a.words.F(a.words.Exit, t.Exit)
	}
	return r
}

// count says in how many of the runs the order of a transcript came.
func (a *article) count(b recording.Batch, t recording.Transcript) string {
	for _, o := range b.Orders {
		if o.Key == t.Order && t.Order != "" {
			return a.words.F(a.words.CameIn, o.Runs, b.Runs)
		}
	}
	return ""
}

// facts says how much was seen, and on what.
func (a *article) facts(b recording.Batch) []string {
	var facts []string
	if b.Claim >= 0 && b.Claim < len(a.record.Claims) && a.record.Claims[b.Claim].Status == "pass" {
		facts = append(facts, a.words.F(a.words.Held, b.Runs, b.Runs))
	}
	switch {
	case b.Legal == "1":
		facts = append(facts, a.words.OneOrder)
	case b.Legal != "":
		facts = append(facts, a.words.F(a.words.OrdersSeen, len(b.Orders), short(b.Legal)))
	}
	if strings.Contains(text(b), recording.Work) {
		facts = append(facts, a.words.F(a.words.Work, recording.Work))
	}
	return append(facts, a.machine())
}

// text is all that is shown of the output.
func text(b recording.Batch) string {
	var all strings.Builder
	for _, t := range b.Transcripts {
		for _, l := range t.Lines[:min(len(t.Lines), mostLines)] {
			all.WriteString(l.Text + "\n")
		}
	}
	return all.String()
}

// machine is where the lesson was recorded: "go1.26, Linux, 2 CPUs".
func (a *article) machine() string {
	r := a.record
	version := r.Go
	if parts := strings.Split(version, "."); len(parts) > 2 {
		version = strings.Join(parts[:2], ".")
	}
	system, _, _ := strings.Cut(r.OS, "/")
	switch system {
	case "linux":
		system = "Linux"
	case "darwin":
		system = "macOS"
	case "windows":
		system = "Windows"
	}
	return a.words.F(a.words.Machine, version, system, r.CPUs)
}

func milliseconds(ms float64) string { return strconv.FormatFloat(ms, 'f', 1, 64) }

// run adds the lines of a run, and what else there is to say of it.
func (m *markup) run(r run) {
	m.transcript(r.Lines)
	for _, more := range []string{r.More, r.End} {
		if more != "" {
			m.aside("p", more)
		}
	}
	m.raw("\n")
}

// transcript adds lines as a list.
func (m *markup) transcript(lines []line) {
	m.raw(`<ol class="transcript">`)
	for _, l := range lines {
		m.raw("\n", `<li class="`, l.Class)
		if l.Stderr {
			m.raw(" stderr")
		}
		m.raw(`"`)
		if l.Ms != "" {
			m.raw(` data-ms="`, l.Ms, `"`)
		}
		m.raw("><b>")
		m.text(l.Who)
		m.raw("</b> <code>")
		m.text(l.Text)
		m.raw("</code></li>")
	}
	m.raw("\n</ol>")
}
