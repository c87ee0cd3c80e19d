package predict

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lanes"
)

// A verdict is never assumed.
func TestQuestion_judge(t *testing.T) {
	tests := []struct {
		name  string
		order order
		legal bool
		want  bool
	}{
		{"legal", order{0, 1, 2, 3, 4, 5}, true, true},
		{"legal, thought illegal", order{0, 3, 4, 1, 2, 5}, false, false},
		{"illegal", order{0, 2, 1, 3, 4, 5}, false, true},
		{"illegal, thought legal", order{0, 2, 1, 3, 4, 5}, true, false},
		{"two lines too early", order{1, 3, 0, 2, 4, 5}, false, false},
		{"two rules", order{0, 2, 1, 4, 3, 5}, false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := parse(t, join)
			lines := outputLines(w)
			q := &question{want: w, lines: lines, taken: map[string]bool{}, texts: fill(lines, rand.New(rand.NewPCG(1, 1)))}
			_, ok := q.judge(tt.order, tt.legal)
			assert.Equal(t, tt.want, ok)
			_, again := q.judge(tt.order, tt.legal)
			assert.False(t, again, "the same transcript twice")
		})
	}
}

func TestBecause(t *testing.T) {
	texts := []string{"b 4", "a 4"}
	q := &question{lines: outputLines(parse(t, "a| a <n>\nb| b <n>\nc| c\n")), texts: []string{"a 4", "b 4", "c"}}
	early := lanes.Early{Text: "b 4", Line: 2, Waits: lanes.Wanted{Text: "a <n>", Line: 1, Index: 1}}
	more := early
	more.More = 1
	never := early
	never.Waits.Index = -1
	stuck := func(lines ...int) *lanes.Stuck {
		s := &lanes.Stuck{Text: "b 4", Line: 2}
		for _, line := range lines {
			s.Could = append(s.Could, lanes.Wanted{Text: "a", Line: line})
		}
		return s
	}
	tests := []struct {
		name string
		give error
		want Why
		ok   bool
	}{
		{"early", &lanes.Mismatch{Early: []lanes.Early{early}}, Why{"b 4", "a 4", 2, 1}, true},
		{"two lines early", &lanes.Mismatch{Early: []lanes.Early{more}}, Why{}, false},
		{"two rules", &lanes.Mismatch{Early: []lanes.Early{early, early}}, Why{}, false},
		{"waits for what never came", &lanes.Mismatch{Early: []lanes.Early{never}}, Why{}, false},
		{"early and missing", &lanes.Mismatch{Early: []lanes.Early{early}, Missing: []lanes.Wanted{{}}}, Why{}, false},
		{"stuck", &lanes.Mismatch{Stuck: stuck(1)}, Why{"b 4", "a 4", 2, 1}, true},
		{"stuck in lanes alike", &lanes.Mismatch{Stuck: stuck(1, 1)}, Why{"b 4", "a 4", 2, 1}, true},
		{"stuck for what never came", &lanes.Mismatch{Stuck: stuck(3)}, Why{}, false},
		{"stuck with a choice", &lanes.Mismatch{Stuck: stuck(1, 3)}, Why{}, false},
		{"stuck at the end", &lanes.Mismatch{Stuck: stuck()}, Why{}, false},
		{"another error", lanes.ErrNoWriters, Why{}, false},
		{"none", nil, Why{}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, ok := q.because(tt.give, texts)
			assert.Equal(t, tt.ok, ok)
			assert.Equal(t, tt.want, got)
		})
	}
}

func TestPoset_turned(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	p := newPoset(parse(t, "a1\nx| x1\nx| x2\nx/y| y1\nx| x3\nz| z1\na2\n--\nz1 -> x2\n").Events())
	pairs := p.pairs()
	require.NotEmpty(t, pairs)
	for _, pair := range pairs {
		turned := p.turned(pair)
		for _, o := range []order{turned.first(), turned.last(), turned.order(r), turned.order(r)} {
			assert.Less(t, o.place(pair[1]), o.place(pair[0]))
			broken := 0
			for i, b := range o[:len(p)] {
				for _, a := range o[i+1 : len(p)] {
					if p[b]&(1<<a) != 0 {
						broken++
					}
				}
			}
			assert.Equal(t, 1, broken, o)
		}
	}
}

func TestDistance(t *testing.T) {
	a, b := order{0, 1, 2, 3}, order{3, 0, 2, 1}
	assert.Equal(t, 4, distance(&a, &b, 4)) // 3 before each of the others, 2 before 1
	assert.Equal(t, 4, distance(&b, &a, 4))
	assert.Equal(t, 0, distance(&a, &a, 4))
	assert.Equal(t, 1, distance(&order{0, 1, 2}, &order{0, 2, 1}, 3))
}
