// Package html writes the HTML of an article, and keeps what of it stands on
// one page alone.
package html

import (
	"strconv"
	"unicode/utf8"

	"github.com/yuin/goldmark/util"
)

// Writer writes HTML. goldmark writes into it, as into any util.BufWriter.
type Writer struct {
	html  []byte
	holes []hole
}

var _ util.BufWriter = (*Writer)(nil)

// Raw adds HTML.
func (w *Writer) Raw(parts ...string) {
	for _, p := range parts {
		w.html = append(w.html, p...)
	}
}

// Int adds a number.
func (w *Writer) Int(n int) { w.html = strconv.AppendInt(w.html, int64(n), 10) }

// Text adds text, made safe in HTML and in attributes between double quotes.
func (w *Writer) Text(s string) { w.html = appendEscaped(w.html, s) }

// Attr adds an attribute.
func (w *Writer) Attr(name, value string) {
	w.Raw(" ", name, `="`)
	w.Text(value)
	w.Raw(`"`)
}

// Element adds an element that holds nothing but text: Element("b", "one").
func (w *Writer) Element(name, text string) {
	w.Raw("<", name, ">")
	w.Text(text)
	w.Raw("</", name, ">")
}

// Aside adds an element of class aside: a small remark.
func (w *Writer) Aside(name, text string) {
	w.Raw("<", name, ` class="aside">`)
	w.Text(text)
	w.Raw("</", name, ">")
}

// Append lets a function add HTML that it makes itself.
func (w *Writer) Append(add func([]byte) []byte) { w.html = add(w.html) }

// String is all that was written, as it is on the lesson's own page.
func (w *Writer) String() string { return string(w.html) }

// Write adds HTML, as Raw does.
func (w *Writer) Write(p []byte) (int, error) {
	w.html = append(w.html, p...)
	return len(p), nil
}

// WriteString adds HTML, as Raw does.
func (w *Writer) WriteString(p string) (int, error) {
	w.html = append(w.html, p...)
	return len(p), nil
}

// WriteByte adds a byte of HTML.
func (w *Writer) WriteByte(c byte) error {
	w.html = append(w.html, c)
	return nil
}

// WriteRune adds a character of HTML.
func (w *Writer) WriteRune(r rune) (int, error) {
	n := len(w.html)
	w.html = utf8.AppendRune(w.html, r)
	return len(w.html) - n, nil
}

// Available is the room that is left before the writer grows.
func (w *Writer) Available() int { return cap(w.html) - len(w.html) }

// Buffered is how many bytes were written.
func (w *Writer) Buffered() int { return len(w.html) }

// Flush does nothing.
func (w *Writer) Flush() error { return nil }

// Escape is what Text makes of a text.
func Escape(s string) string { return string(appendEscaped(nil, s)) }

func appendEscaped(to []byte, s string) []byte {
	start := 0
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
		to = append(append(to, s[start:i]...), safe...)
		start = i + 1
	}
	return append(to, s[start:]...)
}

// Fragment is what was written so far. The writer must not be used again.
func (w *Writer) Fragment() *Fragment {
	return &Fragment{html: string(w.html), holes: w.holes}
}
