package predict

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lanes"
)

const join = `main starts
child1| child starts
child1| child ends
child2| child 2 starts
child2| child 2 ends
main ends
`

func parse(t testing.TB, src string) *lanes.Want {
	t.Helper()
	w, err := lanes.Parse(src, 1)
	require.NoError(t, err)
	return w
}

func check(w *lanes.Want, texts []string) (lanes.Match, error) {
	t := lanes.Transcript{}
	for _, text := range texts {
		t.Lines = append(t.Lines, lanes.Line{Text: text})
	}
	return w.Check(t, false)
}

// judged fails the test where a question is not what Candidates promises.
func judged(t *testing.T, w *lanes.Want, four []Candidate) {
	t.Helper()
	require.Len(t, four, 4)
	seen := map[string]bool{}
	legal := 0
	for _, c := range four {
		text := strings.Join(c.Texts, "\n")
		assert.False(t, seen[text], "twice:\n%s", text)
		seen[text] = true
		require.Len(t, c.Lanes, len(c.Texts))
		m, err := check(w, c.Texts)
		require.Equal(t, c.Legal, err == nil, "%s\n%v", text, err)
		if c.Legal {
			legal++
			assert.Equal(t, m.Order, c.Order)
			assert.Equal(t, m.Lanes, c.Lanes)
			assert.Empty(t, c.Why)
			continue
		}
		assert.Empty(t, c.Order)
		require.Len(t, c.Why, 1, text)
		why := c.Why[0]
		early, waits := slices.Index(c.Texts, why.Early), lastIndex(c.Texts, why.Waits)
		assert.True(t, early >= 0 && waits > early, "%q before %q in\n%s", why.Early, why.Waits, text)
		lines := w.Lines()
		assert.NotZero(t, why.EarlyLine)
		assert.NotZero(t, why.WaitsLine)
		assert.NotEqual(t, why.EarlyLine, why.WaitsLine)
		assert.True(t, slices.ContainsFunc(lines, func(l lanes.WantLine) bool { return l.Line == why.EarlyLine }))
		assert.True(t, slices.ContainsFunc(lines, func(l lanes.WantLine) bool { return l.Line == why.WaitsLine }))
	}
	assert.True(t, legal > 0 && legal < 4, "%d legal", legal)
}

func lastIndex(all []string, s string) int {
	for i := len(all) - 1; i >= 0; i-- {
		if all[i] == s {
			return i
		}
	}
	return -1
}

func TestCandidates(t *testing.T) {
	tests := []struct {
		name string
		give string
		want bool
	}{
		{"join", join, true},
		{"two orders", "a\nx| b\ny| c\nd\n", true},
		{"nested", "one go\ntwo| two go\ntwo/three| three here\ntwo| two done <pid>\nfour| four here\none done\n", true},
		{"no barrier", "x| a\nx| b\ny| c\n", true},
		{"alike, with a hole", "w*3| start <pid>\nw*3| end <pid>\ndone\n", true},
		{"alike, all the same", "w*3| start\nw*3| end\ndone\n", true},
		{"equal texts", "main sees 10\nc| child sees 10\nc| child sets 20\nd| child sees 10\nd| child sets 20\nmain sees 20\n", true},
		{"escapes and holes", "nil: \\<nil> \\| <main>\na| a <pid> of <main> in <folder>\nb| b <pid> of <main> took <_>\nend\n", true},
		{"an edge", "x| a\nx| b\ny| c\ny| d\n--\na -> d\n", true},
		{"an edge up the file", "x| a\ny| b\ny| c\n--\nb -> a\n", true},
		{"one order by edges", "x| a\ny| b\nz| c\n--\nb -> a\na -> c\n", false},
		{"lines that may be missing or come again", "x|? a\nx|* b\ny|+ c\ny| d\n", true},
		{"empty lines", "\na| x\nb| y\nc| z\n\n", true},

		{"one order", "a\nb\nc\n", false},
		{"one order of three processes", "a\nx| b\nc\n", false},
		{"two lines", "x| a\ny| b\n", false},
		{"all orders are legal", "x| a\ny| b\nz| c\n", false},
		{"orders that look the same", "a\nx| b\ny| b\nc\n", false},
		{"too few to be four", "x| a\nx| a\ny| b\n", false},
		{"15 lines", "w*14| a\nb\n", false},
		{"14 lines", "w*6| a\nw*6| b\nx| c\nd\n", true},
		{"a hundred thousand", "w*100000| a\nb\n", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := parse(t, tt.give)
			for seed := range 20 {
				four, ok := Candidates(w, fmt.Sprint(seed))
				require.Equal(t, tt.want, ok)
				if ok {
					judged(t, w, four)
				}
				again, _ := Candidates(w, fmt.Sprint(seed))
				require.Equal(t, four, again)
			}
		})
	}
}

func TestCandidates_mixed(t *testing.T) {
	w := parse(t, join)
	own := "main starts child starts child ends child 2 starts child 2 ends main ends"
	legal, first, hidden, asked := map[int]int{}, 0, 0, map[string]bool{}
	for seed := range 100 {
		four, ok := Candidates(w, fmt.Sprint(seed))
		require.True(t, ok)
		n := 0
		for i, c := range four {
			text := strings.Join(c.Texts, " ")
			asked[text] = true
			if c.Legal {
				n++
				assert.NotEqual(t, own, text, "the file's own order")
				if i == 0 {
					first++
				}
				continue
			}
			if slices.Index(c.Texts, c.Why[0].Waits)-slices.Index(c.Texts, c.Why[0].Early) > 1 {
				hidden++
			}
		}
		legal[n]++
	}
	assert.Greater(t, legal[2], legal[1]+legal[3])
	assert.NotZero(t, legal[1])
	assert.NotZero(t, legal[3])
	assert.True(t, first > 20 && first < 80, "the first is legal in %d of 100", first)
	assert.Greater(t, hidden, 50)
	assert.GreaterOrEqual(t, len(asked), 10)
}

// The two languages of a lesson ask the same.
func TestCandidates_languages(t *testing.T) {
	en := parse(t, join)
	zh, err := lanes.Parse("启动主进程\n子1| 启动\n子1| 结束\n子2| 启动2\n子2| 结束2\n结束主进程\n", 40)
	require.NoError(t, err)
	a, ok := Candidates(en, "05-join")
	require.True(t, ok)
	b, ok := Candidates(zh, "05-join")
	require.True(t, ok)
	for i := range a {
		assert.Equal(t, a[i].Legal, b[i].Legal)
		assert.Equal(t, a[i].Order, b[i].Order)
		for k, why := range a[i].Why {
			assert.Equal(t, why.EarlyLine+39, b[i].Why[k].EarlyLine)
			assert.Equal(t, why.WaitsLine+39, b[i].Why[k].WaitsLine)
		}
	}
}

func TestCandidates_oneRule(t *testing.T) {
	w := parse(t, "a1\nx| x1\nx| x2\nx/y| y1\nx| x3\nz| z1\na2\n--\nz1 -> x2\n")
	p := newPoset(w.Events())
	at := map[string]int{}
	for i, l := range w.Lines() {
		at[l.Text] = i
	}
	for seed := range 50 {
		four, ok := Candidates(w, fmt.Sprint(seed))
		require.True(t, ok)
		for _, c := range four {
			broken := 0
			for i, early := range c.Texts {
				for _, late := range c.Texts[i+1:] {
					if p[at[early]]&(1<<at[late]) != 0 {
						broken++
						require.NotEmpty(t, c.Why, c.Texts)
						assert.Equal(t, Why{early, late, at[early] + 1, at[late] + 1}, c.Why[0])
					}
				}
			}
			assert.Equal(t, c.Legal, broken == 0)
			assert.LessOrEqual(t, broken, 1)
		}
	}
}

func TestFill(t *testing.T) {
	w := parse(t, "main <main> <folder>\na| a <pid> <main> <folder>\na| a <pid> <_>\nb| b <pid> \\<nil>\n")
	texts := fill(outputLines(w), rand.New(rand.NewPCG(1, 2)))
	var main, folder, pidA, mainA, folderA, pidAgain, took, pidB string
	scan := func(text, format string, to ...any) {
		t.Helper()
		n, err := fmt.Sscanf(text, format, to...)
		require.NoError(t, err, text)
		require.Equal(t, len(to), n)
	}
	scan(texts[0], "main %s %s", &main, &folder)
	scan(texts[1], "a %s %s %s", &pidA, &mainA, &folderA)
	scan(texts[2], "a %s %s", &pidAgain, &took)
	scan(texts[3], "b %s <nil>", &pidB)
	assert.Equal(t, main, mainA)
	assert.Equal(t, folder, folderA)
	assert.True(t, strings.HasPrefix(folder, "/tmp/"), folder)
	assert.Equal(t, pidA, pidAgain)
	assert.NotEqual(t, pidA, pidB)
	assert.NotEqual(t, pidA, main)
}

// legalTexts tries every order that lanes.All has.
func legalTexts(w *lanes.Want) map[string]bool {
	lines := w.Lines()
	all := map[string]bool{}
	for order := range w.All() {
		var texts []string
		for _, i := range order {
			texts = append(texts, lines[i].Text)
		}
		all[strings.Join(texts, "\n")] = true
	}
	return all
}

func FuzzCandidates(f *testing.F) {
	for _, src := range []string{join, "x| a\nx| b\ny| c\n", "w*3| start <pid>\nw*3| end <pid>\ndone\n",
		"one\ntwo| go\ntwo/three| here\ntwo| done <pid>\nfour| four\none done\n", "a| x\nb| x\nc| y\nx\n", "m <a>\nb| <a> <b> <_>\nc| <b>\n", "a| x\na| y\nb| z\nb| w\n--\nz -> y\n", "a|? x\na|* y\nb|+ z\nb| w\n",
		"\nt0o|0<w>\n0|0\x19two|\ntwt/0|1\n0"} {
		f.Add(src, "seed")
	}
	f.Fuzz(func(t *testing.T, src, seed string) {
		w, err := lanes.Parse(src, 1)
		if err != nil {
			var p lanes.Problems
			require.True(t, errors.As(err, &p))
			return
		}
		four, ok := Candidates(w, seed)
		again, same := Candidates(w, seed)
		require.Equal(t, ok, same)
		require.Equal(t, four, again)
		if ok {
			judged(t, w, four)
		}
	})
}

// Small want files, at random: where four transcripts could be asked for,
// they are, and their verdicts are those of trying every order.
func TestCandidates_bruteForce(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	names := []string{"", "", "a| ", "a| ", "b| ", "b|? ", "a/x| ", "c*2| "}
	asked := 0
	for range 3000 {
		src := strings.Builder{}
		for i := range 3 + r.IntN(4) {
			fmt.Fprintf(&src, "%s%c\n", names[r.IntN(len(names))], 'p'+min(i, 3+r.IntN(4)))
		}
		if i := 3 + r.IntN(4); i > 4 {
			fmt.Fprintf(&src, "--\n%c -> %c\n", 'p'+r.IntN(4), 'p'+r.IntN(4)) // not all of these are right
		}
		w, err := lanes.Parse(src.String(), 1)
		if err != nil {
			continue
		}
		if n, err := w.Orders(); err != nil || n.Cmp(big.NewInt(5000)) > 0 {
			continue
		}
		legal := legalTexts(w)
		four, ok := Candidates(w, "seed")
		if !ok {
			continue
		}
		asked++
		require.GreaterOrEqual(t, len(legal), 2, src.String())
		judged(t, w, four)
		for _, c := range four {
			require.Equal(t, legal[strings.Join(c.Texts, "\n")], c.Legal, "%s\n%s", src.String(), c.Texts)
		}
	}
	assert.Greater(t, asked, 1000)
}

func BenchmarkCandidates(b *testing.B) {
	for _, src := range []string{join, "a\n" + strings.Repeat("x| x\n", 6) + strings.Repeat("y| y\n", 6) + "z\n"} {
		w := parse(b, src)
		b.Run(fmt.Sprint(len(w.Lines())), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Candidates(w, "seed")
			}
		})
	}
}
