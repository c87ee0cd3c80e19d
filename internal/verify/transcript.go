package verify

import (
	"fmt"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/mattn/go-runewidth"

	"github.com/seed-05413062/course/internal/proc"
)

// detail explains problems: each run in which one came is shown once.
func detail(all []found) string {
	var parts []string
	shown := map[*trial]bool{}
	for _, f := range all {
		switch {
		case f.detail != "":
			parts = append(parts, f.detail)
		case f.failure != nil && !shown[f.failure.trial]:
			t := f.failure.trial
			shown[t] = true
			var about []int
			for _, g := range all {
				if g.failure != nil && g.failure.trial == t {
					about = append(about, g.about...)
				}
			}
			parts = append(parts, transcript(f.failure.of, t, about))
		}
	}
	return strings.Join(parts, "\n")
}

// transcript shows a whole run, with who wrote each line; ">" stands before
// the lines that the failure is about.
func transcript(b *batch, t *trial, about []int) string {
	var out strings.Builder
	fmt.Fprintf(&out, "run %d of %s%s, %s:\n", t.number, strings.Join(append([]string{b.command.program}, b.command.args...), " "), schedule(t), ending(t.Run))
	names := names(t)
	width := 0
	for _, l := range t.Lines {
		width = max(width, runewidth.StringWidth(names[l.Pid]))
	}
	skipped := 0
	for i, l := range t.Lines {
		if len(t.Lines) > longRun && longRun/2 <= i && i < len(t.Lines)-longRun/2 && !near(i, about) {
			skipped++
			continue
		}
		if skipped > 0 {
			fmt.Fprintf(&out, "    … %d lines more\n", skipped)
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
		ms := float64(l.At) / float64(time.Millisecond)
		fmt.Fprintf(&out, "  %s %3d  %8.1f ms  %s  %s%s%s\n", mark, i+1, ms, runewidth.FillRight(names[l.Pid], width), stream, shortened(l.Text), torn)
	}
	if len(t.Lines) == 0 {
		out.WriteString("    (it printed nothing)\n")
	}
	return strings.TrimSuffix(out.String(), "\n")
}

// longRun is how many lines are shown whole: of a run with more, so many at
// its ends and some around what the failure is about. What went wrong would
// scroll away above thousands of lines.
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

func schedule(t *trial) string {
	switch t.Schedule {
	case proc.Pinned:
		return " (pinned to one CPU)"
	case proc.Stopped:
		return " (children stopped and continued at random)"
	}
	return ""
}

// names says of each process of a run what it was to the main one.
func names(t *trial) map[int]string {
	all := map[int]string{0: "?"}
	for _, l := range t.Lines {
		parent := t.Processes[l.Pid].Parent
		switch {
		case l.Pid == 0:
		case l.Pid == t.Main:
			all[l.Pid] = fmt.Sprintf("main %d", l.Pid)
		case parent == t.Main:
			all[l.Pid] = fmt.Sprintf("child %d", l.Pid)
		case parent == 0:
			all[l.Pid] = fmt.Sprintf("process %d", l.Pid)
		default:
			all[l.Pid] = fmt.Sprintf("child %d of %d", l.Pid, parent)
		}
	}
	return all
}

func signalName(s syscall.Signal) string { return proc.SignalName(s) }
