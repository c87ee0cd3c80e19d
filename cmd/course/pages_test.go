package main

import (
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// What a lesson was rendered with is what its key is of, although its recording
// is made anew in between.
func TestEvidence_first(t *testing.T) {
	o := &lesson.Outline{Name: "01-a", Number: "01", Lang: "en", Hash: "ab"}
	file := recording.File(o)
	files := fstest.MapFS{file: {Data: []byte(`{"lesson": "01-a", "hash": "ab"}`)}}
	plan := func() *evidence {
		m := lesson.OpenMemory(filepath.Join(t.TempDir(), "memory"), "maker")
		return &evidence{folder: folder{fsys: files}, memory: m, missing: map[string]bool{}}
	}
	sum := plan().sum(o)
	require.NotEmpty(t, sum)

	e := plan()
	r, err := e.first(o)
	require.NoError(t, err)
	require.NotNil(t, r)
	files[file].Data = []byte(`{"lesson": "01-a", "hash": "ab", "cpus": 2}`)
	assert.Equal(t, sum, e.sum(o))
	assert.NotEqual(t, sum, plan().sum(o))

	e = plan()
	files[file].Data = []byte(`{"lesson": "01-a", "hash": "cd"}`)
	r, err = e.first(o)
	require.NoError(t, err)
	assert.Nil(t, r, "it is of another program")
	assert.Empty(t, e.sum(o))
	assert.True(t, e.missing["01"])

	delete(files, file)
	e = plan()
	r, err = e.first(o)
	require.NoError(t, err)
	assert.Nil(t, r)
	files[file] = &fstest.MapFile{Data: []byte(`{"lesson": "01-a", "hash": "ab"}`)}
	assert.Empty(t, e.sum(o), "there was none")

	files[file].Data = []byte(`{"lesson"`)
	_, err = plan().first(o)
	assert.Error(t, err)
}
