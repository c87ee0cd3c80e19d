package swimlane

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-05413062/course/internal/recording"
)

// What an event is.
const (
	Start = "start" // of a process
	Line  = "line"  // of output
	End   = "end"   // of a process
)

// Event is one thing that happened in a run.
type Event struct {
	What    string // Start, Line or End
	Process int    // index into Transcript.Processes, -1 when unknown
	Line    int    // index into Transcript.Lines, -1 of a start and an end
	Text    string // of a line
	Stderr  bool
	Ms      float64 // since the start of the run
}

// Events has the events of a run in their order: its lines as they came, and
// among them the starts and ends of its processes, by the clock. When a
// process was first and last seen alive is less exact than when its lines
// came, so a process starts no later than its first line and its first child,
// and ends no earlier than its last line. The main process, which is the
// first, starts first and ends last.
func Events(t recording.Transcript) []Event {
	n := len(t.Processes)
	start, end := make([]float64, n), make([]float64, n)
	for i, p := range t.Processes {
		start[i], end[i] = finite(p.Start), finite(p.End)
	}
	events := make([]Event, 0, len(t.Lines)+2*n)
	now := 0.0
	for i, l := range t.Lines {
		now = max(now, finite(l.Ms))
		p := process(t, l)
		if p >= 0 {
			start[p], end[p] = min(start[p], now), max(end[p], now)
		}
		events = append(events, Event{Line, p, i, l.Text, l.Stderr, now})
	}
	for i := n - 1; i >= 0; i-- {
		if up := parent(t, i); up >= 0 {
			start[up] = min(start[up], start[i])
		}
		end[i] = max(end[i], start[i])
	}
	if n > 0 {
		start[0], end[0] = min(start[0], slices.Min(start)), max(now, slices.Max(end))
	}
	for i := range n {
		events = append(events,
			Event{What: Start, Process: i, Line: -1, Ms: start[i]},
			Event{What: End, Process: i, Line: -1, Ms: end[i]})
	}
	slices.SortStableFunc(events, func(a, b Event) int {
		return cmp.Or(cmp.Compare(a.Ms, b.Ms), cmp.Compare(turn(a), turn(b)), cmp.Compare(a.Line, b.Line))
	})
	return events
}

// turn orders what happened in the same moment: parents start before their
// children and end after them.
func turn(e Event) int {
	switch e.What {
	case Start:
		return e.Process - math.MaxInt32
	case End:
		return math.MaxInt32 - e.Process
	}
	return 0
}

// process is the one that wrote a line, -1 when unknown.
func process(t recording.Transcript, l recording.Line) int {
	if l.Process < 0 || l.Process >= len(t.Processes) {
		return -1
	}
	return l.Process
}

// parent is a process's parent, -1 when unknown: nobody was born before
// its parent.
func parent(t recording.Transcript, i int) int {
	if p := t.Processes[i].Parent; p >= 0 && p < i {
		return p
	}
	return -1
}

// finite keeps a recording that somebody has edited by hand from making a
// picture without bounds.
func finite(ms float64) float64 {
	if !(ms > 0) {
		return 0
	}
	return min(ms, 1e9)
}
