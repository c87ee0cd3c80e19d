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
	whole bool // not broken but at its spaces: it is code
}

// Line ends of the source. Text that is clean has neither.
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

// inlines is what is in a block.
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
	case *ast.RawHTML: // <pid> in prose, which must not get lost
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
		// What is quoted keeps its lines.
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

// codeSpan keeps its quotes where there is no colour to tell it by.
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

// address is where a link leads, if that is outside of the course.
func address(to string) []run {
	if !strings.Contains(to, "://") {
		return nil
	}
	return []run{{text: " (" + clean(to) + ")", style: faint}}
}

// clean makes text safe for a terminal: a lesson may come from anybody, and
// must not move the cursor, nor turn what is read the other way round.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t', r == '\n', r == '\r':
			return ' '
		case unsafe(r):
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

func unsafe(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// cleanCode is as clean, with tabs to the next multiple of four columns.
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
