package lanes

import (
	"cmp"
	"slices"
	"strings"
)

// before is what a line must wait for, as far as it matters: -1 for nothing.
type before struct {
	last  int32 // the event that came last
	never int32 // one that never came, the last in the file
}

func (d *diagnosis) join(a, b before) before {
	if a.last < 0 || b.last >= 0 && d.at[b.last] > d.at[a.last] {
		a.last = b.last
	}
	a.never = max(a.never, b.never)
	return a
}

// early finds the lines that came before one they must wait for. A line that
// many came before is named once, with the first of them.
func (d *diagnosis) early() {
	found := map[int32][]int32{} // by what they must wait for
	d.walk(0, 0, int32(len(d.w.lanes[0].items)), before{-1, -1}, found)
	for waits, events := range found {
		first := slices.MinFunc(events, func(a, b int32) int { return cmp.Compare(d.at[a], d.at[b]) })
		line := d.wanted(d.w.copyOf(first), first)
		d.m.Early = append(d.m.Early, Early{
			Index: line.Index, Text: d.s.t.Lines[line.Index].Text, Line: line.Line, Lane: line.Lane,
			Waits: d.wanted(d.w.copyOf(waits), waits), More: len(events) - 1,
		})
	}
	slices.SortFunc(d.m.Early, func(a, b Early) int { return cmp.Compare(a.Index, b.Index) })
}

// walk goes through the items from to to of a lane, which must wait for b.
func (d *diagnosis) walk(copy, from, to int32, b before, found map[int32][]int32) before {
	one := d.w.copies[copy]
	l := &d.w.lanes[one.lane]
	for _, it := range l.items[from:to] {
		if it.line >= 0 {
			event := one.event + it.nth
			b = d.wait(event, b, found)
			continue
		}
		after := b
		for _, part := range l.groups[it.group] {
			in := &d.w.lanes[part.lane]
			for k := range int32(in.copies) {
				after = d.join(after, d.walk(in.first+k, part.from, part.to, b, found))
			}
		}
		b = after
	}
	return b
}

func (d *diagnosis) wait(event int32, b before, found map[int32][]int32) before {
	at := d.at[event]
	switch {
	case at < 0:
		b.never = event
		return b
	case b.last >= 0 && d.at[b.last] > at:
		found[b.last] = append(found[b.last], event)
	// Where lines are unknown or torn, they are why others never came.
	case b.never >= 0 && d.m.none():
		found[b.never] = append(found[b.never], event)
	}
	return d.join(b, before{event, -1})
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
