package site

import (
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/internal/swimlane"
)

// mostLines of a transcript are shown; the rest is counted.
const mostLines = 40

// came is what the runs of a program showed.
type came struct {
	W       *words
	ID      string // "" where the page has shown another before
	Group   string // of the choices that belong together
	Command string
	Runs    []run
	Facts   []string
	Whole   bool
}

// run is a recorded run.
type run struct {
	N              int
	Title, Count   string
	Lines          []line
	More           string
	End            string
	Order, Clock   template.HTML // pictures
	Events         []event
	Title2, Detail string
}

// line is a line of a transcript.
type line struct {
	Class, Who, Text, Ms string
	Stderr               bool
}

// event is a row of the table that says what a picture shows.
type event struct{ Class, Who, What, Text, Ms string }

func (a *article) writeCame(w io.Writer, batch int, first bool) error {
	b := a.record.Batches[batch]
	view := came{W: a.words, Group: fmt.Sprintf("%scame-%d", a.prefix, batch), Command: a.commandOf(b), Whole: a.whole}
	if first && !a.whole {
		view.ID = idCame
	}
	colours := a.colours(b.Want)
	for i, t := range b.Transcripts {
		t = aligned(t, colours)
		r := a.run(t)
		r.N = i + 1
		r.Title = a.words.F(a.words.Run, i+1)
		r.Count = a.count(b, t)
		r.Order, r.Clock, r.Events = a.pictures(t, view.Group, i+1, first && !a.whole)
		view.Runs = append(view.Runs, r)
	}
	view.Facts = a.facts(b)
	return templates().ExecuteTemplate(w, "came", view)
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
	r := run{}
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

// pictures draws a transcript as swimlanes, by order and, where that is
// asked for, by the clock, and has the same events as a table.
func (a *article) pictures(t recording.Transcript, group string, n int, clock bool) (byOrder, byClock template.HTML, events []event) {
	if len(t.Lines) > mostLines {
		return "", "", nil
	}
	label := func(i int) string { return a.who(t.Processes[i].Lane, i) }
	o := swimlane.Options{
		ID: fmt.Sprintf("%s-%d", group, n), Title: a.words.F(a.words.Run, n), Desc: a.words.Pictured, Label: label,
	}
	byOrder = template.HTML(swimlane.SVG(t, o))
	if clock {
		o.ID, o.ByClock = o.ID+"-clock", true
		byClock = template.HTML(swimlane.SVG(t, o))
	}
	for _, e := range swimlane.Events(t) {
		v := event{Class: class(e.Process), Who: a.words.Unknown, Text: e.Text, Ms: milliseconds(e.Ms)}
		if e.Process >= 0 {
			v.Who = label(e.Process)
		}
		switch e.What {
		case swimlane.Start:
			v.What = a.words.Start
		case swimlane.End:
			v.What = a.words.End
		default:
			v.What = a.words.Line
		}
		events = append(events, v)
	}
	return byOrder, byClock, events
}
