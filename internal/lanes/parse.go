package lanes

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

const (
	maxCopies = 100_000
	maxEvents = 200_000
	maxLanes  = maxEvents + 1
)

// Parse reads a want file. Its first line is line start of the file that
// holds it; all lines that Parse and its methods name are counted so.
// The error is a Problems.
func Parse(src string, start int) (*Want, error) {
	p := parser{
		w:        &Want{},
		lanes:    map[string]int{},
		patterns: map[string]int{},
		holes:    map[string]int{},
	}
	p.addLane("", 1)
	if src == "" {
		p.problem(start, "the want file is empty", "write the lines of one real output")
		return nil, p.problems
	}
	read := p.line
	for i, text := range strings.Split(strings.TrimSuffix(src, "\n"), "\n") {
		text = strings.TrimSuffix(text, "\r")
		if text == "--" && !p.inEdges {
			p.inEdges, p.badLines, read = true, len(p.problems) > 0, p.edge
			continue
		}
		read(start+i, text)
	}
	if len(p.w.lines) == 0 && len(p.problems) == 0 && !p.tooMany {
		p.problem(start, "no line of output stands before --", `write \-- for a plain --`)
	}
	p.noLanesInCopies()
	if p.tooMany {
		p.problem(start, fmt.Sprintf("it stands for more than %d lines", maxEvents), "")
	}
	if len(p.problems) > 0 {
		return nil, p.problems
	}
	p.w.makeIndex()
	p.w.classify()
	return p.w, nil
}

type parser struct {
	w        *Want
	lanes    map[string]int // by name; of those alike the one that begins them
	patterns map[string]int // by text with the escapes undone
	holes    map[string]int // by name
	problems Problems
	inEdges  bool // behind the line --
	badLines bool // some line above it is wrong
	tooMany  bool // more than maxEvents
}

func (p *parser) problem(line int, msg, hint string) {
	p.problems = append(p.problems, Problem{line, msg, hint})
}

func (p *parser) line(no int, src string) {
	name, times, text, inLane := splitLine(src)
	copies := 1
	if inLane {
		var wrong *Problem
		if name, copies, wrong = parseName(name); wrong != nil {
			p.problem(no, wrong.Msg, wrong.Hint)
			return
		}
	}
	lane, ok := p.lane(name, copies, no)
	if !ok {
		return
	}
	literals, names, wrong := scanPattern(text)
	if wrong != nil {
		p.problem(no, wrong.Msg, wrong.Hint)
		return
	}
	if p.tooMany = p.tooMany || len(p.w.events)+copies > maxEvents; p.tooMany {
		return
	}
	p.w.lines = append(p.w.lines, WantLine{text, name, copies, no, names, times})
	pattern := p.pattern(literals, names, lane)
	for copy := range copies {
		p.w.addEvent(lane+copy, pattern)
	}
}

// splitLine splits a line at the first bar that is not escaped, and "?", "*" or
// "+" off that stands behind it.
func splitLine(src string) (name, times, text string, inLane bool) {
	bar := 0
	for bar < len(src) && src[bar] != '|' {
		if src[bar] == '\\' {
			bar++
		}
		bar++
	}
	if bar >= len(src) {
		return "", "", src, false
	}
	name, text = src[:bar], src[bar+1:]
	mark, rest, spaced := strings.Cut(text, " ")
	switch {
	case mark == "?" || mark == "*" || mark == "+":
		times, text = mark, rest
	case mark == "" && spaced:
		text = rest
	}
	return name, times, text, true
}

// parseName splits NAME*N.
func parseName(src string) (name string, copies int, wrong *Problem) {
	name, number, many := strings.Cut(src, "*")
	copies = 1
	if many {
		n, err := strconv.Atoi(number)
		if err != nil || n < 2 || n > maxCopies || strconv.Itoa(n) != number {
			return "", 0, &Problem{
				Msg:  fmt.Sprintf("%q is not a number of lanes", number),
				Hint: fmt.Sprintf("NAME*N| with N from 2 to %d, at the end of the name", maxCopies),
			}
		}
		copies = n
	}
	for part := range strings.SplitSeq(name, "/") {
		if !isLaneName(part) {
			return "", 0, &Problem{
				Msg:  fmt.Sprintf("%q is not the name of a lane", src),
				Hint: `write \| for a plain |; a name is letters, digits, "_", "-" and ".", with "/" before a lane inside it`,
			}
		}
	}
	return name, copies, nil
}

func isLaneName(s string) bool {
	for i, r := range s {
		if !isNameRune(r) || i == 0 && unicode.IsMark(r) {
			return false
		}
	}
	return s != ""
}

// lane finds or adds the lane of a line, and says whether its name stood for as
// many lanes above.
func (p *parser) lane(name string, copies, no int) (id int, ok bool) {
	id, ok = p.lanes[name]
	if !ok {
		if id, ok = p.addLane(name, copies); !ok {
			return 0, false
		}
	}
	l := &p.w.lanes[id]
	if l.copies != copies {
		where := fmt.Sprintf("%s in line %d", laneWithBar(name, l.copies), l.line)
		if l.line == 0 {
			where = "a single lane, as it has lanes inside it"
		}
		p.problem(no, fmt.Sprintf("a lane named twice differently: %s here, %s", laneWithBar(name, copies), where), "NAME*N must stand before each of its lines")
		return 0, false
	}
	if l.line == 0 {
		l.line = no
	}
	return id, true
}

// addLane adds a lane, and the lanes around it that are not there yet.
func (p *parser) addLane(name string, copies int) (id int, ok bool) {
	parent := 0
	if slash := strings.LastIndexByte(name, '/'); slash >= 0 {
		if parent, ok = p.lanes[name[:slash]]; !ok {
			if parent, ok = p.addLane(name[:slash], 1); !ok {
				return 0, false
			}
		}
	}
	id = len(p.w.lanes)
	if p.tooMany = p.tooMany || id+copies > maxLanes; p.tooMany {
		return 0, false
	}
	p.lanes[name] = id
	p.w.addLanes(name, parent, copies)
	return id, true
}

func laneWithBar(name string, copies int) string {
	if copies == 1 {
		return name + "|"
	}
	return fmt.Sprintf("%s*%d|", name, copies)
}

// noLanesInCopies finds lanes inside of lanes alike: in which of the nine
// would such a lane be?
func (p *parser) noLanesInCopies() {
	for i, l := range p.w.lanes {
		if around := p.w.lanes[l.parent]; i == l.alike && around.copies > 1 {
			p.problem(l.line, fmt.Sprintf("lane %q is inside of lanes alike, %q of line %d",
				l.name, laneWithBar(around.name, around.copies), around.line), "name these lanes one by one")
		}
	}
}
