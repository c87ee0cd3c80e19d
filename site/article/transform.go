package article

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/site/html"
)

// transform makes a lesson's tree that of its page: numbers headings, frames
// tables and quotations of the notes, and inserts what was recorded.
func (p *page) transform(doc ast.Node) {
	src := p.lesson.Source
	var tables []ast.Node
	headings := 0
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.SetAttributeString(attributeNumber, headings)
			headings++
		case *ast.Blockquote:
			p.keepLines(n)
		case *ast.Text:
			if n.SoftLineBreak() && lesson.Joins(n, src) {
				n.SetSoftLineBreak(false)
			}
		case *extast.Table:
			tables = append(tables, n)
		case *extast.TableCell:
			if n.Alignment == extast.AlignRight || n.Alignment == extast.AlignCenter {
				n.SetAttributeString("class", []byte(n.Alignment.String()))
			}
		}
		return ast.WalkContinue, nil
	})
	for _, n := range tables {
		enclose(n, `<div class="wide-table" tabindex="0" role="group" aria-label="`+html.Escape(p.words.AuthorTable)+`">`, "</div>\n")
	}
	p.frameQuotes(doc)
	p.insertRecorded(doc)
}

func enclose(n ast.Node, open, shut string) *wrap {
	w := &wrap{open: open, shut: shut}
	n.Parent().ReplaceChild(n.Parent(), n, w)
	w.AppendChild(w, n)
	return w
}
