// Package screen turns a lesson into text for a terminal.
//
// It renders goldmark's tree itself. glamour, the usual library for that,
// takes 15 ms before main, puts a space at each line end between Chinese
// characters, breaks no line within Chinese, and fills all lines with blanks.
package screen

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
)

// Options are of the terminal.
type Options struct {
	Width   int // columns; no line is longer, unless one character is
	Colours bool
	// Command is how the reader calls the command: "course -C dir".
	Command string
}

const (
	leastWidth = 24 // of the text: what is narrower is cut by the terminal
	margin     = "  "
)

// Lesson is a lesson as text that ends in a line end: its front matter as a
// heading, its prose wrapped, its scripts as claims, its other blocks as
// code. Without Options.Colours it has no escape sequences.
func Lesson(l *lesson.Lesson, o Options) string {
	p := &printer{
		Options: o, lesson: l, src: l.Source,
		language: lang.Of(l.Lang), lanes: map[string]int{},
	}
	p.Width = max(p.Width, leastWidth)
	p.heading()
	p.blocks(lesson.Markdown().Parser().Parse(text.NewReader(l.Source)), margin)
	return p.out.String()
}

// printer writes a lesson block by block.
type printer struct {
	Options
	lesson   *lesson.Lesson
	src      []byte
	language *lang.Language
	lanes    map[string]int // by name: the colour
	claims   int            // that have been written
	mark     string         // what the next line begins with in place of its indentation, "" for that
	out      strings.Builder
}

// heading is the front matter.
func (p *printer) heading() {
	l := p.lesson
	p.flow("", []run{{text: l.Number + "  " + clean(l.Title), style: accent | bold}})
	p.flow(margin, []run{{text: clean(l.Part), style: faint}})
	p.empty("")
	p.flow(margin, []run{{text: clean(l.Summary)}})
	p.rule(margin, p.Width-2*len(margin))
}

// blocks writes the children of a node, with an empty line before each that
// is not in a tight list.
func (p *printer) blocks(parent ast.Node, indent string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		if h, ok := n.(*ast.HTMLBlock); ok && h.HTMLBlockType == ast.HTMLBlockType2 {
			continue // a comment is for those who read the source
		}
		first := n == parent.FirstChild() && parent.Kind() != ast.KindDocument
		if tight := n.Kind() == ast.KindTextBlock; !first && !tight {
			p.empty(indent)
		}
		p.block(n, indent)
	}
}

func (p *printer) block(n ast.Node, indent string) {
	switch n := n.(type) {
	case *ast.Heading:
		// As in manuals: the text stands in from its headings.
		p.flow(strings.TrimPrefix(indent, margin), styled(p.inlines(n), bold|accent))
	case *ast.Blockquote:
		p.blocks(n, p.deeper(indent, bar))
	case *ast.List:
		p.list(n, indent)
	case *ast.FencedCodeBlock:
		p.fence(n, indent)
	case *ast.CodeBlock:
		p.code("", source(n, p.src), indent)
	case *ast.HTMLBlock:
		p.code("", source(n, p.src), indent)
	case *ast.ThematicBreak:
		p.rule(indent, 8)
	case *east.FootnoteList:
		p.footnotes(n, indent)
	case *east.Table:
		p.table(n, indent)
	default:
		p.flow(indent, p.inlines(n))
	}
}

func (p *printer) list(n *ast.List, indent string) {
	number := n.Start
	last := fmt.Sprintf("%d. ", n.Start+n.ChildCount()-1)
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		if item != n.FirstChild() && !n.IsTight {
			p.empty(indent)
		}
		mark := "• "
		if n.IsOrdered() {
			mark = fmt.Sprintf("%*s", len(last), fmt.Sprintf("%d. ", number))
			number++
		}
		if p.mark == "" {
			p.mark = indent
		}
		p.mark = p.deeper(p.mark, mark)
		p.blocks(item, p.deeper(indent, strings.Repeat(" ", width(mark))))
		if p.mark != "" { // an item of nothing
			p.line("", nil)
		}
	}
}

// footnotes are written at the end, each with the number that stands in the
// text.
func (p *printer) footnotes(list ast.Node, indent string) {
	p.rule(indent, 8)
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		mark := fmt.Sprintf("[%d] ", n.(*east.Footnote).Index)
		p.mark = p.deeper(indent, mark)
		p.blocks(n, p.deeper(indent, strings.Repeat(" ", width(mark))))
	}
}

// source is the text of a block's lines.
func source(n ast.Node, src []byte) string {
	var b strings.Builder
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		b.Write(segment.Value(src))
	}
	return b.String()
}
