package article

import (
	"path"
	"strconv"

	"github.com/seed-05413062/course/internal/highlight"
	"github.com/seed-05413062/course/internal/lesson"
)

// listing adds a file: its name, the command that runs it, and its lines, each
// with an address.
func (p *page) listing(b *lesson.Block) {
	p.file(b, "file", b.File.Given, func() {
		if path.Base(b.File.Name) == "main.go" {
			p.Raw(` <kbd class="command">`)
			p.Text(p.runCommand(path.Dir(b.File.Name)))
			p.Raw("</kbd>")
		}
	}, func() { p.codeLines(b) })
}

// pythonListing adds a Python file, which is folded: the lesson's programs are
// in Go.
func (p *page) pythonListing(b *lesson.Block) {
	p.file(b, "file", true, func() {
		p.Raw(" ")
		p.Aside("span", p.words.Original)
	}, func() { p.codeLines(b) })
}

// file adds the frame of a file; about and lines add what is beside its name
// and in it.
func (p *page) file(b *lesson.Block, class string, folded bool, about, lines func()) {
	tag, head := "figure", "figcaption"
	if folded {
		tag, head = "details", "summary"
	}
	p.Raw("<", tag, ` class="`, class, `"`)
	p.id(` id="`, b.File.Name)
	p.Raw("><", head, `><code class="name">`)
	p.Text(b.File.Name)
	p.Raw("</code>")
	about()
	p.Raw("</", head, ">")
	lines()
	p.Raw("</", tag, ">\n")
}

// openCode begins code that a reader can scroll.
func (p *page) openCode(label string) {
	p.Raw(`<pre tabindex="0" role="group" aria-label="`)
	p.Text(label)
	p.Raw(`"><code>`)
}

func (p *page) closeCode() { p.Raw("</code></pre>") }

// codeLines adds the lines of a file in its colours, some of them folded or
// marked. What is folded stands in code of its own, since no code may hold a
// fold; the copy of a file is all of its code.
func (p *page) codeLines(b *lesson.Block) {
	marks := map[int]bool{}
	for _, n := range b.File.Marks {
		marks[n] = true
	}
	lines := highlight.Lines(b.Lang, b.Text)
	add := func(label string, from, to int) {
		p.openCode(label)
		for n := from; n <= to; n++ {
			class := "l"
			if marks[n] {
				class = "l mark"
			}
			p.openLine(b.File.Name, n, class)
			p.code(lines[n-1])
			p.Raw("\n</span>")
		}
		p.closeCode()
	}
	label := func(n int) string { return b.File.Name + ":" + strconv.Itoa(n) }
	next := 1
	for _, fold := range joinFolds(b.File) {
		if next < fold.From {
			add(label(next), next, fold.From-1)
		}
		p.Raw(`<details class="fold"><summary>`)
		p.Text(p.words.F(p.words.Folded, fold.Name))
		p.Raw("</summary>")
		add(label(fold.From), fold.From, fold.To)
		p.Raw("</details>")
		next = fold.To + 1
	}
	switch {
	case next == 1:
		add(b.File.Name, 1, len(lines))
	case next <= len(lines):
		add(label(next), next, len(lines))
	}
}

// joinFolds are the folds of a file, with those that touch, or have only empty
// lines between them, as one.
func joinFolds(f *lesson.File) []lesson.Fold {
	lines := highlight.Lines("", f.Data)
	empty := func(from, to int) bool {
		for n := from; n <= to; n++ {
			if n-1 < len(lines) && len(lines[n-1]) > 0 {
				return false
			}
		}
		return true
	}
	var joined []lesson.Fold
	for _, fold := range f.Folds {
		if last := len(joined) - 1; last >= 0 && empty(joined[last].To+1, fold.From-1) {
			joined[last].Name += ", " + fold.Name
			joined[last].To = max(joined[last].To, fold.To)
			continue
		}
		joined = append(joined, fold)
	}
	return joined
}

// openLine begins a line of code, which has a number and an address on the
// lesson's page.
func (p *page) openLine(file string, n int, class string) {
	p.Raw(`<span class="`, class, `"`)
	p.OwnPage(func() {
		p.id(` id="`, file+":"+strconv.Itoa(n))
		p.Raw(` data-line="`, strconv.Itoa(n), `"`)
	})
	p.Raw(">")
}

// runCommand is the command that runs a program of the lesson.
func (a *Article) runCommand(program string) string {
	command := "course run " + a.lesson.Number
	if len(a.lesson.Programs) > 0 && a.lesson.Programs[0].Name != program {
		command += " " + program
	}
	return command
}
