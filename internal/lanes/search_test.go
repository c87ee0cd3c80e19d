package lanes

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func readAll(w *Want, t Transcript, processes bool) (*search, bool, error) {
	lines, _ := w.sift(&t)
	s := newSearch(w, &t, lines, w.canHave(len(lines)), processes)
	ok, err := s.readAll()
	return s, ok, err
}

// Where each line can be of one lane only, or of lanes that can be exchanged,
// no line is read twice: 20,000 lines are twice the work of 10,000.
func TestSearch_steps(t *testing.T) {
	for _, kind := range wideKinds {
		for _, lines := range []int{1_000, 20_000} {
			w, tr := wide(t, lines, kind.lane, kind.pids)
			s, ok, err := readAll(w, tr, kind.pids)
			require.NoError(t, err)
			assert.True(t, ok, kind.name)
			assert.Equal(t, len(tr.Lines), s.steps, kind.name)

			tr.Lines = append(tr.Lines[1:], tr.Lines[0])
			s, ok, err = readAll(w, tr, kind.pids)
			require.NoError(t, err)
			assert.False(t, ok, kind.name)
			assert.Zero(t, s.steps, "%s: nothing can come before the barrier", kind.name)
		}
	}
}

// Lines that are read again count.
func TestSearch_steps_again(t *testing.T) {
	tests := []struct {
		name  string
		want  string
		give  string
		steps int
	}{
		{"the other lane is right", "a| x\na| 1\nb| x\nb| 2", "x\n2\nx\n1", 1 + 4},
		{"the third lane is right", "a| x\na| 1\nb| x\nb| 2\nc| x\nc| 3", "x\n3\nx\n1\nx\n2", 2 + 6},
		{"no lane is right", "a| x\na| 1\nb| x\nb| 2", "x\n1\n1\n", 2 + 1},
		// Two of the three lanes begin. Which of the two did so before the
		// other makes no difference; 33 lines would be read if both were tried.
		{"a state that failed is not tried again", "a| x\na| y\na| 1\nb| x\nb| y\nb| 2\nc| x\nc| y\nc| 3", "x\nx\ny\ny\ny\nx\n1\n2\n3", 21},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, _, err := readAll(parse(t, tt.want), texts(tt.give), false)
			require.NoError(t, err)
			assert.Equal(t, tt.steps, s.steps)
		})
	}
}

func TestSearch_bound(t *testing.T) {
	w, tr := manyReadings(t)
	lines, _ := w.sift(&tr)
	for _, bound := range []int{0, 100, 1000} {
		s := newSearch(w, &tr, lines, true, false)
		s.bound = bound
		ok, err := s.readAll()
		assert.False(t, ok)
		var tooMany *BoundError
		require.True(t, errors.As(err, &tooMany), "%v", err)
		assert.Equal(t, &BoundError{Index: 1, Text: "x", Line: 2}, tooMany)
		assert.Greater(t, s.steps, bound)
		assert.LessOrEqual(t, s.steps, bound+len(lines), "it stops at the next line that may be of several lanes")
	}
}

// manyReadings has a transcript of which it is known only at the end who did
// which of the steps, and then not at all.
func manyReadings(t *testing.T) (*Want, Transcript) {
	var src, give strings.Builder
	src.WriteString("go\n")
	for i := range 24 {
		fmt.Fprintf(&src, "l%d| x\nl%d| y\nl%d| %s\n", i, i, i, []string{"a", "b", "c"}[i%3])
		fmt.Fprintf(&src, "l%d| z%d\n", i, i%12)
	}
	give.WriteString("go\n" + strings.Repeat("x\n", 24) + strings.Repeat("y\n", 24))
	give.WriteString(strings.Repeat("a\n", 8) + strings.Repeat("c\n", 8) + strings.Repeat("b\n", 8))
	give.WriteString(strings.Repeat("z0\nz1\nz2\n", 8))
	return parse(t, src.String()), texts(give.String())
}
