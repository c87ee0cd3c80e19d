package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/mattn/go-runewidth"

	"github.com/seed-05413062/course/internal/proc"
)

// show is the whole run, with who wrote each line; ">" stands before the
// lines that a failure is about.
func (t *trial) show(about []int) string {
	var out strings.Builder
	schedule := ""
	if t.Schedule != proc.Plain {
		schedule = fmt.Sprintf(" (%s)", t.Schedule)
	}
	fmt.Fprintf(&out, "run %d of %s%s, %s:", t.number, strings.Join(t.batch.run.words(), " "), schedule, t.ending())
	writers := t.processNames()
	width := 0
	for _, l := range t.Lines {
		width = max(width, runewidth.StringWidth(writers[l.Pid]))
	}
	skipped := 0
	for i, l := range t.Lines {
		if len(t.Lines) > longRun && longRun/2 <= i && i < len(t.Lines)-longRun/2 && !near(i, about) {
			skipped++
			continue
		}
		if skipped > 0 {
			fmt.Fprintf(&out, "\n    … %d lines more", skipped)
			skipped = 0
		}
		mark, stream, torn := " ", "", ""
		if slices.Contains(about, i) {
			mark = ">"
		}
		if l.Stderr {
			stream = "(stderr) "
		}
		if len(l.Writers) > 1 {
			torn = fmt.Sprintf("   (torn: written by %v)", l.Writers)
		}
		fmt.Fprintf(&out, "\n  %s %3d  %8.1f ms  %s  %s%s%s", mark, i+1, ms(l.At), runewidth.FillRight(writers[l.Pid], width), stream, shortened(l.Text), torn)
	}
	if len(t.Lines) == 0 {
		out.WriteString("\n    (it printed nothing)")
	}
	if s := t.batch.session; s.command != "" {
		fmt.Fprintf(&out, "\n  again: %s check --replay %s", s.command, Replay{s.lesson, t.batch.command.Line, t.number})
	}
	return out.String()
}

// longRun is how many lines of a run are shown. Of a longer one, half as many
// are shown at each end, and some around those that the failure is about: what
// went wrong would scroll away above thousands of lines.
const longRun = 400

func near(i int, about []int) bool {
	return slices.ContainsFunc(about, func(a int) bool { return a-10 <= i && i <= a+10 })
}

// longLine is how many bytes of a line are shown.
const longLine = 2000

func shortened(text string) string {
	if len(text) <= longLine {
		return text
	}
	return fmt.Sprintf("%s… (%d bytes)", strings.ToValidUTF8(text[:longLine], ""), len(text))
}

// processNames says of each process that wrote what it is to the main one.
func (t *trial) processNames() map[int]string {
	names := map[int]string{0: "?"}
	for _, l := range t.Lines {
		parent := t.Processes[l.Pid].Parent
		switch {
		case l.Pid == 0:
		case l.Pid == t.Main:
			names[l.Pid] = fmt.Sprintf("main %d", l.Pid)
		case parent == t.Main:
			names[l.Pid] = fmt.Sprintf("child %d", l.Pid)
		case parent == 0:
			names[l.Pid] = fmt.Sprintf("process %d", l.Pid)
		default:
			names[l.Pid] = fmt.Sprintf("child %d of %d", l.Pid, parent)
		}
	}
	return names
}

// ending says how the main process ended.
func (t *trial) ending() string {
	if t.Signal != 0 {
		return fmt.Sprintf("was killed by signal %d (%s)", t.Signal, proc.SignalName(t.Signal))
	}
	return fmt.Sprintf("exited with status %d", t.Exit)
}

// leftOver names the processes that were left running.
func (t *trial) leftOver() string {
	var names []string
	for _, p := range t.LeftOver {
		names = append(names, fmt.Sprintf("process %d (%s)", p.Pid, p.Name))
	}
	return strings.Join(names, ", ")
}
