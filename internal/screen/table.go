package screen

import (
	"slices"

	east "github.com/yuin/goldmark/extension/ast"
)

// gutter is how far the columns of a table are apart.
const gutter = 2

// table writes columns as wide as their contents. Where there is no room, the
// widest column is made narrower first.
func (p *printer) table(n *east.Table, indent string) {
	var rows [][][]run
	for row := n.FirstChild(); row != nil; row = row.NextSibling() {
		var line [][]run
		for c := row.FirstChild(); c != nil; c = c.NextSibling() {
			runs := p.inlines(c)
			if row.Kind() == east.KindTableHeader {
				runs = styled(runs, bold)
			}
			line = append(line, runs)
		}
		rows = append(rows, line)
	}
	widths := widthsOf(rows, len(n.Alignments), p.room(indent))
	for i, row := range rows {
		p.row(n, row, widths, indent)
		if i == 0 {
			total := gutter * (len(widths) - 1)
			for _, w := range widths {
				total += w
			}
			p.rule(indent, total)
		}
	}
}

func widthsOf(rows [][][]run, columns, room int) []int {
	widths := make([]int, columns)
	room -= gutter * (columns - 1)
	for _, row := range rows {
		for i, runs := range row {
			widths[i] = max(widths[i], measure(cells(runs)))
		}
	}
	total := 0
	for _, w := range widths {
		total += w
	}
	for ; total > room && slices.Max(widths) > 4; total-- {
		widths[slices.Index(widths, slices.Max(widths))]--
	}
	return widths
}

// row writes a row, whose cells may have several lines.
func (p *printer) row(n *east.Table, row [][]run, widths []int, indent string) {
	var wrapped [][][]cell
	height := 1
	for i, runs := range row {
		wrapped = append(wrapped, wrap(runs, widths[i]))
		height = max(height, len(wrapped[i]))
	}
	for at := range height {
		var line []cell
		for i, lines := range wrapped {
			var text []cell
			if at < len(lines) {
				text = lines[at]
			}
			blanks := blank(widths[i] - measure(text))
			if n.Alignments[i] == east.AlignRight {
				line = append(append(line, blanks...), text...)
			} else {
				line = append(append(line, text...), blanks...)
			}
			line = append(line, blank(gutter)...)
		}
		p.line(indent, line)
	}
}

func blank(n int) []cell { return slices.Repeat([]cell{{text: " ", width: 1}}, max(n, 0)) }
