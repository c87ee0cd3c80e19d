package lanes

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
)

// The oracle knows a want file from its definition alone, pair by pair of
// lines, and tries every order: it shares nothing with what it judges.

type oracleEvent struct {
	line  int // of the want file, from 0
	lane  string
	index int // which of the lanes alike
	text  string
	times string // "", "?", "*" or "+"
}

func (a oracleEvent) mayMiss() bool { return a.times == "?" || a.times == "*" }

func (a oracleEvent) mayRepeat() bool { return a.times == "*" || a.times == "+" }

// follows says whether b must wait for a, a standing above b in the file: one
// lane is the other or around it. Edges are not looked at.
func (a oracleEvent) follows(b oracleEvent) bool {
	if a.lane == b.lane {
		return a.index == b.index
	}
	return within(a.lane, b.lane) || within(b.lane, a.lane)
}

func within(outer, inner string) bool {
	return outer == "" || strings.HasPrefix(inner, outer+"/")
}

func oracleEvents(src string) []oracleEvent {
	var all []oracleEvent
	lines, _, _ := strings.Cut(src, "--\n")
	for i, line := range strings.Split(strings.TrimSuffix(lines, "\n"), "\n") {
		name, text, found := strings.Cut(line, "| ")
		times := ""
		for _, mark := range []string{"?", "*", "+"} {
			if before, after, marked := strings.Cut(line, "|"+mark+" "); marked {
				name, text, found, times = before, after, true, mark
			}
		}
		if !found {
			name, text = "", line
		}
		copies := 1
		if base, n, many := strings.Cut(name, "*"); many {
			name = base
			fmt.Sscan(n, &copies)
		}
		for k := range copies {
			all = append(all, oracleEvent{i, name, k, text, times})
		}
	}
	return all
}

// oracleBefore has what must come before what, by pairs: [a][b] says that b
// waits for a, itself or because of others between them.
func oracleBefore(events []oracleEvent, src string) [][]bool {
	before := make([][]bool, len(events))
	for a := range events {
		before[a] = make([]bool, len(events))
		for b := range events {
			before[a][b] = a < b && events[a].follows(events[b])
		}
	}
	_, edges, _ := strings.Cut(src, "--\n")
	for edge := range strings.Lines(edges) {
		first, second, _ := strings.Cut(strings.TrimSpace(edge), " -> ")
		for a, x := range events {
			for b, y := range events {
				before[a][b] = before[a][b] || x.is(first) && y.is(second)
			}
		}
	}
	for k := range events {
		for a := range events {
			for b := range events {
				before[a][b] = before[a][b] || before[a][k] && before[k][b]
			}
		}
	}
	return before
}

// is says whether an edge means it.
func (a oracleEvent) is(edge string) bool { return edge == a.lane+"| "+a.text }

// oracleOrders has every legal order, as indexes into events. A line that may
// come any number of times comes at most twice.
func oracleOrders(events []oracleEvent, before [][]bool) [][]int {
	var all [][]int
	came := make([]int, len(events))
	var extend func(order []int)
	extend = func(order []int) {
		if oracleWhole(events, came) {
			all = append(all, slices.Clone(order))
		}
		for i, e := range events {
			if oracleFree(events, before, came, i) && (came[i] == 0 || e.mayRepeat() && came[i] < 2) {
				came[i]++
				extend(append(order, i))
				came[i]--
			}
		}
	}
	extend(nil)
	return all
}

// oracleWhole says that nothing is missing when each event came so often.
func oracleWhole(events []oracleEvent, came []int) bool {
	for i, e := range events {
		if came[i] == 0 && !e.mayMiss() {
			return false
		}
	}
	return true
}

// oracleFree says that what event i waits for came, and nothing that waits for
// it.
func oracleFree(events []oracleEvent, before [][]bool, came []int, i int) bool {
	for k, e := range events {
		if before[k][i] && came[k] == 0 && !e.mayMiss() || before[i][k] && came[k] > 0 {
			return false
		}
	}
	return true
}

// oracleUnlike has one of the orders that differ only in which of several
// lanes alike is which: the one in which they begin in turn.
func oracleUnlike(events []oracleEvent, orders [][]int) (unlike [][]int) {
	for _, order := range orders {
		begun, ok := map[string]int{}, true
		for _, i := range order {
			e := events[i]
			ok = ok && e.index <= begun[e.lane]
			begun[e.lane] = max(begun[e.lane], e.index+1)
		}
		if ok {
			unlike = append(unlike, order)
		}
	}
	return unlike
}

// oracleLines has orders as lines of the want file.
func oracleLines(events []oracleEvent, orders [][]int) (lines [][]int) {
	for _, order := range orders {
		var line []int
		for _, i := range order {
			line = append(line, events[i].line)
		}
		lines = append(lines, line)
	}
	return lines
}

// oracleLegal says whether the texts can be read as events, line by line, with
// the same texts in the same holes.
func oracleLegal(events []oracleEvent, before [][]bool, texts []string, pids []int, main int, parents map[int]int) bool {
	barrier := map[string]bool{}
	for _, e := range events {
		if e.lane == "" {
			for _, hole := range holeRE.FindAllStringSubmatch(e.text, -1) {
				barrier[hole[1]] = true
			}
		}
	}
	came := make([]int, len(events))
	var read func(order []int, binds map[string]string) bool
	read = func(order []int, binds map[string]string) bool {
		if len(order) == len(texts) {
			return oracleWhole(events, came) && (pids == nil || oracleProcesses(events, order, pids, main, parents))
		}
		for i, e := range events {
			more := maps.Clone(binds)
			if came[i] > 0 && !e.mayRepeat() || !oracleFree(events, before, came, i) || !oracleReads(e, texts[len(order)], more, barrier) {
				continue
			}
			came[i]++
			legal := read(append(order, i), more)
			came[i]--
			if legal {
				return true
			}
		}
		return false
	}
	return read(nil, map[string]string{})
}

var holeRE = regexp.MustCompile(`<([a-z_]+)>`)

// oracleReads needs each hole to be a word of its own.
func oracleReads(e oracleEvent, text string, binds map[string]string, barrier map[string]bool) bool {
	want, got := strings.Split(e.text, " "), strings.Split(text, " ")
	if len(want) != len(got) {
		return false
	}
	for i := range want {
		hole := holeRE.FindStringSubmatch(want[i])
		switch {
		case hole == nil:
			if want[i] != got[i] {
				return false
			}
			continue
		case got[i] == "":
			return false
		case hole[1] == "_":
			continue
		}
		key := fmt.Sprintf("%s#%d %s", e.lane, e.index, hole[1])
		if barrier[hole[1]] {
			key = hole[1]
		}
		if old, ok := binds[key]; ok && old != got[i] {
			return false
		}
		binds[key] = got[i]
	}
	return true
}

func oracleProcesses(events []oracleEvent, order, pids []int, main int, parents map[int]int) bool {
	of := map[string]int{"": main, "main#0": main}
	who := map[int]string{}
	for i, k := range order {
		key := ""
		if e := events[k]; e.lane != "" {
			key = fmt.Sprintf("%s#%d", e.lane, e.index)
		}
		if key == "" || key == "main#0" {
			if pids[i] != main {
				return false
			}
			continue
		}
		if old, ok := of[key]; ok && old != pids[i] || pids[i] == main {
			return false
		}
		if old, ok := who[pids[i]]; ok && old != key {
			return false
		}
		of[key], who[pids[i]] = pids[i], key
	}
	// A lane around another that printed nothing is the other's parent.
	for again := true; again; {
		again = false
		for key, pid := range of {
			slash := strings.LastIndexByte(key, '/')
			if slash < 0 || parents[pid] == 0 {
				continue
			}
			above, parent := key[:slash]+"#0", parents[pid]
			old, known := of[above]
			if known && old != parent {
				return false
			}
			if known {
				continue
			}
			if _, taken := who[parent]; taken || parent == main {
				return false
			}
			of[above], who[parent], again = parent, above, true
			break
		}
	}
	return true
}

// randomWant writes a small want file; few texts, so that lanes share them.
func randomWant(r *rand.Rand, most int) string {
	names := []string{"a|", "a|", "b|", "c*2|", "a/x|", "a/y|", "a/x/z|", "d/e|", "main|", "d/f*2|"}
	marks := []string{""}
	switch r.IntN(4) {
	case 0:
		marks = []string{"", "", "?"}
	case 1:
		marks = []string{"", "", "", "?", "*", "+"}
	}
	texts := []string{"x", "y", "z", "x", "go <p>", "id <q>", "<_> y", "<p> <q>", "x <q>"}
	var b strings.Builder
	events := 0
	for n := 1 + r.IntN(most); n > 0; n-- {
		lane, text := "", texts[r.IntN(len(texts))]
		if r.IntN(4) > 0 {
			lane = names[r.IntN(len(names))] + marks[r.IntN(len(marks))] + " "
		}
		size := 1
		if strings.Contains(lane, "*2") {
			size = 2
		}
		if events += size; events > most && b.Len() > 0 {
			break
		}
		b.WriteString(lane + text + "\n")
	}
	return b.String()
}

// randomEdges adds edges that make no cycle.
func randomEdges(r *rand.Rand, src string) string {
	events := oracleEvents(src)
	for n := range r.IntN(3) {
		a, b := events[r.IntN(len(events))], events[r.IntN(len(events))]
		if a.lane == "" || b.lane == "" || !unique(events, a) || !unique(events, b) {
			continue
		}
		edge := fmt.Sprintf("%s| %s -> %s| %s\n", a.lane, a.text, b.lane, b.text)
		more := src + "--\n" + edge
		if n > 0 && strings.Contains(src, "--\n") {
			more = src + edge
		}
		before := oracleBefore(events, more)
		cycle := false
		for i := range events {
			cycle = cycle || before[i][i]
		}
		if !cycle {
			src = more
		}
	}
	return src
}

// unique says whether one line alone has a lane and a text.
func unique(events []oracleEvent, a oracleEvent) bool {
	return !slices.ContainsFunc(events, func(b oracleEvent) bool { return b.line != a.line && b.lane == a.lane && b.text == a.text })
}

// randomTexts fills a legal order's holes, and then often spoils it.
func randomTexts(r *rand.Rand, events []oracleEvent, order []int) []string {
	var all []string
	binds := map[string]string{}
	values := []string{"1", "1", "2", "y"}
	same := r.IntN(4) > 0
	for _, k := range order {
		e := events[k]
		all = append(all, holeRE.ReplaceAllStringFunc(e.text, func(hole string) string {
			key := fmt.Sprint(e.lane, e.index, hole)
			if r.IntN(2) == 0 {
				key = hole
			}
			if binds[key] == "" || !same {
				binds[key] = values[r.IntN(len(values))]
			}
			return binds[key]
		}))
	}
	if len(all) == 0 {
		return []string{"x"}[:r.IntN(2)]
	}
	switch r.IntN(8) {
	case 0, 1:
		if len(all) > 1 {
			i := r.IntN(len(all) - 1)
			all[i], all[i+1] = all[i+1], all[i]
		}
	case 2:
		r.Shuffle(len(all), func(i, k int) { all[i], all[k] = all[k], all[i] })
	case 3:
		i := r.IntN(len(all))
		all = append(all[:i], all[i+1:]...)
	case 4:
		all = append(all, all[r.IntN(len(all))])
	}
	return all
}
