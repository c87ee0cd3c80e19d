package screen

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// run is text of one style.
type run struct {
	text  string
	style style
	whole bool // code, which is broken at its spaces only
}

// Line ends of the source. Clean text has neither.
const (
	softBreak = "\r"
	hardBreak = "\n"
)

// styled gives all runs a style.
func styled(runs []run, s style) []run {
	for i := range runs {
		runs[i].style = runs[i].style.with(s)
	}
	return runs
}

// inlines is the text of a block.
func (p *printer) inlines(parent ast.Node) []run {
	var runs []run
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		runs = append(runs, p.inline(n)...)
	}
	return runs
}

func (p *printer) inline(n ast.Node) []run {
	switch n := n.(type) {
	case *ast.Text:
		return p.text(n)
	case *ast.String:
		return []run{{text: clean(string(n.Value))}}
	case *ast.CodeSpan:
		return []run{{text: p.codeSpan(n), style: code, whole: true}}
	case *ast.Emphasis:
		if n.Level == 1 && p.language.Italics() {
			return styled(p.inlines(n), italic)
		}
		return styled(p.inlines(n), bold)
	case *east.Strikethrough:
		return styled(p.inlines(n), strike)
	case *east.FootnoteLink:
		return []run{{text: fmt.Sprintf("[%d]", n.Index), style: faint}}
	case *ast.AutoLink:
		return []run{{text: clean(string(n.URL(p.src))), style: underline}}
	case *ast.Link:
		return append(styled(p.inlines(n), underline), address(string(n.Destination))...)
	case *ast.Image:
		return append(p.inlines(n), address(string(n.Destination))...)
	case *ast.RawHTML: // such as <pid> in prose, which is to be seen
		var b strings.Builder
		for i := range n.Segments.Len() {
			segment := n.Segments.At(i)
			b.Write(segment.Value(p.src))
		}
		if strings.HasPrefix(b.String(), "<!--") {
			return nil
		}
		return []run{{text: clean(b.String())}}
	}
	return p.inlines(n)
}

func (p *printer) text(n *ast.Text) []run {
	value := n.Segment.Value(p.src)
	if !n.IsRaw() {
		value = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(value)))
	}
	runs := []run{{text: clean(string(value))}}
	switch {
	case n.HardLineBreak(), n.SoftLineBreak() && within(n, ast.KindBlockquote):
		// A quotation keeps its lines.
		runs = append(runs, run{text: hardBreak})
	case n.SoftLineBreak():
		runs = append(runs, run{text: softBreak})
	}
	return runs
}

func within(n ast.Node, kind ast.NodeKind) bool {
	for n = n.Parent(); n != nil; n = n.Parent() {
		if n.Kind() == kind {
			return true
		}
	}
	return false
}

// codeSpan keeps its quotes where no colour tells it from prose.
func (p *printer) codeSpan(n *ast.CodeSpan) string {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b.Write(t.Segment.Value(p.src))
		}
	}
	text := clean(strings.ReplaceAll(b.String(), "\n", " "))
	if !p.Colours {
		text = "`" + text + "`"
	}
	return text
}

// address is the address of a link out of the course.
func address(to string) []run {
	if !strings.Contains(to, "://") {
		return nil
	}
	return []run{{text: " (" + clean(to) + ")", style: faint}}
}

// clean makes prose safe for a terminal: a stranger's lesson must not move the
// cursor, nor reverse the order of characters. The marks that Arabic and Hebrew
// need between words and numbers stay.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r':
			return ' '
		case r == '\u200e', r == '\u200f', r == '\u061c':
			return r
		case unsafe(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

func unsafe(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// cleanCode makes code safe likewise. In code the invisible marks do not stay,
// and tabs lead to the next multiple of four columns.
func cleanCode(s string) string {
	var b strings.Builder
	column := 0
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteRune(r)
			column = 0
			continue
		case r == '\t':
			blanks := strings.Repeat(" ", 4-column%4)
			b.WriteString(blanks)
			column += len(blanks)
			continue
		case unsafe(r):
			r = unicode.ReplacementChar
		}
		b.WriteRune(r)
		column += width(string(r))
	}
	return b.String()
}
