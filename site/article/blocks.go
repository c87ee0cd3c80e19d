package article

import (
	"github.com/seed-05413062/course/internal/highlight"
	"github.com/seed-05413062/course/internal/lesson"
)

// blocks write the kinds of blocks that are more than a listing.
var blocks = map[lesson.Kind]func(*page, *lesson.Block){
	lesson.KindCode:   (*page).plainCode,
	lesson.KindOutput: (*page).plainCode,
	lesson.KindScript: func(p *page, b *lesson.Block) { p.claims(b.From, b.To) },
	lesson.KindWant:   (*page).wantListing,
	lesson.KindPython: (*page).pythonListing,
}

// block adds a code block of the lesson.
func (p *page) block(b *lesson.Block) {
	write, ok := blocks[b.Kind]
	if !ok {
		write = (*page).listing
	}
	write(p, b)
}

// plainCode adds a block that is no file.
func (p *page) plainCode(b *lesson.Block) {
	label := b.Lang
	if b.Kind == lesson.KindOutput {
		label = p.words.Output
	}
	p.Raw(`<pre class="plain" tabindex="0" role="group" aria-label="`)
	p.Text(label)
	p.Raw(`"><code>`)
	for _, line := range highlight.Lines(b.Lang, b.Text) {
		p.code(line)
		p.Raw("\n")
	}
	p.Raw("</code></pre>\n")
}

// codeClasses are the classes of marked code; all else is plain.
var codeClasses = [...]string{
	highlight.Keyword: "k",
	highlight.String:  "s",
	highlight.Comment: "c",
	highlight.Number:  "m",
}

// code adds a line of code.
func (p *page) code(spans []highlight.Span) {
	for _, s := range spans {
		class := codeClasses[s.Class]
		if class == "" {
			p.Text(s.Text)
			continue
		}
		p.Raw(`<i class=`, class, `>`)
		p.Text(s.Text)
		p.Raw(`</i>`)
	}
}
