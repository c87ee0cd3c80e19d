package lanes

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

const (
	maxCopies = 100_000
	maxEvents = 1 << 24
)

// Parse reads a want file. Its first line is line first of the file that
// holds it; all lines that Parse and its methods name are counted so.
// The error is a Problems.
func Parse(src string, first int) (*Want, error) {
	p := parser{
		w:     &Want{index: index{plain: map[string]int32{}}},
		named: map[string]int32{},
		pats:  map[string]int32{},
		hole:  map[string]int32{},
	}
	p.lane("", 1, first)
	if src == "" {
		p.problem(first, "the want file is empty", "write the lines of one real output")
		return nil, p.problems
	}
	for i, text := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
		p.line(first+i, strings.TrimSuffix(text, "\r"))
	}
	p.noLanesOfCopies()
	if len(p.problems) == 0 && p.count() > maxEvents {
		p.problem(first, fmt.Sprintf("it stands for more than %d lines", maxEvents), "")
	}
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	p.finish()
	return p.w, nil
}

type parser struct {
	w        *Want
	named    map[string]int32 // lane by name
	pats     map[string]int32 // pattern by its text with the escapes undone
	hole     map[string]int32
	problems Problems
}

func (p *parser) problem(line int, msg, hint string) {
	p.problems = append(p.problems, Problem{line, msg, hint})
}

func (p *parser) line(no int, src string) {
	name, text, found := cutLane(src)
	if !found {
		text = src
	}
	copies := 1
	if found {
		var msg, hint string
		if name, copies, msg, hint = readName(name); msg != "" {
			p.problem(no, msg, hint)
			return
		}
	}
	id, ok := p.lane(name, copies, no)
	if !ok {
		return
	}
	lits, names, msg, hint := scanPattern(text)
	if msg != "" {
		p.problem(no, msg, hint)
		return
	}
	w := p.w
	w.lines = append(w.lines, WantLine{text, name, copies, no, names})
	w.lineLanes = append(w.lineLanes, id)
	pat := p.pattern(lits, names)
	w.linePats = append(w.linePats, pat)
	for _, hole := range w.patterns[pat].uses {
		w.global[hole] = w.global[hole] || id == 0
	}
	w.place(id, int32(len(w.lines)-1))
}

// cutLane splits a line at its first bar that is not escaped.
func cutLane(src string) (name, text string, found bool) {
	for i := 0; i < len(src); i++ {
		switch src[i] {
		case '\\':
			i++
		case '|':
			return src[:i], strings.TrimPrefix(src[i+1:], " "), true
		}
	}
	return "", src, false
}

func readName(src string) (name string, copies int, msg, hint string) {
	name, number, many := strings.Cut(src, "*")
	copies = 1
	if many {
		n, err := strconv.Atoi(number)
		if err != nil || n < 2 || n > maxCopies || strconv.Itoa(n) != number {
			return "", 0, fmt.Sprintf("%q is not a number of lanes", number), fmt.Sprintf("NAME*N| with N from 2 to %d, at the end of the name", maxCopies)
		}
		copies = n
	}
	for part := range strings.SplitSeq(name, "/") {
		if !isLaneName(part) {
			return "", 0, fmt.Sprintf("%q is not the name of a lane", src), `write \| for a plain |; a name is letters, digits, "_", "-" and ".", with "/" before a lane inside it`
		}
	}
	return name, copies, "", ""
}

func isLaneName(s string) bool {
	for i, r := range s {
		if !isNameRune(r) || i == 0 && unicode.IsMark(r) {
			return false
		}
	}
	return s != ""
}

// lane has the lane of that name, which must stand for as many everywhere.
func (p *parser) lane(name string, copies, no int) (int32, bool) {
	if id, ok := p.named[name]; ok {
		l := &p.w.lanes[id]
		if l.line == 0 && copies > 1 || l.line > 0 && l.copies != copies {
			where := fmt.Sprintf("%s in line %d", spell(name, l.copies), l.line)
			if l.line == 0 {
				where = "a single lane, as it has lanes inside it"
			}
			p.problem(no, fmt.Sprintf("a lane named twice differently: %s here, %s", spell(name, copies), where), "NAME*N must stand before each of its lines")
			return 0, false
		}
		if l.line == 0 {
			l.line = no
		}
		return id, true
	}
	parent := int32(-1)
	if name != "" {
		parent = 0
		if slash := strings.LastIndexByte(name, '/'); slash >= 0 {
			above := name[:slash]
			if id, ok := p.named[above]; ok {
				parent = id
			} else {
				parent, _ = p.lane(above, 1, 0)
			}
		}
	}
	id := int32(len(p.w.lanes))
	p.named[name] = id
	p.w.lanes = append(p.w.lanes, lane{name: name, parent: parent, copies: copies, line: no})
	return id, true
}

func spell(name string, copies int) string {
	if copies == 1 {
		return name + "|"
	}
	return fmt.Sprintf("%s*%d|", name, copies)
}

// noLanesOfCopies finds lanes inside of lanes alike: which of the nine would
// such a lane be in?
func (p *parser) noLanesOfCopies() {
	for _, l := range p.w.lanes {
		if l.parent > 0 && p.w.lanes[l.parent].copies > 1 {
			p.problem(l.line, fmt.Sprintf("lane %q is inside of lanes alike, %q of line %d", l.name, spell(p.w.lanes[l.parent].name, p.w.lanes[l.parent].copies), p.w.lanes[l.parent].line), "name these lanes one by one")
		}
	}
}

func (p *parser) count() int {
	n := 0
	for _, lane := range p.w.lineLanes {
		n += p.w.lanes[lane].copies
		if n > maxEvents {
			break
		}
	}
	return n
}

func (p *parser) pattern(lits, names []string) int32 {
	var key strings.Builder
	key.WriteString(lits[0])
	for i, name := range names {
		key.WriteString("\x00" + name + "\x00" + lits[i+1])
	}
	if id, ok := p.pats[key.String()]; ok {
		return id
	}
	pat := pattern{lits: lits}
	at := map[int32]int32{}
	for _, name := range names {
		if name == "_" {
			pat.refs = append(pat.refs, -1)
			continue
		}
		id, ok := p.hole[name]
		if !ok {
			id = int32(len(p.w.holes))
			p.hole[name] = id
			p.w.holes = append(p.w.holes, name)
			p.w.global = append(p.w.global, false)
		}
		if _, ok := at[id]; !ok {
			at[id] = int32(len(pat.uses))
			pat.uses = append(pat.uses, id)
		}
		pat.refs = append(pat.refs, at[id])
	}
	id := int32(len(p.w.patterns))
	p.pats[key.String()] = id
	p.w.patterns = append(p.w.patterns, pat)
	return id
}
