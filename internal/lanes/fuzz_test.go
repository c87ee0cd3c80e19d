package lanes

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzWant_Check compares the verdict on small transcripts with all legal
// orders, tried one by one.
func FuzzWant_Check(f *testing.F) {
	for seed := range uint64(50) {
		f.Add(seed)
	}
	f.Fuzz(againstOracle)
}

func TestWant_Check_allOrders(t *testing.T) {
	legal := 0
	for seed := range uint64(1500) {
		if againstOracleVerdict(t, seed) {
			legal++
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	assert.Greater(t, legal, 300, "legal transcripts, so that both verdicts are tried")
	assert.Less(t, legal, 1200)
}

func againstOracle(t *testing.T, seed uint64) { againstOracleVerdict(t, seed) }

func againstOracleVerdict(t *testing.T, seed uint64) bool {
	r := rand.New(rand.NewPCG(seed, 1))
	src := randomEdges(r, randomWant(r, 6))
	w, err := Parse(src, 1)
	require.NoError(t, err, src)
	events := oracleEvents(src)
	before := oracleBefore(events, src)
	legal := oracleOrders(events, before)
	againstOracleOrders(t, w, src, events, legal)

	order := legal[r.IntN(len(legal))]
	tr := Transcript{Main: 100, Processes: map[int]Process{}}
	texts := randomTexts(r, events, order)
	for _, text := range texts {
		tr.Lines = append(tr.Lines, Line{Text: text})
	}
	want := oracleLegal(events, before, texts, nil, 0, nil)
	_, err = w.Check(tr, false)
	verdict(t, want, err, src, texts, nil)

	pids, parents := randomProcesses(r, events, order, len(texts))
	for i, pid := range pids {
		tr.Lines[i].Pid = pid
	}
	for pid, parent := range parents {
		tr.Processes[pid] = Process{pid, parent}
	}
	_, err = w.Check(tr, false)
	verdict(t, want, err, src, texts, pids)
	wantPids := oracleLegal(events, before, texts, pids, 100, parents)
	_, err = w.Check(tr, true)
	verdict(t, wantPids, err, src, texts, []any{pids, parents})
	return want
}

// againstOracleOrders compares the orders, where there is an end of them.
func againstOracleOrders(t *testing.T, w *Want, src string, events []oracleEvent, legal [][]int) {
	t.Helper()
	if slices.ContainsFunc(events, oracleEvent.mayRepeat) {
		_, err := w.Orders()
		require.Equal(t, ErrUnbounded, err, src)
		return
	}
	unlike := oracleUnlike(events, legal)
	require.Equal(t, fmt.Sprint(len(unlike)), orders(t, w), src)
	var all [][]int
	for order := range w.All() {
		all = append(all, append([]int(nil), order...))
	}
	require.ElementsMatch(t, oracleLines(events, unlike), all, src)
}

func verdict(t *testing.T, want bool, err error, src string, texts []string, pids any) {
	t.Helper()
	if want {
		require.NoError(t, err, "%s\n%q\n%v", src, texts, pids)
		return
	}
	var m *Mismatch
	require.True(t, errors.As(err, &m), "%s\n%q\n%v: %v", src, texts, pids, err)
	require.NotEmpty(t, m.Error(), "%s\n%q\n%v", src, texts, pids)
}

// randomProcesses gives each lane a process, and sometimes one that is wrong.
func randomProcesses(r *rand.Rand, events []oracleEvent, order []int, n int) ([]int, map[int]int) {
	of, parents := map[string]int{"": 100, "main#0": 100}, map[int]int{}
	var process func(lane string, index int) int
	process = func(lane string, index int) int {
		key := fmt.Sprintf("%s#%d", lane, index)
		if lane == "" {
			return 100
		}
		if of[key] == 0 {
			of[key] = 101 + len(of)
			if slash := strings.LastIndexByte(lane, '/'); slash >= 0 {
				parents[of[key]] = process(lane[:slash], 0)
				if r.IntN(8) == 0 {
					parents[of[key]] = []int{0, 0, 100, 103}[r.IntN(4)]
				}
			}
		}
		return of[key]
	}
	pids := make([]int, n)
	for i := range pids {
		pids[i] = 100
		if len(order) > 0 {
			e := events[order[i%len(order)]]
			pids[i] = process(e.lane, e.index)
		}
		if r.IntN(20) == 0 {
			pids[i] = 100 + r.IntN(5)
		}
	}
	return pids, parents
}

// FuzzParse holds that what parses is whole, and has a legal order.
func FuzzParse(f *testing.F) {
	for _, tt := range parseTests {
		f.Add(tt.give)
	}
	f.Add(join)
	f.Fuzz(func(t *testing.T, src string) {
		w, err := Parse(src, 1)
		if err != nil {
			var p Problems
			require.True(t, errors.As(err, &p))
			require.NotEmpty(t, p)
			return
		}
		require.Nil(t, Equal(w, w))
		if len(w.events) > 2000 {
			return
		}
		var tr Transcript
		for _, event := range w.legalOrder() {
			line := w.Lines()[w.events[event].Line]
			tr.Lines = append(tr.Lines, Line{Text: line.Fill(func(string) string { return "7" })})
		}
		began := time.Now()
		_, err = w.Check(tr, false)
		var bound *BoundError
		if !errors.As(err, &bound) {
			require.NoError(t, err, "after %v", time.Since(began))
		}
	})
}
