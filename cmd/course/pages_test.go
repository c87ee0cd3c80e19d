package main

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

func TestRecordings_read(t *testing.T) {
	l := &lesson.Lesson{Name: "01-a", Lang: "en", Hash: "ab"}
	tests := []struct {
		desc, give string
		want       bool // is returned
		missing    string
		err        bool
	}{
		{desc: "fits", give: `{"lesson": "01-a", "hash": "ab"}`, want: true},
		{desc: "none", missing: "course: 1 lesson without a recording"},
		{desc: "of another program", give: `{"lesson": "01-a", "hash": "cd"}`, missing: "course: 1 lesson without a recording"},
		{desc: "torn", give: `{"lesson"`, err: true},
	}
	for _, tt := range tests {
		t.Run(tt.desc, func(t *testing.T) {
			files := fstest.MapFS{}
			if tt.give != "" {
				files[recording.File(l)] = &fstest.MapFile{Data: []byte(tt.give)}
			}
			r := &recordings{folder: folder{fsys: files}, missing: map[string]bool{}}
			got, err := r.read(l)
			if tt.err {
				require.ErrorAs(t, err, new(lesson.Problems))
				assert.ErrorContains(t, err, "recordings/01-a.en.json: ")
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.want, got != nil)
			var told strings.Builder
			r.tellMissing(&told)
			assert.Equal(t, tt.missing == "", told.Len() == 0, told.String())
			assert.Contains(t, told.String(), tt.missing)
		})
	}
}
