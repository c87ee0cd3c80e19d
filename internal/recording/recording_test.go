package recording

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
)

var join = &lesson.Lesson{Name: "05-join", Lang: "en"}

func read(data string) (*Recording, error) {
	return Read(fstest.MapFS{File(join): {Data: []byte(data)}}, join)
}

func TestRead_refused(t *testing.T) {
	for give, want := range map[string]string{
		``:                             "unexpected end of JSON input",
		`[]`:                           "cannot unmarshal array",
		`{"batches": [{"claim": 0}]}`:  "batch 0 is of claim 0 of 0",
		`{"batches": [{"claim": -2}]}`: "batch 0 is of claim -2 of 0",
		`{"batches": [{"claim": -1, "transcripts": [{"lines": [{"text": "a", "process": 1}], "processes": [{"parent": -1}]}]}]}`: `line "a" is of process 1 of 1`,
		`{"batches": [{"claim": -1, "transcripts": [{"processes": [{"parent": -1}, {"parent": 2}]}]}]}`:                          "process 1 has the parent 2 of 2",
	} {
		_, err := read(give)
		require.Error(t, err, give)
		assert.Contains(t, err.Error(), "not a recording: ")
		assert.Contains(t, err.Error(), want)
	}
}

// What can be read is written again, and read as the same.
func FuzzRead(f *testing.F) {
	f.Add(`{"lesson": "05-join", "claims": [{"text": "a", "seen": [{"of": 3}]}], "batches": [{"claim": 0, "transcripts": [{"lines": [{"process": -1}]}]}]}`)
	f.Add(`{"batches": [{"claim": 7}]}`)
	f.Fuzz(func(t *testing.T, data string) {
		r, err := read(data)
		if err != nil {
			return
		}
		text, err := r.Encode()
		require.NoError(t, err)
		again, err := read(string(text))
		require.NoError(t, err)
		twice, err := again.Encode()
		require.NoError(t, err)
		require.Equal(t, string(text), string(twice))
	})
}
