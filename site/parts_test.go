package site

import (
	"bytes"
	"io"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// The parts, all made at once, are the files; and each recording is read once
// for all that is made of it.
func TestSite_Parts(t *testing.T) {
	want := realSite(t)
	in := realCourse(t)
	var mu sync.Mutex
	read := map[string]int{}
	in.Recordings = func(o *lesson.Outline) (*recording.Recording, error) {
		mu.Lock()
		defer mu.Unlock()
		read[o.Path]++
		return madeUp(whole(in.Course, o)), nil
	}
	s, err := New(in)
	require.NoError(t, err)
	clear(read) // some are looked at for an example

	parts := s.Parts()
	made := make([]map[string]*bytes.Buffer, len(parts))
	var group sync.WaitGroup
	for i, p := range parts {
		made[i] = map[string]*bytes.Buffer{}
		for _, name := range p.Files {
			made[i][name] = new(bytes.Buffer)
		}
		if len(p.Files) > 1 {
			group.Go(func() { assert.NoError(t, p.Write(func(name string) io.Writer { return made[i][name] })) })
		}
	}
	group.Wait()
	for _, l := range in.Course.Lessons {
		assert.Equal(t, 1, read[l.Path], l.Path)
	}
	got := map[string][]byte{}
	for i, p := range parts {
		if len(p.Files) == 1 {
			require.NoError(t, p.Write(func(name string) io.Writer { return made[i][name] }))
		}
		for name, text := range made[i] {
			got[name] = append(got[name], text.Bytes()...)
		}
	}
	require.Len(t, got, len(want))
	for name, text := range want {
		assert.True(t, bytes.Equal(text, got[name]), name)
	}
}

// Nothing is made for a file that nobody wants.
func TestSite_Parts_unwanted(t *testing.T) {
	in := realCourse(t)
	s, err := New(in)
	require.NoError(t, err)
	for _, p := range s.Parts() {
		for _, wanted := range p.Files {
			var text bytes.Buffer
			require.NoError(t, p.Write(func(name string) io.Writer {
				if name == wanted {
					return &text
				}
				return nil
			}), wanted)
			assert.NotZero(t, text.Len(), wanted)
		}
		require.NoError(t, p.Write(func(string) io.Writer { return nil }))
	}
}
