package site

import (
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/highlight"
	"github.com/seed-05413062/course/internal/lesson"
)

// listing is a block of code.
type listing struct {
	lang string
	code string
	file *lesson.File // nil where it is only prose
}

// writeListing writes a block of code. Where it is a file it has a name, the
// command that runs it, and an id for each line.
func (a *article) writeListing(w io.Writer, l listing) error {
	var b strings.Builder
	if l.file == nil {
		label := l.lang
		if l.lang == "text" || label == "" {
			label = a.words.Output
		}
		fmt.Fprintf(&b, `<pre class="plain" tabindex="0" role="group" aria-label="%s"><code>`, escape(label))
		for _, line := range highlight.Lines(l.lang, l.code) {
			writeSpans(&b, line)
			b.WriteByte('\n')
		}
		b.WriteString("</code></pre>\n")
		_, err := io.WriteString(w, b.String())
		return err
	}
	folds := l.lang == "python"
	id := escape(a.prefix + l.file.Name)
	tag, head := "figure", "figcaption"
	open := ""
	if folds {
		tag, head = "details", "summary"
		if a.whole {
			open = " open"
		}
	}
	class := "file"
	if l.lang == "lanes" {
		class = "file want"
	}
	fmt.Fprintf(&b, `<%s class="%s" id="%s"%s><%s><code class="name">%s</code>`, tag, class, id, open, head, escape(l.file.Name))
	switch {
	case folds:
		fmt.Fprintf(&b, ` <span class="aside">%s</span>`, escape(a.words.Original))
	case l.lang == "lanes":
		fmt.Fprintf(&b, ` <span class="aside">%s</span>`, escape(a.wantAside(l.file)))
	case path.Base(l.file.Name) == "main.go":
		fmt.Fprintf(&b, ` <kbd class="command">%s</kbd>`, escape(a.runs(path.Dir(l.file.Name))))
	}
	fmt.Fprintf(&b, `</%s><pre tabindex="0" role="group" aria-label="%s"><code>`, head, escape(l.file.Name))
	if l.lang == "lanes" {
		a.writeWantLines(&b, l.file)
	} else {
		for i, line := range highlight.Lines(l.lang, l.code) {
			a.openLine(&b, l.file.Name, i+1, "l")
			writeSpans(&b, line)
			b.WriteString("\n</span>")
		}
	}
	fmt.Fprintf(&b, "</code></pre></%s>\n", tag)
	_, err := io.WriteString(w, b.String())
	return err
}

// openLine begins a line that has an address.
func (a *article) openLine(b *strings.Builder, file string, n int, class string) {
	if a.whole {
		b.WriteString(`<span class="` + class + `">`)
		return
	}
	b.WriteString(`<span class="` + class + `" id="` + escape(lineID(file, n)) + `">`)
}

// runs is the command that runs a program of the lesson.
func (a *article) runs(program string) string {
	command := "course run " + a.lesson.Number
	if len(a.lesson.Programs) > 0 && a.lesson.Programs[0].Name != program {
		command += " " + program
	}
	return command
}

// wantAside says how many orders a want file allows.
func (a *article) wantAside(f *lesson.File) string {
	want := a.want(f.Name)
	if want == nil {
		return a.words.Waits
	}
	return a.words.Waits + " · " + a.words.F(a.words.Orders, short(want.Orders().String()))
}

// short writes a number of more than nine digits as a power of ten.
func short(n string) string {
	if len(n) <= 9 {
		return n
	}
	return "≈ " + n[:1] + "." + n[1:2] + " × 10^" + strconv.Itoa(len(n)-1)
}

// writeWantLines writes a want file, each line in the colour of its lane.
func (a *article) writeWantLines(b *strings.Builder, f *lesson.File) {
	colours := a.colours(f.Name)
	lanes := map[int]string{}
	if want := a.want(f.Name); want != nil {
		for _, line := range want.Lines() {
			lanes[line.Line] = line.Lane
		}
	}
	for i, line := range strings.Split(strings.TrimSuffix(f.Data, "\n"), "\n") {
		lane, known := lanes[f.Line+i]
		class := "l"
		if known {
			class += " " + colours.of(lane)
		}
		a.openLine(b, f.Name, i+1, class)
		if before, after, ok := strings.Cut(line, "| "); ok && lane != "" {
			b.WriteString(`<b>` + escape(before) + `</b><i class=c>|</i> ` + escape(after))
		} else {
			b.WriteString(escape(line))
		}
		b.WriteString("\n</span>")
	}
}
