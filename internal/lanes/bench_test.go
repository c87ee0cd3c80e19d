package lanes

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// wideKinds are lanes whose texts, holes, or processes tell them apart, and
// lanes that nothing tells apart.
var wideKinds = []struct {
	name string
	lane func(lane, line int) string
	pids bool
}{
	{"texts", func(lane, line int) string { return fmt.Sprintf("l%d| lane %d line %d\n", lane, lane, line) }, false},
	{"holes", func(lane, line int) string { return fmt.Sprintf("l%d| <pid> lane %d line %d\n", lane, lane, line) }, false},
	{"alike", func(_, line int) string { return fmt.Sprintf("l*64| <id> line %d\n", line) }, false},
	{"pids", func(lane, line int) string {
		if line == 9 {
			return fmt.Sprintf("l%d| I am %d\n", lane, lane)
		}
		return fmt.Sprintf("l%d| tick\n", lane)
	}, true},
}

// BenchmarkWant_Check reads transcripts in 64 lanes, in an order drawn at
// random. ns/line should not grow with the lines.
func BenchmarkWant_Check(b *testing.B) {
	for _, kind := range wideKinds {
		for _, lines := range []int{5_000, 10_000, 20_000} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, lines), func(b *testing.B) {
				w, t := wide(b, lines, kind.lane, kind.pids)
				perLine(b, lines, func() {
					_, err := w.Check(t, kind.pids)
					require.NoError(b, err)
				})
			})
		}
	}
}

const wideLanes = 64 // as many as a run can have processes

// wide has a want file of 64 lanes, and a legal transcript of it.
func wide(tb testing.TB, lines int, text func(lane, line int) string, pids bool) (*Want, Transcript) {

	var src strings.Builder
	src.WriteString("go\n")
	alike := strings.Contains(text(0, 0), "*")
	for line := range lines / wideLanes {
		for lane := range wideLanes {
			if !alike || lane == 0 {
				src.WriteString(text(lane, line))
			}
		}
	}
	src.WriteString("done\n")
	w, err := Parse(src.String(), 1)
	require.NoError(tb, err)

	r := rand.New(rand.NewPCG(1, 1))
	t := Transcript{Main: 1, Processes: map[int]Process{}}
	t.Lines = append(t.Lines, Line{Text: "go", Pid: 1})
	var order []int
	for range lines / wideLanes {
		for lane := range wideLanes {
			order = append(order, lane)
		}
	}
	r.Shuffle(len(order), func(i, k int) { order[i], order[k] = order[k], order[i] })
	var at [wideLanes]int
	for _, lane := range order {
		_, line, _ := strings.Cut(strings.TrimSuffix(text(lane, at[lane]), "\n"), "| ")
		at[lane]++
		line = strings.NewReplacer("<pid>", fmt.Sprint(lane+2), "<id>", fmt.Sprint(lane)).Replace(line)
		l := Line{Text: line}
		if pids {
			l.Pid = lane + 2
			t.Processes[l.Pid] = Process{l.Pid, 1}
		}
		t.Lines = append(t.Lines, l)
	}
	t.Lines = append(t.Lines, Line{Text: "done", Pid: 1})
	return w, t
}

// perLine reports the time a line takes, and the CPU time, which a busy
// machine changes less (the collector's helpers are in it).
func perLine(b *testing.B, lines int, f func()) {
	runtime.GC()
	b.ResetTimer()
	cpu := cpuTime()
	for b.Loop() {
		f()
	}
	n := float64(b.N) * float64(lines)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/n, "ns/line")
	b.ReportMetric(float64((cpuTime()-cpu).Nanoseconds())/n, "cpu-ns/line")
}

func BenchmarkParse(b *testing.B) {
	for _, lines := range []int{5_000, 10_000, 20_000} {
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			var src strings.Builder
			for i := range lines {
				fmt.Fprintf(&src, "l%d| <pid> line %d\n", i%wideLanes, i)
			}
			perLine(b, lines, func() {
				_, err := Parse(src.String(), 1)
				require.NoError(b, err)
			})
		})
	}
}

// BenchmarkWant_Check_early reads transcripts in which the first line comes
// last, so that all others came too early.
func BenchmarkWant_Check_early(b *testing.B) {
	for _, lines := range []int{5_000, 10_000, 20_000} {
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			w, t := wide(b, lines, func(_, line int) string { return fmt.Sprintf("l*64| <id> line %d\n", line) }, false)
			t.Lines = append(t.Lines[1:], t.Lines[0])
			perLine(b, lines, func() {
				_, err := w.Check(t, false)
				require.ErrorContains(b, err, "which it must wait for")
			})
		})
	}
}
