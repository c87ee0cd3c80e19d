package recording

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestHashOf(t *testing.T) {
	r := &Recording{Lesson: "05-join", Hash: "0123abcd", Batches: []Batch{{Transcripts: []Transcript{{Lines: []Line{{Text: `"hash": "4567"`}}}}}}}
	data, err := r.Encode()
	require.NoError(t, err)
	assert.Equal(t, "0123abcd", HashOf(data))
	for give, want := range map[string]string{
		`{"hash" : "12ab", "x": 1}`: "12ab", "{\"hash\":\n\t\"12ab\"}": "12ab", `{"hash": ""}`: "", `{}`: "", `{"hash": 12}`: "", `{"hash": "12`: "", "": "",
	} {
		assert.Equal(t, want, HashOf([]byte(give)), give)
	}
}
