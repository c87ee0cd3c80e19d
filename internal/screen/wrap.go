package screen

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
	"github.com/rivo/uniseg"
)

// columns measures as most terminals do, whatever the locale: a character
// that is wide only in some East Asian fonts (“, …) takes one column.
var columns = runewidth.Condition{StrictEmojiNeutral: true}

func width(s string) int { return columns.StringWidth(s) }

// cell is a character as readers see it.
type cell struct {
	text  string
	style style
	width int
	whole bool
}

func cells(runs []run) []cell {
	var all []cell
	for _, r := range runs {
		for rest, state := r.text, -1; rest != ""; {
			var text string
			text, rest, _, state = uniseg.FirstGraphemeClusterInString(rest, state)
			all = append(all, cell{text, r.style, width(text), r.whole})
		}
	}
	return all
}

// wrap breaks text into lines of so many columns, where Unicode allows it,
// or anywhere within a word that is longer than a line.
func wrap(runs []run, columns int) [][]cell {
	var lines [][]cell
	for _, part := range splitLines(joinLines(cells(runs))) {
		lines = append(lines, wrapPart(part, columns)...)
	}
	return lines
}

func wrapPart(part []cell, columns int) [][]cell {
	var lines [][]cell
	var line []cell
	for _, word := range words(part) {
		if len(line) > 0 && measure(line)+measure(trim(word)) > columns {
			lines, line = append(lines, trim(line)), nil
		}
		for measure(trim(word)) > columns {
			n := fitting(word, columns)
			lines, word = append(lines, word[:n]), word[n:]
		}
		line = append(line, word...)
	}
	if len(line) == 0 && len(lines) > 0 {
		return lines
	}
	return append(lines, trim(line))
}

// fitting is how many cells fit, but at least one.
func fitting(word []cell, columns int) int {
	for n, used := 0, 0; n < len(word); n++ {
		if used += word[n].width; used > columns {
			return max(n, 1)
		}
	}
	return len(word)
}

// words cuts text where a line may end. All characters of code count as
// letters, so that -n or join.want stay in one piece.
func words(part []cell) [][]cell {
	var b strings.Builder
	cellAt := map[int]int{} // cells, by their offsets in the text
	for i, c := range part {
		cellAt[b.Len()] = i
		if c.whole && c.text != " " {
			b.WriteByte('x')
		} else {
			b.WriteString(c.text)
		}
	}
	var all [][]cell
	begin, at := 0, 0
	for rest, state := b.String(), -1; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		at += len(segment)
		if i, ok := cellAt[at]; ok {
			all = append(all, part[begin:i])
			begin = i
		}
	}
	if begin < len(part) {
		all = append(all, part[begin:])
	}
	return all
}

// joinLines replaces the line ends of the source with spaces. It removes them
// where both sides are in a script that has no spaces, such as Chinese, or
// where one side is a full-width mark, which has space of its own.
func joinLines(all []cell) []cell {
	var kept []cell
	for i, c := range all {
		if c.text == softBreak {
			if i == 0 || i == len(all)-1 || needNoSpace(all[i-1], all[i+1]) {
				continue
			}
			c.text, c.width = " ", 1
		}
		kept = append(kept, c)
	}
	return kept
}

func needNoSpace(a, b cell) bool {
	if isFullWidthMark(a) || isFullWidthMark(b) {
		return true
	}
	return a.width == 2 && b.width == 2 && !a.whole && !b.whole && !isHangul(a) && !isHangul(b)
}

// isHangul reports Korean letters, which are as wide as Chinese characters, but
// stand in words with spaces between them.
func isHangul(c cell) bool {
	r, _ := utf8.DecodeRuneInString(c.text)
	return unicode.Is(unicode.Hangul, r)
}

func isFullWidthMark(c cell) bool {
	r, _ := utf8.DecodeRuneInString(c.text)
	return !c.whole && (r >= 0x3001 && r <= 0x3003 || r >= 0x3008 && r <= 0x3011 || r >= 0xff01 && r <= 0xff0f || r >= 0xff1a && r <= 0xff1f)
}

// splitLines cuts text at the line ends that are kept.
func splitLines(all []cell) [][]cell {
	parts := [][]cell{nil}
	for _, c := range all {
		if c.text == hardBreak {
			parts = append(parts, nil)
			continue
		}
		parts[len(parts)-1] = append(parts[len(parts)-1], c)
	}
	return parts
}

func trim(line []cell) []cell {
	for len(line) > 0 && line[len(line)-1].text == " " {
		line = line[:len(line)-1]
	}
	return line
}

func measure(line []cell) int {
	sum := 0
	for _, c := range line {
		sum += c.width
	}
	return sum
}
