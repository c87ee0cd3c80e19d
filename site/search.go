package site

import (
	"bytes"

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
	var text, paragraph []byte
	add := func(words []byte) {
		for word := range bytes.FieldsSeq(words) {
			if len(text) > 0 {
				text = append(text, ' ')
			}
			text = append(text, word...)
		}
	}
	flush := func() {
		all[len(all)-1][2] += string(text)
		text = text[:0]
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
				add(line.Value(l.Source))
			}
		case *ast.Paragraph, *ast.TextBlock:
			paragraph = lesson.AppendText(paragraph[:0], n, l.Source)
			add(paragraph)
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
