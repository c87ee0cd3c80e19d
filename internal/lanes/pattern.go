package lanes

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxHoles = 64  // in one line
	maxWays  = 100 // in which one text may fill the holes of one line
)

// A pattern is the text of a want line: a literal, a hole, a literal, a hole …
// and a literal.
type pattern struct {
	literals []string
	refs     []int // by hole of the line: index into uses, -1 for <_>
	uses     []int // the line's different holes, as indexes into Want.holes
	events   []int // those that have it
	lane     int   // the only lane that has it, -1 where there are several
}

// scanPattern splits text at its holes.
func scanPattern(text string) (literals, names []string, wrong *Problem) {
	var literal strings.Builder
	if text == `\--` {
		text = "--"
	}
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text) && strings.IndexByte(`<|\`, text[i+1]) >= 0:
			literal.WriteByte(text[i+1])
			i += 2
		case c == '<':
			end := strings.IndexByte(text[i:], '>')
			if end < 0 || !isHoleName(text[i+1:i+end]) {
				return nil, nil, &Problem{Msg: `"<" opens no hole <name>`, Hint: `write \< for a plain <`}
			}
			if len(names) > 0 && literal.Len() == 0 {
				return nil, nil, &Problem{Msg: "two holes with nothing between them", Hint: "make them one hole"}
			}
			literals = append(literals, literal.String())
			literal.Reset()
			names = append(names, text[i+1:i+end])
			i += end + 1
		default:
			literal.WriteByte(c)
			i++
		}
	}
	if len(names) > maxHoles {
		return nil, nil, &Problem{Msg: fmt.Sprintf("more than %d holes in one line", maxHoles)}
	}
	return append(literals, literal.String()), names, nil
}

// Fill writes the line as a program prints it, with its holes filled.
func (l WantLine) Fill(hole func(name string) string) string {
	literals, names, _ := scanPattern(l.Text)
	text := literals[0]
	for i, name := range names {
		text += hole(name) + literals[i+1]
	}
	return text
}

func isHoleName(s string) bool {
	for _, r := range s {
		if !isNameRune(r) {
			return false
		}
	}
	return s != ""
}

func isNameRune(r rune) bool {
	return r == '_' || r == '-' || r == '.' || unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r)
}

// pattern finds or adds the pattern of a line.
func (p *parser) pattern(literals, names []string, lane int) int {
	key := literals[0]
	for i, name := range names {
		key += "\x00" + name + "\x00" + literals[i+1]
	}
	if id, ok := p.patterns[key]; ok {
		return id
	}
	pat := pattern{literals: literals, lane: lane}
	for _, name := range names {
		if name == "_" {
			pat.refs = append(pat.refs, -1)
			continue
		}
		hole, ok := p.holes[name]
		if !ok {
			hole = len(p.w.holes)
			p.holes[name] = hole
			p.w.holes = append(p.w.holes, name)
			p.w.shared = append(p.w.shared, false)
		}
		if !slices.Contains(pat.uses, hole) {
			pat.uses = append(pat.uses, hole)
		}
		pat.refs = append(pat.refs, slices.Index(pat.uses, hole))
	}
	id := len(p.w.patterns)
	p.patterns[key] = id
	p.w.patterns = append(p.w.patterns, pat)
	return id
}

// fills has each way in which text can be the pattern's, as the texts of its
// holes in the order of p.uses. more says that there are more than maxWays.
func (p *pattern) fills(text string) (ways [][]string, more bool) {
	if !strings.HasPrefix(text, p.literals[0]) {
		return nil, false
	}
	filled := make([]string, len(p.uses)) // "": not yet, as a hole is never empty
	steps := 0
	var fill func(hole int, rest string)
	fill = func(hole int, rest string) {
		if hole == len(p.refs) {
			known := slices.ContainsFunc(ways, func(way []string) bool { return slices.Equal(way, filled) })
			if rest == "" && !known {
				ways = append(ways, append([]string(nil), filled...))
			}
			return
		}
		literal, last, ref := p.literals[hole+1], hole == len(p.refs)-1, p.refs[hole]
		for end := 0; end < len(rest); {
			r, size := utf8.DecodeRuneInString(rest[end:])
			if unicode.IsSpace(r) {
				return
			}
			end += size
			if !strings.HasPrefix(rest[end:], literal) || last && len(rest)-end != len(literal) {
				continue
			}
			if steps++; steps > maxWays {
				more = true
				return
			}
			switch after := rest[end+len(literal):]; {
			case ref < 0 || filled[ref] == rest[:end]:
				fill(hole+1, after)
			case filled[ref] == "":
				filled[ref] = rest[:end]
				fill(hole+1, after)
				filled[ref] = ""
			}
		}
	}
	fill(0, text[len(p.literals[0]):])
	return ways, more
}
