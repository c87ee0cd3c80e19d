package article

import (
	"strconv"
	"sync"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"

	"github.com/seed-05413062/course/internal/lesson"
	write "github.com/seed-05413062/course/site/html"
)

// markdown renders lessons. It has no state of its own: what it needs to know
// of a lesson is in the tree, or in the *page that it writes to.
var markdown = sync.OnceValue(func() goldmark.Markdown {
	return lesson.Markdown(goldmark.WithExtensions(extension{}))
})

// extension makes goldmark's Markdown that of a lesson's page.
type extension struct{}

func (extension) Extend(m goldmark.Markdown) {
	m.Renderer().AddOptions(
		renderer.WithNodeRenderers(util.Prioritized(nodes{}, 100)),
		// With any other style goldmark drops the line end before code.
		html.WithEastAsianLineBreaks(html.EastAsianLineBreaksNone),
	)
}

// inserted is a block that the lesson's text does not have: a question, runs.
type inserted struct {
	ast.BaseBlock
	write func(*page)
}

// wrap is a block around others.
type wrap struct {
	ast.BaseBlock
	open, shut string // HTML
}

var (
	kindInserted = ast.NewNodeKind("Inserted")
	kindWrap     = ast.NewNodeKind("Wrap")
)

func (*inserted) Kind() ast.NodeKind       { return kindInserted }
func (n *inserted) Dump(src []byte, l int) { ast.DumpHelper(n, src, l, nil, nil) }
func (*wrap) Kind() ast.NodeKind           { return kindWrap }
func (n *wrap) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// nodes renders what goldmark doesn't know, and what it would render
// otherwise.
type nodes struct{}

func (nodes) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindInserted, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			n.(*inserted).write(w.(*page))
		}
		return ast.WalkSkipChildren, nil
	})
	r.Register(lesson.KindBlockNode, func(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.(*page).block(n.(*lesson.BlockNode).Block)
		}
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

// attributeNumber is that of a heading, from 0.
const attributeNumber = "number"

// renderHeading makes a heading a link to itself, unless it has links.
func renderHeading(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	p, n := w.(*page), node.(*ast.Heading)
	tag := "h" + strconv.Itoa(n.Level)
	linked := !hasLink(n)
	if !entering {
		if linked {
			p.Raw("</a>")
		}
		p.Raw("</", tag, ">\n")
		return ast.WalkContinue, nil
	}
	number, _ := n.AttributeString(attributeNumber)
	id := p.course.HeadingID(p.lesson, number.(int))
	p.Raw("<", tag)
	p.id(` id="`, id)
	p.Raw(">")
	if linked {
		p.id(`<a href="#`, id)
		p.Raw(">")
	}
	return ast.WalkContinue, nil
}

// renderLink leads a link to where it is meant to be on both pages.
func renderLink(w util.BufWriter, _ []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	p, n := w.(*page), node.(*ast.Link)
	if !entering {
		p.Raw("</a>")
		return ast.WalkContinue, nil
	}
	own, whole := p.course.Link(p.lesson, string(n.Destination))
	p.Raw(`<a href="`)
	if own == whole {
		p.Raw(address(own))
	} else {
		p.Differ(address(own), address(whole))
	}
	p.Raw(`"`)
	p.title(n.Title)
	p.Raw(">")
	return ast.WalkContinue, nil
}

// renderImage shows an image of the folder of lessons.
func renderImage(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	p, n := w.(*page), node.(*ast.Image)
	if !entering {
		return ast.WalkContinue, nil
	}
	p.Raw(`<img src="`, address(p.course.Image(string(n.Destination))), `" alt="`)
	p.plain(n, src)
	p.Raw(`"`)
	p.title(n.Title)
	p.Raw(">")
	return ast.WalkSkipChildren, nil
}

// plain adds the text below a node, in an attribute.
func (p *page) plain(n ast.Node, src []byte) {
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			if n.IsRaw() {
				p.Text(string(n.Value(src)))
			} else {
				html.DefaultWriter.Write(p, n.Value(src))
			}
			if n.SoftLineBreak() || n.HardLineBreak() {
				p.Raw(" ")
			}
		case *ast.RawHTML:
			p.Text(lesson.RawText(n, src))
		case *ast.AutoLink:
			p.Text(string(n.Label(src)))
		}
		return ast.WalkContinue, nil
	})
}

// title adds that of a link or a picture, if any.
func (p *page) title(title []byte) {
	if title != nil {
		p.Raw(` title="`)
		html.DefaultWriter.Write(p, title)
		p.Raw(`"`)
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
		_, _ = w.WriteString(write.Escape(string(segment.Value(src))))
	}
	if n.HasClosure() {
		_, _ = w.WriteString(write.Escape(string(n.ClosureLine.Value(src))))
	}
	_, err := w.WriteString("</p>\n")
	return ast.WalkSkipChildren, err
}

func renderRawHTML(w util.BufWriter, src []byte, node ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkSkipChildren, nil
	}
	_, err := w.WriteString(write.Escape(lesson.RawText(node.(*ast.RawHTML), src)))
	return ast.WalkSkipChildren, err
}
