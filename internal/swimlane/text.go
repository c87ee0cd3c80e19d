package swimlane

import (
	"html"
	"strings"
	"unicode"

	"github.com/mattn/go-runewidth"
)

// widths must not depend on the environment, as runewidth's own do.
var widths = &runewidth.Condition{StrictEmojiNeutral: true}

// truncate shortens a text to columns, of which a Chinese character takes two.
func truncate(s string, columns int) string {
	return widths.Truncate(plain(s), columns, "…")
}

// plain replaces tabs by spaces, and by U+FFFD the characters that XML does not
// allow or that would reverse the direction of the text after them.
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

// builder collects the text of a picture. Pages have several pictures each, so
// it does what fmt would in a third of the time.
type builder []byte

// add appends the format with a string or px for each %s.
func (b *builder) add(format string, args ...any) {
	for _, a := range args {
		i := strings.IndexByte(format, '%')
		*b = append(*b, format[:i]...)
		format = format[i+len("%s"):]
		switch a := a.(type) {
		case px:
			*b = a.appendTo(*b)
		case string:
			*b = append(*b, a...)
		}
	}
	*b = append(*b, format...)
}
