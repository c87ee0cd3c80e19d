package site

import (
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"

	"github.com/seed-05413062/course/internal/lesson"
)

// transform makes a lesson's tree that of its page: counts headings, sets
// listings, marks what the notes said, and puts in what was recorded.
func (a *article) transform(doc ast.Node) {
	var fences []*ast.FencedCodeBlock
	var indented []*ast.CodeBlock
	var tables []ast.Node
	heading := 0
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			n.SetAttributeString("nth", heading)
			heading++
		case *ast.Blockquote:
			keepLines(n, a.lesson.Source)
		case *ast.Text:
			if n.SoftLineBreak() && lesson.Joins(n, a.lesson.Source) {
				n.SetSoftLineBreak(false)
			}
		case *ast.FencedCodeBlock:
			fences = append(fences, n)
		case *ast.CodeBlock:
			indented = append(indented, n)
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
		enclose(n, `<div class="wide-table" tabindex="0" role="group" aria-label="`+escape(a.words.Table)+`">`, "</div>\n")
	}
	for _, n := range indented {
		code := lesson.BlockText(n, a.lesson.Source)
		replace(n, func(s *sheet) { a.writeListing(s, listing{code: code}) })
	}
	a.placeFences(fences)
	a.quotes(doc)
	a.weave(doc)
}

// placeFences makes listings of the fenced blocks, and claims of the script.
func (a *article) placeFences(fences []*ast.FencedCodeBlock) {
	claims := a.lesson.Claims
	for _, n := range fences {
		var info []string
		if n.Info != nil {
			info = strings.Fields(string(n.Info.Segment.Value(a.lesson.Source)))
		}
		b := listing{}
		if len(info) > 0 {
			b.lang = info[0]
		}
		if b.lang == "testscript" {
			first := len(a.lesson.Claims) - len(claims)
			last := 0
			if n.Lines().Len() > 0 {
				last = a.lesson.LineOf(n.Lines().At(n.Lines().Len() - 1).Start)
			}
			count := 0
			for count < len(claims) && claims[count].Line <= last {
				count++
			}
			claims = claims[count:]
			replace(n, func(s *sheet) { a.writeProof(s, first, first+count) }).isProof = true
			continue
		}
		if len(info) > 1 {
			// A block that is a file is in the archive at its own line.
			if f := a.lesson.File(info[1]); f != nil && n.Info != nil && f.Line == a.lesson.LineOf(n.Info.Segment.Start)+1 {
				b.file, b.code = f, f.Data
			}
		}
		if b.file == nil {
			b.code = lesson.BlockText(n, a.lesson.Source)
		}
		p := replace(n, func(s *sheet) { a.writeListing(s, b) })
		p.listing = &b
	}
}

func replace(n ast.Node, write func(*sheet)) *piece {
	p := &piece{write: write}
	n.Parent().ReplaceChild(n.Parent(), n, p)
	return p
}

func enclose(n ast.Node, open, shut string) *wrap {
	w := &wrap{open: open, shut: shut}
	n.Parent().ReplaceChild(n.Parent(), n, w)
	w.AppendChild(w, n)
	return w
}
