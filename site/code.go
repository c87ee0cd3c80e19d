package site

import (
	"strings"

	"github.com/seed-05413062/course/internal/highlight"
)

// classOf has the classes of marked code; all else is plain.
var classOf = map[highlight.Class]string{
	highlight.Keyword: "k",
	highlight.Text:    "s",
	highlight.Comment: "c",
	highlight.Number:  "m",
}

// writeSpans writes a line of code as HTML.
func writeSpans(b *strings.Builder, spans []highlight.Span) {
	for _, s := range spans {
		class := classOf[s.Class]
		if class == "" {
			b.WriteString(escape(s.Text))
			continue
		}
		b.WriteString(`<i class=` + class + `>`)
		b.WriteString(escape(s.Text))
		b.WriteString(`</i>`)
	}
}
