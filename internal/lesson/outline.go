package lesson

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// addOutline finds the headings, links and images of the text, and the words
// of its sections.
func (l *Lesson) addOutline(doc ast.Node) {
	var words []byte // of the section
	closeSection := func() {
		body := strings.Join(strings.Fields(string(words)), " ")
		if n := len(l.Headings); n > 0 {
			l.Headings[n-1].Body = body
		} else {
			l.Intro = body
		}
		words = words[:0]
	}
	blocks := l.Blocks
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			closeSection()
			l.addHeading(n)
		case *ast.Link:
			l.addLink(n, n.Destination)
		case *ast.Image:
			l.addLink(n, n.Destination)
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			if b := blocks[0]; b.Kind != KindScript {
				words = append(append(words, ' '), b.Text...)
			}
			blocks = blocks[1:]
		case *ast.Paragraph, *ast.TextBlock:
			words = AppendText(append(words, ' '), n, l.Source)
		}
		return ast.WalkContinue, nil
	})
	closeSection()
}

func (l *Lesson) addHeading(n *ast.Heading) {
	h := Heading{Level: n.Level, Text: PlainText(n, l.Source)}
	if n.Lines().Len() > 0 {
		h.Line = l.LineOf(n.Lines().At(0).Start)
	}
	l.Headings = append(l.Headings, h)
}

func (l *Lesson) addLink(n ast.Node, to []byte) {
	link := Link{To: string(to), Line: l.lineOfInline(n, to)}
	if link.Image = n.Kind() == ast.KindImage; link.Image {
		link.NoAlt = PlainText(n, l.Source) == ""
	}
	l.Links = append(l.Links, link)
}

// lineOfInline is the line of an inline node, which goldmark doesn't keep:
// the first of its block's lines that has the text.
func (l *Lesson) lineOfInline(n ast.Node, text []byte) int {
	for ; n != nil; n = n.Parent() {
		if n.Type() != ast.TypeBlock || n.Lines().Len() == 0 {
			continue
		}
		for i := range n.Lines().Len() {
			segment := n.Lines().At(i)
			if bytes.Contains(segment.Value(l.Source), text) {
				return l.LineOf(segment.Start)
			}
		}
		return l.LineOf(n.Lines().At(0).Start)
	}
	return 0
}

// measure fills in Length: how much there is to read.
func (l *Lesson) measure() {
	end := 0 // of the last file
	countProse := func(to int) {
		wide, words := CountWords(string(l.Source[end:to]))
		l.Length.Wide += wide
		l.Length.Words += words
	}
	for _, f := range l.Files {
		l.Length.Code += f.Lines()
		countProse(l.lineStart(f.Line))
		end = l.lineStart(f.Line + f.Lines())
	}
	countProse(len(l.Source))
}

// hash fills in Hash.
func (l *Lesson) hash() {
	hashed := make([]byte, 0, len(l.Source)+1024)
	put := func(kind string, texts ...string) {
		hashed = append(hashed, kind...)
		for _, text := range texts {
			hashed = strconv.AppendQuote(append(hashed, ' '), text)
		}
		hashed = append(hashed, '\n')
	}
	for _, f := range l.Files {
		put("file", f.Name, f.Lang, f.Data)
	}
	for _, c := range l.Claims {
		put("claim", c.Text)
		for _, command := range c.Commands {
			if !command.is("broken") { // it changes no run
				put("command", command.Text)
			}
		}
	}
	sum := sha256.Sum256(hashed)
	l.Hash = hex.EncodeToString(sum[:16])
}
