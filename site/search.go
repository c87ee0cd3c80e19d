package site

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-05413062/course/internal/lesson"
)

// searchName is the file with the text of all sections of a language. It is
// a script, since a page that was opened from disk may load nothing else.
func searchName(lang string) string { return "assets/search-" + lang + ".js" }

// found is a section as the search knows it: address, title, text.
type found [3]string

// sections are the title of a lesson, and the text of its sections.
func (p *page) sections(l *lesson.Lesson) []found {
	all := []found{{l.Name + ".html", l.Number + " " + l.Title, l.Summary + " "}}
	next := 0
	var text folded
	var paragraph []byte
	flush := func() {
		all[len(all)-1][2] += string(text.text)
		text = folded{text: text.text[:0]}
	}
	_ = ast.Walk(l.Doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			flush()
			all = append(all, found{"#" + p.names[next], l.Headings[next].Text, ""})
			next++
			return ast.WalkSkipChildren, nil
		case *ast.FencedCodeBlock:
			if n.Info != nil && bytes.HasPrefix(n.Info.Segment.Value(l.Source), []byte("testscript")) {
				return ast.WalkSkipChildren, nil
			}
			for i := range n.Lines().Len() {
				line := n.Lines().At(i)
				text.add(line.Value(l.Source))
			}
		case *ast.Paragraph, *ast.TextBlock:
			paragraph = lesson.AppendText(paragraph[:0], n, l.Source)
			text.add(paragraph)
			text.gap = true
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	flush()
	for i, c := range l.Claims {
		all = append(all, found{"#" + claimID(i), c.Text, ""})
	}
	return all
}

// folded is text whose white space is one space each, and none at its ends.
type folded struct {
	text []byte
	gap  bool // white space has come
}

func (f *folded) add(text []byte) {
	for len(text) > 0 {
		r, n := rune(text[0]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRune(text)
		}
		if unicode.IsSpace(r) {
			f.gap = true
		} else {
			if f.gap && len(f.text) > 0 {
				f.text = append(f.text, ' ')
			}
			f.gap = false
			f.text = append(f.text, text[:n]...)
		}
		text = text[n:]
	}
}
