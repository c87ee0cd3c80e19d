package lanes

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxHoles = 64  // in one line: a bit each
	maxWays  = 100 // in which one text may fill the holes of one line
)

// A pattern is the text of a want line: lits[0], a hole, lits[1], a hole …
type pattern struct {
	lits  []string
	refs  []int32 // by hole of the line: index into uses, -1 for <_>
	uses  []int32 // the line's different holes, as indexes into Want.holes
	owned bool    // some hole is the lane's own
}

// scanPattern splits text at its holes. The error says what a learner must
// change, the hint how.
func scanPattern(text string) (lits, names []string, msg, hint string) {
	var lit strings.Builder
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c == '\\' && i+1 < len(text) && strings.IndexByte(`<|\`, text[i+1]) >= 0:
			lit.WriteByte(text[i+1])
			i += 2
		case c == '<':
			end := strings.IndexByte(text[i:], '>')
			if end < 0 || !isHoleName(text[i+1:i+end]) {
				return nil, nil, `"<" opens no hole <name>`, `write \< for a plain <`
			}
			if len(names) > 0 && lit.Len() == 0 {
				return nil, nil, "two holes with nothing between them", "make them one hole"
			}
			lits = append(lits, lit.String())
			lit.Reset()
			names = append(names, text[i+1:i+end])
			i += end + 1
		default:
			lit.WriteByte(c)
			i++
		}
	}
	if len(names) > maxHoles {
		return nil, nil, "more than 64 holes in one line", ""
	}
	return append(lits, lit.String()), names, "", ""
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

// fills has each way in which text can be the pattern's, as the texts of its
// holes in the order of p.uses. The flag says that there are more than maxWays.
func (p *pattern) fills(text string) (ways [][]string, more bool) {
	if !strings.HasPrefix(text, p.lits[0]) {
		return nil, false
	}
	got := make([]string, len(p.uses))
	bound := make([]bool, len(p.uses))
	steps := 0
	var fill func(hole int, rest string)
	fill = func(hole int, rest string) {
		if hole == len(p.refs) {
			if rest == "" && !hasWay(ways, got) {
				ways = append(ways, append([]string(nil), got...))
			}
			return
		}
		lit, last, ref := p.lits[hole+1], hole == len(p.refs)-1, p.refs[hole]
		for end := 0; end < len(rest); {
			r, size := utf8.DecodeRuneInString(rest[end:])
			if unicode.IsSpace(r) {
				return
			}
			end += size
			if !strings.HasPrefix(rest[end:], lit) || last && len(rest)-end != len(lit) {
				continue
			}
			if steps++; steps > maxWays {
				more = true
				return
			}
			switch {
			case ref < 0:
				fill(hole+1, rest[end+len(lit):])
			case bound[ref]:
				if got[ref] == rest[:end] {
					fill(hole+1, rest[end+len(lit):])
				}
			default:
				got[ref], bound[ref] = rest[:end], true
				fill(hole+1, rest[end+len(lit):])
				bound[ref] = false
			}
		}
	}
	fill(0, text[len(p.lits[0]):])
	return ways, more
}

func hasWay(ways [][]string, way []string) bool {
	for _, w := range ways {
		same := true
		for i := range w {
			same = same && w[i] == way[i]
		}
		if same {
			return true
		}
	}
	return false
}
