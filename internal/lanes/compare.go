package lanes

import (
	"fmt"
	"slices"
	"strings"
)

// A Difference is the first place where two want files are not the same but
// for texts. The lines are those of the files that hold them, 0 for the end.
type Difference struct {
	A, B int
	Msg  string
}

// Equal compares two want files that should be the same in two languages: the
// same lanes, line by line, and the same holes, whatever the texts. Names of
// lanes and holes must translate one to one. It is nil when they are equal.
func Equal(a, b *Want) *Difference {
	lanes, holes := newPairs("lane"), newPairs("hole")
	for i := range min(len(a.lines), len(b.lines)) {
		x, y := a.lines[i], b.lines[i]
		msg := ""
		switch {
		case (x.Lane == "") != (y.Lane == ""):
			msg = fmt.Sprintf("one is a barrier, the other of a lane: %s and %s", laneOf(x), laneOf(y))
		case strings.Count(x.Lane, "/") != strings.Count(y.Lane, "/"):
			msg = fmt.Sprintf("lanes of different depth: %s and %s", laneOf(x), laneOf(y))
		case x.Copies != y.Copies:
			msg = fmt.Sprintf("different numbers of lanes: %s and %s", laneOf(x), laneOf(y))
		case x.Times != y.Times:
			msg = fmt.Sprintf("a line that comes %s and one that comes %s", howOften[x.Times], howOften[y.Times])
		case len(x.Holes) != len(y.Holes):
			msg = fmt.Sprintf("%d holes and %d", len(x.Holes), len(y.Holes))
		}
		if msg == "" {
			msg = lanePairs(lanes, x.Lane, y.Lane)
		}
		if msg == "" {
			msg = holePairs(holes, x.Holes, y.Holes)
		}
		if msg != "" {
			return &Difference{x.Line, y.Line, msg}
		}
	}
	switch n, m := len(a.lines), len(b.lines); {
	case n > m:
		return &Difference{A: a.lines[m].Line, Msg: fmt.Sprintf("%d lines and %d", n, m)}
	case n < m:
		return &Difference{B: b.lines[n].Line, Msg: fmt.Sprintf("%d lines and %d", n, m)}
	}
	return equalEdges(a.edges, b.edges)
}

var howOften = map[string]string{"": "once", "?": "at most once", "*": "any number of times", "+": "at least once"}

func equalEdges(a, b []edge) *Difference {
	for i := range min(len(a), len(b)) {
		if a[i].before != b[i].before || a[i].after != b[i].after {
			return &Difference{a[i].line, b[i].line, "edges between different lines"}
		}
	}
	switch n, m := len(a), len(b); {
	case n > m:
		return &Difference{A: a[m].line, Msg: fmt.Sprintf("%d edges and %d", n, m)}
	case n < m:
		return &Difference{B: b[n].line, Msg: fmt.Sprintf("%d edges and %d", n, m)}
	}
	return nil
}

func laneOf(l WantLine) string {
	if l.Lane == "" {
		return "no lane"
	}
	return laneWithBar(l.Lane, l.Copies)
}

// lanePairs pairs the names from the outermost lane inwards, so that a lane
// inside another is inside of its translation.
func lanePairs(p *pairs, x, y string) string {
	if x == "" {
		return ""
	}
	xs, ys := strings.Split(x, "/"), strings.Split(y, "/")
	for i := range xs {
		a, b := strings.Join(xs[:i+1], "/"), strings.Join(ys[:i+1], "/")
		if msg := p.pair(a, b); msg != "" {
			return msg
		}
		if i == 0 && (a == mainLane) != (b == mainLane) {
			return fmt.Sprintf("lane %s and lane %s: the name %s is not translated", a, b, mainLane)
		}
	}
	return ""
}

// holePairs does not pair holes by place: a translation may turn a sentence
// round. Holes known already pair off, the rest in the order they stand.
func holePairs(p *pairs, xs, ys []string) string {
	left := slices.Clone(ys)
	var unknown []string
	for _, x := range xs {
		y, known := p.to[x]
		if x == "_" {
			y, known = "_", true
		}
		if !known {
			unknown = append(unknown, x)
			continue
		}
		at := slices.Index(left, y)
		if at < 0 {
			return fmt.Sprintf("hole <%s> should be <%s> in the other", x, y)
		}
		left = slices.Delete(left, at, at+1)
	}
	for i, x := range unknown {
		if left[i] == "_" {
			return fmt.Sprintf("hole <%s> and hole <_>", x)
		}
		if msg := p.pair(x, left[i]); msg != "" {
			return msg
		}
	}
	return ""
}

// pairs are names that translate one to one.
type pairs struct {
	what     string
	to, from map[string]string
}

func newPairs(what string) *pairs {
	return &pairs{what, map[string]string{}, map[string]string{}}
}

func (p *pairs) pair(a, b string) string {
	if was, ok := p.to[a]; ok && was != b {
		return fmt.Sprintf("%s %s is %s here, and %s above", p.what, a, b, was)
	}
	if was, ok := p.from[b]; ok && was != a {
		return fmt.Sprintf("%s %s is %s here, and %s above", p.what, b, a, was)
	}
	p.to[a], p.from[b] = b, a
	return ""
}
