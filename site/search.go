package site

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/yuin/goldmark/ast"

	"github.com/seed-05413062/course/internal/lesson"
)

// searchName is the file with the text of all sections of a language. It is
// a script, since a page that was opened from disk may load nothing else.
func searchName(lang string) string { return "assets/search-" + lang + ".js" }

// writeSections writes what the search knows of a lesson: its title, the text
// of its sections and its claims, each as ["address", "title", "text"].
func writeSections(s *sheet, l *lesson.Lesson) {
	next := 0
	text := make([]byte, 0, len(l.Source)) // of the section; spaces, tabs and line ends as one space
	text = append(append(text, l.Summary...), ' ')
	start := len(text)
	var paragraph []byte
	add := func(words []byte) {
		gap := true
		for _, c := range words {
			if c == ' ' || c == '\n' || c == '\t' {
				gap = true
				continue
			}
			if gap && len(text) > start {
				text = append(text, ' ')
			}
			gap = false
			text = append(text, c)
		}
	}
	s.raw(`[["`, l.Name, `.html",`)
	s.json([]byte(l.Number + " " + l.Title))
	_ = ast.Walk(l.Doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			s.raw(",")
			s.json(text)
			text, start = text[:0], 0
			nth := next
			s.raw(`],["#`)
			s.fill(func(_ *Site, p *page, _ bool) string { return p.names[nth] })
			s.raw(`",`)
			s.json([]byte(l.Headings[nth].Text))
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
	s.raw(",")
	s.json(text)
	for i, c := range l.Claims {
		s.raw(`],["#`, claimID(i), `",`)
		s.json([]byte(c.Text))
		s.raw(`,""`)
	}
	s.raw("]]")
}

// json adds a text as JSON. Lessons are UTF-8, and JSON has no other fault to
// find with a text.
func (s *sheet) json(text []byte) { s.html, _ = jsontext.AppendQuote(s.html, text) }
