package site

import (
	"bytes"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// Lessons that are rendered when they are read make the same site, and are
// asked for no second time.
func TestDrafts(t *testing.T) {
	want := realSite(t)
	in := realCourse(t)
	other := in.Course
	record := func(o *lesson.Outline) (*recording.Recording, error) {
		return madeUp(whole(other, other.Twin(o, o.Lang))), nil
	}
	in.Drafts = &Drafts{Recordings: record}
	var err error
	in.Course, err = lesson.ReadIndex(in.Files, "lessons", nil, in.Drafts.Add)
	require.NoError(t, err)
	again := false
	in.Recordings = func(o *lesson.Outline) (*recording.Recording, error) {
		if again {
			return nil, errors.New("asked for again")
		}
		return record(o)
	}
	s, err := New(in)
	require.NoError(t, err)
	require.Len(t, in.Drafts.kept, len(in.Course.Lessons))

	parts := s.Parts()
	texts := make([]map[string]*bytes.Buffer, len(parts))
	for _, again = range []bool{true, false} {
		for i, p := range parts {
			if (p.lesson != nil) != again {
				continue
			}
			texts[i] = map[string]*bytes.Buffer{}
			for _, name := range p.Files {
				texts[i][name] = new(bytes.Buffer)
			}
			require.NoError(t, p.Write(func(name string) io.Writer { return texts[i][name] }), p.Files)
		}
	}
	assert.Empty(t, in.Drafts.kept, "each is gone when it is written")
	got := map[string][]byte{}
	for _, made := range texts {
		for name, text := range made {
			got[name] = append(got[name], text.Bytes()...)
		}
	}
	require.Len(t, got, len(want))
	for name, text := range want {
		assert.True(t, bytes.Equal(text, got[name]), name)
	}
}

// What is not kept is made when it is written: where there is no room, where
// the recording can't be read, where the lesson is another one by then.
func TestDrafts_notKept(t *testing.T) {
	in := lessonsOf(t, map[string]string{"01-a.en.md": script})
	o := in.Course.Lessons[0]
	none := func(*lesson.Outline) (*recording.Recording, error) { return nil, nil }
	d := &Drafts{Recordings: none, size: mostDrafts}
	assert.False(t, d.Add(whole(in.Course, o)), "no room")

	d = &Drafts{Recordings: func(*lesson.Outline) (*recording.Recording, error) { return nil, errors.New("torn") }}
	assert.False(t, d.Add(whole(in.Course, o)), "no recording")
	assert.Nil(t, d.take(o))

	d = &Drafts{Recordings: none}
	require.True(t, d.Add(whole(in.Course, o)))
	assert.NotZero(t, d.size)
	changed := *o
	changed.Sum = "another"
	assert.Nil(t, d.take(&changed))
	assert.NotNil(t, d.take(o))
	assert.Nil(t, d.take(o))
	assert.Nil(t, (*Drafts)(nil).take(o))
}

// Lessons of one text have a draft each.
func TestDrafts_twins(t *testing.T) {
	in := lessonsOf(t, map[string]string{"01-a.en.md": script, "02-b.en.md": script})
	d := &Drafts{Recordings: func(*lesson.Outline) (*recording.Recording, error) { return nil, nil }}
	for _, o := range in.Course.Lessons {
		require.True(t, d.Add(whole(in.Course, o)))
	}
	for _, o := range in.Course.Lessons {
		made := d.take(o)
		require.NotNil(t, made)
		assert.Contains(t, string(made.claims.html), o.Name+".html")
	}
}

// The search needs no recordings: in a course that is served a reader waits for
// all lessons of it.
func TestSite_search_recordings(t *testing.T) {
	in := realCourse(t)
	want := realSite(t)[searchName("en")]
	s, err := New(in)
	require.NoError(t, err)
	s.in.Recordings = func(*lesson.Outline) (*recording.Recording, error) { return nil, errors.New("torn") }
	got, err := s.Render(searchName("en"))
	require.NoError(t, err)
	assert.Equal(t, string(want), string(got))
}
