package article

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// A reader is told what $WORK is where it is shown, and only there.
func TestArticle_facts_folderOfTheRun(t *testing.T) {
	for _, lang := range []string{"en", "zh"} {
		a := New(&lesson.Lesson{Lang: lang}, &recording.Recording{Go: "go1.26.8"})
		explained := func(lines ...recording.Line) bool {
			b := recording.Batch{Claim: -1, Transcripts: []recording.Transcript{{Lines: lines}}}
			return strings.Contains(strings.Join(a.facts(b), "\n"), recording.Work)
		}
		folder := recording.Line{Text: "folder " + recording.Work}
		assert.False(t, explained(recording.Line{Text: "folder"}), lang)
		assert.True(t, explained(folder), lang)
		assert.False(t, explained(append(make([]recording.Line, maxLines), folder)...), "a line that is not shown")
	}
}
