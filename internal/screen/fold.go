package screen

import (
	"strings"
	"unicode/utf8"

	"github.com/mattn/go-runewidth"
	"github.com/rivo/uniseg"
)

// columns measures as most terminals do, whatever the locale: a character
// that is wide in some East Asian fonts only (“, …) takes one.
var columns = runewidth.Condition{StrictEmojiNeutral: true}

func width(s string) int { return columns.StringWidth(s) }

// cell is one character as readers see it.
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

// fold breaks text into lines of so many columns, where Unicode allows it,
// or anywhere within a word that is longer than a line.
func fold(runs []run, columns int) [][]cell {
	var lines [][]cell
	for _, part := range split(joined(cells(runs))) {
		lines = append(lines, foldPart(part, columns)...)
	}
	return lines
}

func foldPart(part []cell, columns int) [][]cell {
	var lines [][]cell
	var line []cell
	for _, word := range unbroken(part) {
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

// fitting is how many cells fit, at least one.
func fitting(word []cell, columns int) int {
	for n, used := 0, 0; n < len(word); n++ {
		if used += word[n].width; used > columns {
			return max(n, 1)
		}
	}
	return len(word)
}

// unbroken cuts text where a line may end. Code is for this purpose letters,
// so that -n or join.want stay in one piece.
func unbroken(part []cell) [][]cell {
	var b strings.Builder
	edge := map[int]int{} // of the text: the cell that begins there
	for i, c := range part {
		edge[b.Len()] = i
		if c.whole && c.text != " " {
			b.WriteByte('x')
		} else {
			b.WriteString(c.text)
		}
	}
	var words [][]cell
	begin, at := 0, 0
	for rest, state := b.String(), -1; rest != ""; {
		var segment string
		segment, rest, _, state = uniseg.FirstLineSegmentInString(rest, state)
		at += len(segment)
		if i, ok := edge[at]; ok {
			words = append(words, part[begin:i])
			begin = i
		}
	}
	if begin < len(part) {
		words = append(words, part[begin:])
	}
	return words
}

// joined makes each line end of the source a space, or nothing where Chinese
// stands on both sides of it, or Chinese punctuation, which has space of its
// own, on one.
func joined(all []cell) []cell {
	var kept []cell
	for i, c := range all {
		if c.text == softBreak {
			if i == 0 || i == len(all)-1 || together(all[i-1], all[i+1]) {
				continue
			}
			c.text, c.width = " ", 1
		}
		kept = append(kept, c)
	}
	return kept
}

func together(a, b cell) bool {
	if punctuation(a) || punctuation(b) {
		return true
	}
	return a.width == 2 && b.width == 2 && !a.whole && !b.whole
}

// punctuation reports a full-width mark.
func punctuation(c cell) bool {
	r, _ := utf8.DecodeRuneInString(c.text)
	return !c.whole && (r >= 0x3001 && r <= 0x3003 || r >= 0x3008 && r <= 0x3011 || r >= 0xff01 && r <= 0xff0f || r >= 0xff1a && r <= 0xff1f)
}

// split cuts text at the line ends that it keeps.
func split(all []cell) [][]cell {
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
