package screen

import "strings"

// bar stands at the left of a quotation.
const bar = "│ "

// flow writes a paragraph.
func (p *printer) flow(indent string, runs []run) {
	for _, line := range wrap(runs, p.room(indent)) {
		p.line(indent, line)
	}
}

// room is how many columns prose has.
func (p *printer) room(indent string) int { return p.Width - width(indent) - len(margin) }

// deeper adds to an indentation, up to half of the width.
func (p *printer) deeper(indent, more string) string {
	if width(indent+more) > p.Width/2 {
		return indent
	}
	return indent + more
}

// line writes a line, and the rest of one that is too long below it.
func (p *printer) line(indent string, line []cell) {
	for n := 0; ; line = line[n:] {
		begin := indent
		if p.marker != "" {
			begin, p.marker = p.marker, ""
		}
		n = fitting(line, p.Width-width(begin))
		p.write(begin, line[:n])
		if n == len(line) {
			return
		}
	}
}

// write writes a line, without blanks at its end.
func (p *printer) write(indent string, line []cell) {
	line = trim(line)
	if len(line) == 0 {
		indent = strings.TrimRight(indent, " ")
	}
	var b strings.Builder
	begin := strings.ReplaceAll(indent, "│", p.paint("│", faint))
	begin = strings.ReplaceAll(begin, "┃", p.paint("┃", accent))
	for i := 0; i < len(line); {
		text, style := "", line[i].style
		for ; i < len(line) && line[i].style == style; i++ {
			text += line[i].text
		}
		b.WriteString(p.paint(text, style))
	}
	p.out.WriteString(begin + b.String() + "\n")
}

func (p *printer) paint(text string, s style) string {
	begin := s.sgr()
	if !p.Colours || begin == "" {
		return text
	}
	return begin + text + "\x1b[m"
}

// empty writes an empty line.
func (p *printer) empty(indent string) {
	if p.marker == "" {
		p.line(indent, nil)
	}
}

func (p *printer) rule(indent string, columns int) {
	p.line(indent, cells([]run{{text: strings.Repeat("─", max(columns, 0)), style: faint}}))
}
