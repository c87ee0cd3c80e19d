package site

import (
	"html/template"
	"strings"
)

// The rows of transcripts and tables are most of a page. They are written
// without a template, which takes ten times as long for them as for the rest.

// transcript is the lines of a run as a list.
func transcript(lines []line) template.HTML {
	var b strings.Builder
	b.WriteString(`<ol class="transcript">`)
	for _, l := range lines {
		b.WriteString("\n" + `<li class="` + escape(l.Class))
		if l.Stderr {
			b.WriteString(" stderr")
		}
		b.WriteByte('"')
		if l.Ms != "" {
			b.WriteString(` data-ms="` + escape(l.Ms) + `"`)
		}
		b.WriteString(`><b>` + escape(l.Who) + `</b> <code>` + escape(l.Text) + `</code></li>`)
	}
	b.WriteString("\n</ol>")
	return template.HTML(b.String())
}

// rows are the events of a run as rows of a table.
func rows(events []event) template.HTML {
	var b strings.Builder
	for _, e := range events {
		b.WriteString("\n<tr><td>" + escape(e.Ms) + `</td><td class="` + escape(e.Class) + `"><b>` + escape(e.Who) +
			"</b></td><td>" + escape(e.What) + "</td><td><code>" + escape(e.Text) + "</code></td></tr>")
	}
	return template.HTML(b.String())
}
