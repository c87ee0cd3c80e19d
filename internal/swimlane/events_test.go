package swimlane

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/recording"
)

// check fails the test where events break what eventsOf promises.
func check(t *testing.T, give recording.Transcript, events []Event) {
	t.Helper()
	require.Len(t, events, len(give.Lines)+2*len(give.Processes))
	lines, ms := 0, 0.0
	started, ended := map[int]bool{}, map[int]bool{}
	for i, e := range events {
		require.GreaterOrEqual(t, e.Ms, ms)
		ms = e.Ms
		switch e.What {
		case Start:
			require.False(t, started[e.Process])
			started[e.Process] = true
			if up := parent(give, e.Process); up >= 0 {
				require.True(t, started[up], "process %d started before its parent", e.Process)
			}
		case End:
			require.True(t, started[e.Process] && !ended[e.Process])
			ended[e.Process] = true
			if e.Process == 0 {
				require.Equal(t, len(events)-1, i, "the main process ends last")
			}
		case Line:
			require.Equal(t, lines, e.Line)
			require.Equal(t, give.Lines[lines].Text, e.Text)
			lines++
			if e.Process >= 0 {
				require.True(t, started[e.Process] && !ended[e.Process], "line %d of a process that is not alive", e.Line)
			}
		}
	}
}

func TestEvents(t *testing.T) {
	describe := func(events []Event) (all []string) {
		for _, e := range events {
			all = append(all, fmt.Sprintf("%s %d %s", e.What, e.Process, e.Text))
		}
		return all
	}
	late := recording.Transcript{ // seen alive too late, and gone too early
		Lines:     []recording.Line{line("a", 1, 0), line("b", 2, 1), line("c", 3, 2), line("d", 4, 0)},
		Processes: []recording.Process{{Parent: -1, Start: 1.5, End: 2}, {Parent: 0, Start: 3, End: 1}, {Parent: 1, Start: 1.8, End: 3.5}},
	}
	tests := []struct {
		name string
		give recording.Transcript
		want []string
	}{
		{"join", join, []string{"start 0 ", "line 0 启动主进程", "start 1 ", "start 2 ", "line 1 启动子进程", "line 2 启动子进程2", "line 2 结束子进程2", "line 1 结束子进程", "end 2 ", "end 1 ", "line 0 结束主进程", "end 0 "}},
		{"seen late", late, []string{"start 0 ", "line 0 a", "start 1 ", "start 2 ", "line 1 b", "end 1 ", "line 2 c", "end 2 ", "line 0 d", "end 0 "}},
		{"empty", recording.Transcript{}, nil},
		{"writers unknown", recording.Transcript{Lines: []recording.Line{line("a", 1, -1), line("b", 0, 3)}}, []string{"line -1 a", "line -1 b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			events := eventsOf(tt.give)
			assert.Equal(t, tt.want, describe(events))
			check(t, tt.give, events)
		})
	}
	for _, give := range []recording.Transcript{nested, pool()} {
		check(t, give, eventsOf(give))
	}
}
