package site

import (
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// A site that is written once is the same as another one, in whatever order
// its files are written, or all at a time.
func TestSite_once(t *testing.T) {
	s, err := New(realCourse(t))
	require.NoError(t, err)
	want := map[string]string{}
	for _, name := range s.Names() {
		data, err := s.Render(name)
		require.NoError(t, err)
		want[name] = string(data)
	}
	orders := map[string]func([]string){
		"in order":  func([]string) {},
		"backwards": func(names []string) { slices.Reverse(names) },
		"all mixed": func(names []string) { slices.SortFunc(names, func(a, b string) int { return len(a) - len(b) }) },
		"at a time": nil,
	}
	for name, order := range orders {
		t.Run(name, func(t *testing.T) {
			in := realCourse(t)
			in.Once = true
			var mu sync.Mutex
			s, err := New(in)
			require.NoError(t, err)
			names := slices.Clone(s.Names())
			got := map[string]string{}
			render := func(name string) {
				data, err := s.Render(name)
				assert.NoError(t, err)
				mu.Lock()
				defer mu.Unlock()
				got[name] = string(data)
			}
			if order == nil {
				var group sync.WaitGroup
				for _, name := range names {
					group.Go(func() { render(name) })
				}
				group.Wait()
			} else {
				order(names)
				for _, name := range names {
					render(name)
				}
			}
			for name := range want {
				assert.True(t, want[name] == got[name], "%s is another file", name)
			}
		})
	}
}

// The two pages that show a recording share one reading of it, and what they
// take from the lesson's tree doesn't reach the search.
func TestSite_onceReads(t *testing.T) {
	in := realCourse(t)
	in.Once = true
	read := map[string]int{}
	in.Recordings = func(l *lesson.Lesson) *recording.Recording {
		read[l.Path]++
		return madeUp(l)
	}
	s, err := New(in)
	require.NoError(t, err)
	for _, name := range []string{"zh/05-join.html", "zh/print.html", "zh/claims.html"} {
		_, err := s.Render(name)
		require.NoError(t, err)
	}
	for path, n := range read {
		assert.Equal(t, 1, n, path)
	}
	assert.NotEmpty(t, read)
}
