package lanes

import (
	"fmt"
	"slices"
	"strings"
)

// An edge says that a line waits for another one, whatever lanes they are of.
type edge struct {
	before, after int // indexes into Want.lines
	line          int // in the file that holds the want file
}

const arrow = " -> "

// edge reads TEXT -> TEXT, either with its lane where a text is not unique.
func (p *parser) edge(no int, src string) {
	var found []edge
	var before, after string
	for at, i := 0, 0; ; at = i + len(arrow) {
		if i = strings.Index(src[at:], arrow); i < 0 {
			break
		}
		i += at
		if before == "" {
			before, after = src[:i], src[i+len(arrow):]
		}
		for _, a := range p.named(src[:i]) {
			for _, b := range p.named(src[i+len(arrow):]) {
				found = append(found, edge{a, b, no})
			}
		}
	}
	switch {
	case before == "":
		p.problem(no, fmt.Sprintf("%q is no edge", src), `behind the line -- stands TEXT -> TEXT: the second line waits for the first; write \-- for a plain --`)
	case len(found) == 0:
		if p.badLines {
			return // it may be one of those
		}
		missing := before
		if len(p.named(before)) > 0 {
			missing = after
		}
		p.problem(no, fmt.Sprintf("no line is %q", missing), "write it as it stands above, with its holes")
	case len(found) > 1:
		p.problem(no, fmt.Sprintf("%q can be several edges", src), "write LANE| TEXT, or let the lines print different texts")
	case p.waits(found[0].before, found[0].after):
		p.problem(no, fmt.Sprintf("%q can't wait for %q, which waits for it", p.w.lines[found[0].after].Text, p.w.lines[found[0].before].Text), "")
	default:
		p.addEdge(found[0])
	}
}

// named finds the lines that TEXT or LANE| TEXT stands for.
func (p *parser) named(src string) (lines []int) {
	name, _, text, _ := splitLine(src)
	name, _, _ = strings.Cut(name, "*")
	for i, l := range p.w.lines {
		if l.Text == src || name != "" && l.Lane == name && l.Text == text {
			lines = append(lines, i)
		}
	}
	return lines
}

// waits says whether a line waits for another one, or is it.
func (p *parser) waits(line, before int) bool {
	seen := map[int]bool{}
	var search func(event int) bool
	search = func(event int) bool {
		if p.w.events[event].Line == line {
			return true
		}
		if seen[event] {
			return false
		}
		seen[event] = true
		return slices.ContainsFunc(p.w.events[event].next, search)
	}
	return slices.ContainsFunc(p.w.eventsOf(before), search)
}

// addEdge lets all events of a line wait for all of another one.
func (p *parser) addEdge(e edge) {
	p.w.edges = append(p.w.edges, e)
	befores, afters := p.w.eventsOf(e.before), p.w.eventsOf(e.after)
	if p.tooMany = p.tooMany || len(befores)*len(afters) > maxEvents; p.tooMany {
		return
	}
	for _, before := range befores {
		for _, after := range afters {
			p.w.addWait(before, after)
		}
	}
}
