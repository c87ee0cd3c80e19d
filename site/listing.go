package site

import (
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
func (a *article) writeListing(s *sheet, l listing) {
	if l.file == nil {
		label := l.lang
		if l.lang == "text" || label == "" {
			label = a.words.Output
		}
		s.raw(`<pre class="plain" tabindex="0" role="group" aria-label="`)
		s.text(label)
		s.raw(`"><code>`)
		for _, line := range highlight.Lines(l.lang, l.code) {
			s.code(line)
			s.raw("\n")
		}
		s.raw("</code></pre>\n")
		return
	}
	tag, head, class := "figure", "figcaption", "file"
	if l.lang == "python" {
		tag, head = "details", "summary"
	}
	if l.lang == "lanes" {
		class = "file want"
	}
	s.raw("<", tag, ` class="`, class, `"`)
	s.id(` id="`, l.file.Name)
	if tag == "details" {
		s.differ("", " open")
	}
	s.raw("><", head, `><code class="name">`)
	s.text(l.file.Name)
	s.raw("</code>")
	switch {
	case l.lang == "python":
		s.raw(" ")
		s.aside("span", a.words.Original)
	case l.lang == "lanes":
		s.raw(" ")
		s.aside("span", a.wantAside(l.file))
	case path.Base(l.file.Name) == "main.go":
		s.raw(` <kbd class="command">`)
		s.text(a.runs(path.Dir(l.file.Name)))
		s.raw("</kbd>")
	}
	s.raw("</", head, `><pre tabindex="0" role="group" aria-label="`)
	s.text(l.file.Name)
	s.raw(`"><code>`)
	if l.lang == "lanes" {
		a.writeWantLines(s, l.file)
	} else {
		for i, line := range highlight.Lines(l.lang, l.code) {
			s.openLine(l.file.Name, i+1, "l")
			s.code(line)
			s.raw("\n</span>")
		}
	}
	s.raw("</code></pre></", tag, ">\n")
}

// openLine begins a line of code, which has an address on the lesson's page.
func (s *sheet) openLine(file string, n int, class string) {
	s.raw(`<span class="`, class, `"`)
	from := s.here()
	s.raw(` id="`)
	s.text(file)
	s.html = strconv.AppendInt(append(s.html, ':'), int64(n), 10)
	s.raw(`"`)
	s.alone(from)
	s.raw(">")
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
func (a *article) writeWantLines(s *sheet, f *lesson.File) {
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
		s.openLine(f.Name, i+1, class)
		if before, after, ok := strings.Cut(line, "| "); ok && lane != "" {
			s.tag("b", before)
			s.raw("<i class=c>|</i> ")
			line = after
		}
		s.text(line)
		s.raw("\n</span>")
	}
}
