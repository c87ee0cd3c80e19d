package site

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/recording"
)

// A reader is told what $WORK is where it is shown, and only there.
func TestFacts_folderOfTheRun(t *testing.T) {
	in := realCourse(t)
	for _, l := range in.Course.Lessons[:2] {
		record, err := in.Recordings(l)
		require.NoError(t, err)
		a := newArticle(whole(in.Course, l), record)
		b := a.record.Batches[0]
		explained := func() bool { return strings.Contains(strings.Join(a.facts(b), "\n"), recording.Work) }
		assert.False(t, explained())
		b.Transcripts = []recording.Transcript{{Lines: []recording.Line{{Text: "folder " + recording.Work}}}}
		assert.True(t, explained(), l.Lang)
		b.Transcripts[0].Lines = append(make([]recording.Line, mostLines), b.Transcripts[0].Lines...)
		assert.False(t, explained(), "a line that is not shown")
	}
}
