package screen

import "strings"

// bar stands at the left of what is quoted.
const bar = "│ "

// flow writes a paragraph.
func (p *printer) flow(indent string, runs []run) {
	for _, line := range fold(runs, p.room(indent)) {
		p.line(indent, line)
	}
}

// room is how many columns prose has.
func (p *printer) room(indent string) int { return p.Width - width(indent) - len(margin) }

// deeper is an indentation and what is to stand right of it, until half of
// the line is used.
func (p *printer) deeper(indent, more string) string {
	if width(indent+more) > p.Width/2 {
		return indent
	}
	return indent + more
}

// line writes a line, or several where it is too long.
func (p *printer) line(indent string, line []cell) {
	for n := 0; ; line = line[n:] {
		begin := indent
		if p.mark != "" {
			begin, p.mark = p.mark, ""
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
	if p.mark == "" {
		p.line(indent, nil)
	}
}

func (p *printer) rule(indent string, columns int) {
	p.line(indent, cells([]run{{text: strings.Repeat("─", max(columns, 0)), style: faint}}))
}
