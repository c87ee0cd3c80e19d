package swimlane

import (
	"html"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// widths must not depend on the environment, as runewidth's own do.
var widths = &runewidth.Condition{StrictEmojiNeutral: true}

// cut shortens a text to so many half characters; Chinese counts two.
func cut(s string, halves int) string {
	return widths.Truncate(plain(s), halves, "…")
}

// plain has spaces and U+FFFD for what a picture can't show, what XML doesn't
// allow and what would turn round the text behind it.
func plain(s string) string {
	isPlain := func(r rune) bool { return ' ' <= r && r <= '~' || 0x3000 <= r && r < 0xd800 }
	if strings.IndexFunc(s, func(r rune) bool { return !isPlain(r) }) < 0 {
		return s // as nearly all texts are
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t':
			return ' '
		case unicode.Is(unicode.Bidi_Control, r), unicode.IsControl(r), r == 0xfffe, r == 0xffff:
			return unicode.ReplacementChar
		}
		return r
	}, strings.ToValidUTF8(s, "\ufffd"))
}

func escape(s string) string { return html.EscapeString(plain(s)) }

// writer is what is written of a picture. Pages have several pictures each, so
// it does what fmt would in a third of the time.
type writer []byte

// add writes the format with a string or px for each %s.
func (w *writer) add(format string, args ...any) {
	for _, a := range args {
		i := strings.IndexByte(format, '%')
		*w = append(*w, format[:i]...)
		format = format[i+len("%s"):]
		switch a := a.(type) {
		case px:
			*w = a.appendTo(*w)
		case string:
			*w = append(*w, a...)
		}
	}
	*w = append(*w, format...)
}
