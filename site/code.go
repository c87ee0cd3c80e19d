package site

import (
	"github.com/seed-05413062/course/internal/highlight"
)

// classOf has the classes of marked code; all else is plain.
var classOf = [...]string{
	highlight.Keyword: "k",
	highlight.Text:    "s",
	highlight.Comment: "c",
	highlight.Number:  "m",
}

// code adds a line of code.
func (m *markup) code(spans []highlight.Span) {
	for _, s := range spans {
		class := classOf[s.Class]
		if class == "" {
			m.text(s.Text)
			continue
		}
		m.raw(`<i class=`, class, `>`)
		m.text(s.Text)
		m.raw(`</i>`)
	}
}
