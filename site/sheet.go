package site

import (
	"io"
	"slices"
	"sync"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// markup is HTML while it is written. What is most of a page is written this
// way, and not by a template, which takes ten times as long.
type markup struct{ html []byte }

// raw adds HTML.
func (m *markup) raw(parts ...string) {
	for _, p := range parts {
		m.html = append(m.html, p...)
	}
}

// text adds text, made safe in HTML and in attributes between double quotes.
func (m *markup) text(s string) { m.html = appendEscaped(m.html, s) }

// attr adds an attribute.
func (m *markup) attr(name, value string) {
	m.raw(" ", name, `="`)
	m.text(value)
	m.raw(`"`)
}

// attrOr adds an attribute where it has a value.
func (m *markup) attrOr(name, value string) {
	if value != "" {
		m.attr(name, value)
	}
}

// tag adds an element that holds nothing but text: tag("b", "one").
func (m *markup) tag(name, text string) {
	m.raw("<", name, ">")
	m.text(text)
	m.raw("</", name, ">")
}

// aside adds a small remark.
func (m *markup) aside(element, text string) {
	m.raw("<", element, ` class="aside">`)
	m.text(text)
	m.raw("</", element, ">")
}

// sheet is a lesson as HTML, written once for two places: the page of the
// lesson, and the page of the whole course. There ids begin with the lesson's
// name, headings are a level deeper, all that folds is open, and nothing is
// to be played with. What depends on other lessons is left open, and filled in
// when the course is known. goldmark writes into a sheet, as into any
// util.BufWriter.
type sheet struct {
	markup        // as it is on the lesson's page
	cuts   []cut  // where that is not all, in their order
	prefix string // of ids on the page of the whole course
}

// cut is a stretch of a sheet that is on the lesson's page alone, or, where
// there is a filling, on neither.
type cut struct {
	from, to int
	whole    string  // what the page of the whole course has in its place
	filling  filling // what both have in its place
}

// filling is HTML that depends on the course. whole says that it is for the
// page of the whole course.
type filling func(s *Site, p *page, whole bool) string

var _ util.BufWriter = (*sheet)(nil)

func newSheet(prefix string) *sheet {
	s := sheets.Get().(*sheet)
	s.html, s.cuts, s.prefix = s.html[:0], s.cuts[:0], prefix
	return s
}

var sheets = sync.Pool{New: func() any { return new(sheet) }}

// tight is a copy in no more room than it needs, to be written.
func (s *sheet) tight() *sheet {
	return &sheet{markup: markup{slices.Clone(s.html)}, cuts: slices.Clone(s.cuts)}
}

// differ adds HTML that is not the same in the two places.
func (s *sheet) differ(page, whole string) {
	from := len(s.html)
	s.html = append(s.html, page...)
	s.cuts = append(s.cuts, cut{from: from, to: len(s.html), whole: whole})
}

// fill adds HTML that is not known before the course is.
func (s *sheet) fill(f filling) {
	s.cuts = append(s.cuts, cut{from: len(s.html), to: len(s.html), filling: f})
}

// place is one in a sheet, between what is there and what will be added.
type place struct{ html, cuts int }

func (s *sheet) here() place { return place{len(s.html), len(s.cuts)} }

// alone says that what was added since from is on the lesson's page alone.
// Nothing in it is to be filled in.
func (s *sheet) alone(from place) {
	for _, c := range s.cuts[from.cuts:] {
		if c.filling != nil {
			panic("site: what is on one page alone is filled in")
		}
	}
	s.cuts = s.cuts[:from.cuts] // what differed in there differs no more
	s.cuts = append(s.cuts, cut{from: from.html, to: len(s.html)})
}

// id adds an id, or what refers to one: attribute is ` id="` or ` href="#`.
func (s *sheet) id(attribute, id string) {
	s.raw(attribute)
	s.differ("", s.prefix)
	s.text(id)
	s.raw(`"`)
}

// label adds the heading of a block that is not the lesson's own.
func (s *sheet) label(text string) {
	s.differ(`<h2 class="label">`, `<h4 class="label">`)
	s.text(text)
	s.differ("</h2>\n", "</h4>\n")
}

// headingID is id with that of the nth heading.
func (s *sheet) headingID(attribute string, n int) {
	s.raw(attribute)
	s.differ("", s.prefix)
	s.fill(func(_ *Site, p *page, _ bool) string { return p.names[n] })
	s.raw(`"`)
}

// write writes what is on the lesson's page, or on the page of the whole
// course.
func (s *sheet) write(w io.Writer, in *Site, p *page, whole bool) error {
	done := 0
	for _, c := range s.cuts {
		text := c.whole
		switch {
		case c.filling != nil:
			text = c.filling(in, p, whole)
		case !whole:
			continue // it stands there
		}
		if _, err := w.Write(s.html[done:c.from]); err != nil {
			return err
		}
		if _, err := io.WriteString(w, text); err != nil {
			return err
		}
		done = c.to
	}
	_, err := w.Write(s.html[done:])
	return err
}

func (s *sheet) Write(p []byte) (int, error) {
	s.html = append(s.html, p...)
	return len(p), nil
}

func (s *sheet) WriteString(p string) (int, error) {
	s.html = append(s.html, p...)
	return len(p), nil
}

func (s *sheet) WriteByte(c byte) error {
	s.html = append(s.html, c)
	return nil
}

func (s *sheet) WriteRune(r rune) (int, error) {
	n := len(s.html)
	s.html = utf8.AppendRune(s.html, r)
	return len(s.html) - n, nil
}

func (s *sheet) Available() int { return cap(s.html) - len(s.html) }
func (s *sheet) Buffered() int  { return len(s.html) }
func (s *sheet) Flush() error   { return nil }

// escape is what text makes of a text.
func escape(s string) string { return string(appendEscaped(nil, s)) }

func appendEscaped(to []byte, s string) []byte {
	done := 0
	for i := range len(s) {
		safe := ""
		switch s[i] {
		case '&':
			safe = "&amp;"
		case '<':
			safe = "&lt;"
		case '>':
			safe = "&gt;"
		case '"':
			safe = "&#34;"
		case 0:
			safe = "\ufffd"
		default:
			continue
		}
		to = append(append(to, s[done:i]...), safe...)
		done = i + 1
	}
	return append(to, s[done:]...)
}
