package site

import (
	"strconv"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/seed-05413062/course/internal/lesson"
)

// markdown renders lessons. It has no state of its own: what it needs to know
// of a lesson is in the tree, or in the sheet that it writes.
var markdown = sync.OnceValue(func() goldmark.Markdown {
	return lesson.Markdown(goldmark.WithExtensions(extension{}))
})

// writeText writes the lesson's text, with all that belongs into it. It takes
// the tree.
func (a *article) writeText() (*sheet, error) {
	a.transform(a.lesson.Doc)
	s := newSheet(a.lesson.Name + ".")
	return s, markdown().Renderer().Render(s, a.lesson.Source, a.lesson.Doc)
}

// extension makes goldmark's Markdown that of a lesson's page.
type extension struct{}

func (extension) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(
		renderer.WithNodeRenderers(util.Prioritized(nodes{}, 100)),
		// With any other style goldmark drops the line end before code.
		html.WithEastAsianLineBreaks(html.EastAsianLineBreaksNone),
	)
}

// piece is a block that writes itself: a listing, a question, a picture.
type piece struct {
	ast.BaseBlock
	write   func(*sheet)
	listing *listing // where it is one
	isProof bool     // where it is a part of the script
}

// wrap is a block around others.
type wrap struct {
	ast.BaseBlock
	open, shut string // HTML
}

var (
	kindPiece = ast.NewNodeKind("Piece")
	kindWrap  = ast.NewNodeKind("Wrap")
)

func (*piece) Kind() ast.NodeKind          { return kindPiece }
func (*piece) IsRaw() bool                 { return true }
func (n *piece) Dump(src []byte, l int)    { ast.DumpHelper(n, src, l, nil, nil) }
func (*wrap) Kind() ast.NodeKind           { return kindWrap }
func (n *wrap) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// nodes renders what goldmark doesn't know, and what it would render
// otherwise.
type nodes struct{}

func (nodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindPiece, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		n.(*piece).write(w.(*sheet))
		return ast.WalkSkipChildren, nil
	})
	r.Register(kindWrap, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		part := n.(*wrap).shut
		if entering {
			part = n.(*wrap).open
		}
		_, err := w.WriteString(part)
		return ast.WalkContinue, err
	})
	r.Register(ast.KindHeading, renderHeading)
	r.Register(ast.KindLink, renderLink)
	r.Register(ast.KindImage, renderImage)
	r.Register(ast.KindHTMLBlock, renderHTMLBlock)
	r.Register(ast.KindRawHTML, renderRawHTML)
}

// renderHeading makes a heading a link to itself, unless it has links.
func renderHeading(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	s, n := w.(*sheet), node.(*ast.Heading)
	page, whole := strconv.Itoa(n.Level), strconv.Itoa(min(6, n.Level+1))
	nth, _ := n.AttributeString("nth")
	linked := !hasLink(n)
	if !entering {
		if linked {
			s.raw("</a>")
		}
		s.differ("</h"+page+">\n", "</h"+whole+">\n")
		return ast.WalkContinue, nil
	}
	s.differ("<h"+page, "<h"+whole)
	s.headingID(` id="`, nth.(int))
	s.raw(">")
	if linked {
		s.headingID(`<a href="#`, nth.(int))
		s.raw(">")
	}
	return ast.WalkContinue, nil
}

// renderLink leads a link to where it is meant to be in both places.
func renderLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	s, n := w.(*sheet), node.(*ast.Link)
	if !entering {
		s.raw("</a>")
		return ast.WalkContinue, nil
	}
	dest := string(n.Destination)
	s.raw(`<a href="`)
	s.fill(func(s *Site, p *page, whole bool) string {
		to, _ := s.link(p.lesson, dest)
		if whole {
			to = s.linkInWhole(p.lesson, to)
		}
		return address(to)
	})
	s.raw(`"`)
	s.title(n.Title)
	s.raw(">")
	return ast.WalkContinue, nil
}

// renderImage shows a picture of the folder of lessons.
func renderImage(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	s, n := w.(*sheet), node.(*ast.Image)
	if !entering {
		return ast.WalkContinue, nil
	}
	dest := string(n.Destination)
	s.raw(`<img src="`)
	s.fill(func(s *Site, p *page, _ bool) string {
		return address(root(pageName(p.lesson)) + s.pictures[dest])
	})
	s.raw(`" alt="`)
	s.plain(n, src)
	s.raw(`"`)
	s.title(n.Title)
	s.raw(">")
	return ast.WalkSkipChildren, nil
}

// plain adds the text below a node, in an attribute.
func (s *sheet) plain(n ast.Node, src []byte) {
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			if n.IsRaw() {
				s.text(string(n.Value(src)))
			} else {
				html.DefaultWriter.Write(s, n.Value(src))
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				s.raw(" ")
			}
		case *ast.RawHTML:
			s.text(lesson.RawText(n, src))
		case *ast.AutoLink:
			s.text(string(n.Label(src)))
		}
		return ast.WalkContinue, nil
	})
}

// title adds that of a link or a picture, if any.
func (s *sheet) title(title []byte) {
	if title != nil {
		s.raw(` title="`)
		html.DefaultWriter.Write(s, title)
		s.raw(`"`)
	}
}

// address is one as an attribute has it.
func address(to string) string {
	return string(util.EscapeHTML(util.URLEscape([]byte(to), true)))
}

func hasLink(n ast.Node) bool {
	found := false
	_ = ast.Walk(n, func(n ast.Node, _ bool) (ast.WalkStatus, error) {
		if k := n.Kind(); k == ast.KindLink || k == ast.KindAutoLink {
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}

// A lesson has no HTML of its own: what looks like it, <pid> in prose, is
// text that must not get lost. A comment is for those who read the source.

func renderHTMLBlock(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	n := node.(*ast.HTMLBlock)
	if !entering || n.HTMLBlockType == ast.HTMLBlockType2 {
		return ast.WalkSkipChildren, nil
	}
	_, _ = w.WriteString("<p>")
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		_, _ = w.WriteString(escape(string(segment.Value(src))))
	}
	if n.HasClosure() {
		_, _ = w.WriteString(escape(string(n.ClosureLine.Value(src))))
	}
	_, err := w.WriteString("</p>\n")
	return ast.WalkSkipChildren, err
}

func renderRawHTML(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkSkipChildren, nil
	}
	_, err := w.WriteString(escape(lesson.RawText(node.(*ast.RawHTML), src)))
	return ast.WalkSkipChildren, err
}
