package site

import (
	"io"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

func BenchmarkSite_lesson(b *testing.B) {
	in := realCourse(b)
	records := map[*lesson.Lesson]*recording.Recording{}
	for _, l := range in.Course.Lessons {
		r, err := in.Recordings(l)
		require.NoError(b, err)
		records[l] = r
	}
	in.Recordings = func(l *lesson.Lesson) (*recording.Recording, error) { return records[l], nil }
	s, err := New(in)
	require.NoError(b, err)
	b.ReportAllocs()
	for b.Loop() {
		require.NoError(b, s.Write(io.Discard, "zh/05-join.html"))
	}
}

func BenchmarkNew(b *testing.B) {
	in := realCourse(b)
	b.ReportAllocs()
	for b.Loop() {
		_, err := New(in)
		require.NoError(b, err)
	}
}
