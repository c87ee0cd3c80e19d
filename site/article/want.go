package article

import (
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// wantListing adds a want file, each line in the colour of its lane.
func (p *page) wantListing(b *lesson.Block) {
	p.file(b, "file want", b.File.Given, func() {
		p.Raw(" ")
		p.Aside("span", p.aboutWant(b.File))
	}, func() { p.wantLines(b.File) })
}

// aboutWant says how many orders a want file allows.
func (a *Article) aboutWant(f *lesson.File) string {
	if want := a.want(f.Name); want != nil {
		if n, err := want.Orders(); err == nil {
			return a.words.Waits + " · " + a.words.F(a.words.Orders, short(n.String()))
		}
	}
	return a.words.Waits
}

// short writes a number of more than nine digits as a power of ten.
func short(n string) string {
	if len(n) <= 9 {
		return n
	}
	return "≈ " + n[:1] + "." + n[1:2] + " × 10^" + strconv.Itoa(len(n)-1)
}

func (p *page) wantLines(f *lesson.File) {
	colours := p.colours(f.Name)
	lanes := map[int]string{}
	if want := p.want(f.Name); want != nil {
		for _, line := range want.Lines() {
			lanes[line.Line] = line.Lane
		}
	}
	p.openCode(f.Name)
	for i, line := range strings.Split(strings.TrimSuffix(f.Data, "\n"), "\n") {
		lane, known := lanes[f.Line+i]
		class := "l"
		if known {
			class += " " + colours.class(lane)
		}
		p.openLine(f.Name, i+1, class)
		if before, after, ok := strings.Cut(line, "| "); ok && lane != "" {
			p.Element("b", before)
			p.Raw("<i class=c>|</i> ")
			line = after
		}
		p.Text(line)
		p.Raw("\n</span>")
	}
	p.closeCode()
}
