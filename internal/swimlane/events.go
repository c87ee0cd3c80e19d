package swimlane

import (
	"cmp"
	"math"
	"slices"

	"github.com/seed-05413062/course/internal/recording"
)

// The kinds of events.
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

// eventsOf returns the events of a run in order: its lines as they were read,
// and among them the starts and ends of its processes, by the clock. The times
// at which a process was first and last seen alive are less exact than those
// of its lines, so a process starts no later than its first line and its first
// child, and ends no earlier than its last line. The main process, at index 0,
// starts first and ends last.
func eventsOf(t recording.Transcript) []Event {
	n := len(t.Processes)
	start, end := make([]float64, n), make([]float64, n)
	for i, p := range t.Processes {
		start[i], end[i] = finite(p.Start), finite(p.End)
	}
	events := make([]Event, 0, len(t.Lines)+2*n)
	now := 0.0
	for i, l := range t.Lines {
		now = max(now, finite(l.Ms))
		p := writer(t, l)
		if p >= 0 {
			start[p], end[p] = min(start[p], now), max(end[p], now)
		}
		events = append(events, Event{Line, p, i, l.Text, l.Stderr, now})
	}
	for i := n - 1; i >= 0; i-- {
		if p := parent(t, i); p >= 0 {
			start[p] = min(start[p], start[i])
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
		return cmp.Or(cmp.Compare(a.Ms, b.Ms), cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Line, b.Line))
	})
	return events
}

// rank orders events of the same time: parents start before their children
// and end after them.
func rank(e Event) int {
	switch e.What {
	case Start:
		return e.Process - math.MaxInt32
	case End:
		return math.MaxInt32 - e.Process
	}
	return 0
}

// writer returns the process that wrote a line, -1 when unknown.
func writer(t recording.Transcript, l recording.Line) int {
	if l.Process < 0 || l.Process >= len(t.Processes) {
		return -1
	}
	return l.Process
}

// parent returns a process's parent, -1 when unknown. A parent always has a
// lower index than its child.
func parent(t recording.Transcript, i int) int {
	if p := t.Processes[i].Parent; p >= 0 && p < i {
		return p
	}
	return -1
}

// finite limits times, because a recording edited by hand may hold any number.
func finite(ms float64) float64 {
	if !(ms > 0) {
		return 0
	}
	return min(ms, 1e9)
}
