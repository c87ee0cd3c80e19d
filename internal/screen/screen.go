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

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
)

// Options are what the terminal and its user ask for.
type Options struct {
	Width   int // columns; no line is longer, unless one character is
	Colours bool
	All     bool // also what the lesson folds
	// Outcome says what was recorded of a claim, from 0, "" for nothing. It may
	// be nil.
	Outcome func(claim int) string
	// Command is a command line for the reader to type: of "run", "05" it makes
	// "course -C dir run 05".
	Command func(words ...string) string
}

const (
	minWidth = 24 // of the text: a narrower terminal cuts it
	margin   = "  "
)

// Lesson is a lesson as text: its front matter as a heading, its prose
// wrapped, its scripts as claims, its other blocks as code. The text ends with
// a line end, and has no escape sequences without Options.Colours.
func Lesson(l *lesson.Lesson, o Options) string {
	p := &printer{
		Options: o, lesson: l, src: l.Source,
		language: lang.Of(l.Lang), lanes: map[string]int{},
	}
	p.Width = max(p.Width, minWidth)
	p.heading()
	p.blocks(l.Tree(), margin)
	return p.out.String()
}

// printer writes a lesson block by block.
type printer struct {
	Options
	lesson   *lesson.Lesson
	src      []byte
	language *lang.Language
	lanes    map[string]int // colours, by the names of lanes
	claims   int            // how many have been written
	saidAll  bool           // that "show --all" shows hidden lines
	marker   string         // replaces the indentation of the next line, "" for none: "  1. "
	out      strings.Builder
}

// heading writes the front matter.
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
			continue // a comment, for readers of the source
		}
		isFirst := n == parent.FirstChild() && parent.Kind() != ast.KindDocument
		if isTight := n.Kind() == ast.KindTextBlock; !isFirst && !isTight {
			p.empty(indent)
		}
		p.block(n, indent)
	}
}

func (p *printer) block(n ast.Node, indent string) {
	switch n := n.(type) {
	case *ast.Heading:
		// As in manuals, text is indented below its headings.
		p.flow(strings.TrimPrefix(indent, margin), styled(p.inlines(n), bold|accent))
	case *ast.Blockquote:
		p.blocks(n, p.deeper(indent, bar))
	case *ast.List:
		p.list(n, indent)
	case *lesson.BlockNode:
		p.codeBlock(n.Block, indent)
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
		marker := "• "
		if n.IsOrdered() {
			marker = fmt.Sprintf("%*s", len(last), fmt.Sprintf("%d. ", number))
			number++
		}
		if p.marker == "" {
			p.marker = indent
		}
		p.marker = p.deeper(p.marker, marker)
		p.blocks(item, p.deeper(indent, strings.Repeat(" ", width(marker))))
		if p.marker != "" { // an empty item
			p.line("", nil)
		}
	}
}

// footnotes are written at the end, each with the number that stands in the
// text.
func (p *printer) footnotes(list ast.Node, indent string) {
	p.rule(indent, 8)
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		marker := fmt.Sprintf("[%d] ", n.(*east.Footnote).Index)
		p.marker = p.deeper(indent, marker)
		p.blocks(n, p.deeper(indent, strings.Repeat(" ", width(marker))))
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
