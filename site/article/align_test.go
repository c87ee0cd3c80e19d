package article

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-05413062/course/internal/recording"
)

func TestAligned(t *testing.T) {
	line := func(lane string, process int) recording.Line {
		return recording.Line{Text: lane, Lane: lane, Process: process}
	}
	tests := []struct {
		name        string
		give        recording.Transcript
		wantLines   []int // process of each
		wantParents []int
	}{
		{
			name: "born the other way round",
			give: recording.Transcript{
				Lines:     []recording.Line{line("", 0), line("two", 1), line("one", 2), line("one", -1)},
				Processes: []recording.Process{{Parent: -1}, {Parent: 0, Lane: "two"}, {Parent: 0, Lane: "one"}},
			},
			wantLines: []int{0, 2, 1, -1}, wantParents: []int{-1, 0, 0},
		},
		{
			name: "a child stays behind its parent",
			give: recording.Transcript{
				Lines:     []recording.Line{line("two", 1), line("one", 2)},
				Processes: []recording.Process{{Parent: -1}, {Parent: 0}, {Parent: 1}},
			},
			wantLines: []int{1, 2}, wantParents: []int{-1, 0, 1},
		},
		{
			name: "lanes that are not known take what is left",
			give: recording.Transcript{
				Lines:     []recording.Line{line("new", 1), line("one", 2), line("far", 3)},
				Processes: []recording.Process{{Parent: -1}, {Parent: 0}, {Parent: 0}, {Parent: 0}},
			},
			wantLines: []int{2, 1, 3}, wantParents: []int{-1, 0, 0, 0},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := align(tt.give, colours{"": 0, "one": 1, "two": 2, "far": 9})
			var lines, parents []int
			for _, l := range got.Lines {
				lines = append(lines, l.Process)
			}
			for _, p := range got.Processes {
				parents = append(parents, p.Parent)
			}
			assert.Equal(t, tt.wantLines, lines)
			assert.Equal(t, tt.wantParents, parents)
		})
	}
}
