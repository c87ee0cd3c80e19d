package lanes

import (
	"cmp"
	"slices"
	"strings"
)

// waited is what an event has to wait for, as far as it matters: -1 for
// nothing.
type waited struct {
	last    int // the event that came last
	missing int // one that never came, the last in the file
}

func (d *diagnosis) join(a, b waited) waited {
	if a.last < 0 || b.last >= 0 && d.until[b.last] > d.until[a.last] {
		a.last = b.last
	}
	a.missing = max(a.missing, b.missing)
	return a
}

// early finds the lines that came before one they must wait for. A line that
// many came before is named once, with the earliest of them.
func (d *diagnosis) early() {
	found := map[int][]int{} // by what they must wait for
	waits := slices.Repeat([]waited{{-1, -1}}, len(d.at))
	for _, event := range d.w.legalOrder() {
		b, at := waits[event], d.at[event]
		switch {
		case at < 0 && d.line(event).mayMiss():
		case at < 0:
			b.missing = event
		case b.last >= 0 && d.until[b.last] > at:
			found[b.last] = append(found[b.last], event)
		// Where lines are unknown or torn, they are why others are missing.
		case b.missing >= 0 && d.m.none():
			found[b.missing] = append(found[b.missing], event)
		}
		if at >= 0 {
			b = d.join(b, waited{event, -1})
		}
		for _, next := range d.w.events[event].next {
			waits[next] = d.join(waits[next], b)
		}
	}
	for waits, events := range found {
		earliest := slices.MinFunc(events, func(a, b int) int { return cmp.Compare(d.at[a], d.at[b]) })
		line := d.wanted(earliest)
		d.m.Early = append(d.m.Early, Early{
			Index: line.Index, Text: d.lines[d.at[earliest]].Text, Line: line.Line, Lane: line.Lane,
			Waits: d.awaited(waits), More: len(events) - 1,
		})
	}
	slices.SortFunc(d.m.Early, func(a, b Early) int { return cmp.Compare(a.Index, b.Index) })
}

// awaited is an event as the last line that others must wait for.
func (d *diagnosis) awaited(event int) Wanted {
	w := d.wanted(event)
	if until := d.until[event]; until >= 0 {
		w.Index = d.lines[until].index
	}
	return w
}

// near finds, for each unknown line, a missing one that it is or that it
// begins or ends with, but for spaces and case.
func (d *diagnosis) near() {
	for i := range d.m.Unknown {
		o := &d.m.Unknown[i]
		best := 0
		for _, x := range d.m.Missing[:min(len(d.m.Missing), 100)] {
			if n := likeness(o.Text, x.Text); n > best {
				best, o.Near, o.Line = n, x.Text, x.Line
			}
		}
		if i == mostOfAKind {
			break
		}
	}
}

// likeness counts the characters that two texts have in common at their ends,
// 0 where that is less than half.
func likeness(a, b string) int {
	x := []rune(strings.ToLower(strings.TrimSpace(a)))
	y := []rune(strings.ToLower(strings.TrimSpace(b)))
	most := min(len(x), len(y))
	start := 0
	for start < most && x[start] == y[start] {
		start++
	}
	end := 0
	for end < most-start && x[len(x)-1-end] == y[len(y)-1-end] {
		end++
	}
	if n := start + end; 2*n >= max(len(x), len(y)) {
		return n
	}
	return 0
}
