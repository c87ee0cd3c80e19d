package article

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/recording"
)

// maxLines of a transcript are shown; the rest is counted.
const maxLines = 40

// runs adds what the recorded runs of a program showed. first says that these
// are the first ones of the lesson.
func (p *page) runs(batch int, first bool) {
	b := p.record.Batches[batch]
	several := len(b.Transcripts) > 1
	p.Raw(`<section class="recorded`)
	if !several {
		p.Raw(" one")
	}
	p.Raw(`"`)
	if first {
		p.id(` id="`, IDRuns)
	}
	p.OwnPage(func() { p.Raw(" data-replay") })
	p.Raw(">\n")
	p.label(p.words.RecordedRuns)
	p.Raw(`<p class="how"><kbd>`)
	p.Text(p.command(b))
	p.Raw("</kbd> ", p.words.RecordedHow, "</p>\n<div class=\"runs\">\n")
	colours := p.colours(b.Want)
	runs := make([]recording.Transcript, len(b.Transcripts))
	for i, t := range b.Transcripts {
		runs[i] = align(t, colours)
		n := strconv.Itoa(i + 1)
		p.Raw(`<div class="run run-`, n, "\">\n<p class=\"run-title\">")
		if several {
			p.id(`<label><input type="radio" name="`, "runs-"+strconv.Itoa(batch))
			p.Raw(` class="pick-`, n, `"`)
			if i == 0 {
				p.Raw(" checked")
			}
			p.Raw("> ")
		}
		p.Text(p.words.F(p.words.Run, i+1))
		if several {
			p.Raw("</label>")
		}
		if count := p.runCount(b, t); count != "" {
			p.Raw(" ")
			p.Aside("span", count)
		}
		p.Raw("</p>\n")
		p.run(runs[i])
		p.Raw("</div>\n")
	}
	p.Raw("</div>\n")
	p.pictures(runs, first)
	p.Raw(`<p class="facts">`)
	p.Text(strings.Join(p.facts(b), " · "))
	p.Raw("</p>\n</section>\n")
}

// run adds the lines of a recorded run, and how it ended.
func (p *page) run(t recording.Transcript) {
	lines := make([]transcriptLine, 0, min(len(t.Lines), maxLines))
	for _, l := range t.Lines[:min(len(t.Lines), maxLines)] {
		lines = append(lines, transcriptLine{
			class: processClass(l.Process), lane: p.laneName(l.Lane, l.Process), text: l.Text,
			ms: milliseconds(l.Ms), stderr: l.Stderr,
		})
	}
	p.transcript(lines)
	if n := len(t.Lines) - maxLines; n > 0 {
		p.Aside("p", p.words.F(p.words.More, n))
	}
	switch {
	case t.Signal != "":
		p.Aside("p", t.Signal)
	case t.Exit != 0:
		p.Aside("p", p.words.F(p.words.Exit, t.Exit))
	}
	p.Raw("\n")
}

// transcriptLine is a line of a transcript.
type transcriptLine struct {
	class, lane, text string
	ms                string // "" where it is not of a recorded run
	stderr            bool
}

// transcript adds lines as a list.
func (p *page) transcript(lines []transcriptLine) {
	p.Raw(`<ol class="transcript">`)
	for _, l := range lines {
		p.Raw("\n", `<li class="`, l.class)
		if l.stderr {
			p.Raw(" stderr")
		}
		p.Raw(`"`)
		if l.ms != "" {
			p.Raw(` data-ms="`, l.ms, `"`)
		}
		p.Raw("><b>")
		p.Text(l.lane)
		p.Raw("</b> <code>")
		p.Text(l.text)
		p.Raw("</code></li>")
	}
	p.Raw("\n</ol>")
}

// command is what a reader would type to run the program of a batch.
func (a *Article) command(b recording.Batch) string {
	if _, err := a.lesson.FindProgram(b.Program); err != nil || b.Program == "" {
		return strings.Join(append([]string{b.Program}, b.Args...), " ")
	}
	command := a.runCommand(b.Program)
	if len(b.Args) > 0 {
		if !strings.HasSuffix(command, " "+b.Program) {
			command += " " + b.Program
		}
		command += " -- " + strings.Join(b.Args, " ")
	}
	return command
}

// runCount says how many of the runs had the order of a transcript.
func (a *Article) runCount(b recording.Batch, t recording.Transcript) string {
	for _, o := range b.Orders {
		if o.Key == t.Order && t.Order != "" {
			return a.words.F(a.words.OrderIn, o.Runs, b.Runs)
		}
	}
	return ""
}

// facts says how much was seen, and on what.
func (a *Article) facts(b recording.Batch) []string {
	var facts []string
	if a.Outcome(b.Claim).Status == "held" {
		facts = append(facts, a.record.InRuns(a.lesson, b.Claim, b.Runs))
	}
	switch {
	case b.Legal == "1":
		facts = append(facts, a.words.OneOrder)
	case b.Legal != "":
		facts = append(facts, a.words.F(a.words.OrdersSeen, len(b.Orders), short(b.Legal)))
	}
	if disturbed(a.record, b) {
		facts = append(facts, a.words.Disturbed)
	}
	if strings.Contains(shownText(b), recording.Work) {
		facts = append(facts, a.words.F(a.words.Work, recording.Work))
	}
	return append(facts, a.machine())
}

// disturbed reports whether runs of a batch were disturbed, as verify does on
// Linux with each run after the first that is not asked to be plain.
func disturbed(r *recording.Recording, b recording.Batch) bool {
	plain := slices.Contains(strings.Fields(b.Command), "-plain")
	return b.Runs > 1 && !plain && strings.HasPrefix(r.OS, "linux/")
}

// shownText is all that is shown of the output.
func shownText(b recording.Batch) string {
	var all strings.Builder
	for _, t := range b.Transcripts {
		for _, l := range t.Lines[:min(len(t.Lines), maxLines)] {
			all.WriteString(l.Text + "\n")
		}
	}
	return all.String()
}

// machine is where the lesson was recorded: "go1.26, Linux, 2 CPUs".
func (a *Article) machine() string {
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
