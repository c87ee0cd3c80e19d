package swimlane

import (
	"image"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

var bold = sync.OnceValues(func() (*opentype.Font, error) { return opentype.Parse(gobold.TTF) })

// latin keeps the words of a text that consist of Latin letters, digits and
// punctuation.
func latin(s string) string {
	isLatin := func(r rune) bool { return r >= ' ' && r < 0x17f && r != 0x7f && !unicode.IsControl(r) }
	words := strings.FieldsFunc(s, func(r rune) bool { return !isLatin(r) || r == ' ' })
	return strings.Trim(strings.Join(words, " "), " ,.:;-–·")
}

// title draws the title as large as the width allows, and truncates it where
// it would become too small.
func (p *poster) title(s string, x, y, width int) error {
	for size := 56.0; ; size -= 4 {
		face, err := newFace(size)
		if err != nil {
			return err
		}
		if size <= 36 {
			s = truncateTo(face, s, width)
		}
		if font.MeasureString(face, s).Ceil() <= width {
			p.text(face, black, s, x, y)
			return nil
		}
	}
}

func truncateTo(face font.Face, s string, width int) string {
	for short := []rune(s); len(short) > 0; short = short[:len(short)-1] {
		text := string(short)
		if len(text) < len(s) {
			text += "…"
		}
		if font.MeasureString(face, text).Ceil() <= width {
			return text
		}
	}
	return ""
}

func (p *poster) name(process int, s string, x, y int) error {
	face, err := newFace(24)
	if err != nil {
		return err
	}
	s = truncateTo(face, s, shareWidth-x-12)
	// An outline in the colour of the paper keeps arrows behind the name from
	// looking like letters.
	for _, offset := range []image.Point{{-2, 0}, {2, 0}, {0, -2}, {0, 2}} {
		p.text(face, white, s, x+offset.X, y+offset.Y)
	}
	p.text(face, inkOf(process), s, x, y)
	return nil
}

func newFace(size float64) (font.Face, error) {
	f, err := bold()
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
}

func (p *poster) text(face font.Face, i ink, s string, x, y int) {
	bounds, _ := font.BoundString(face, s)
	mask := image.NewAlpha(image.Rect(x+bounds.Min.X.Floor(), y+bounds.Min.Y.Floor(), x+bounds.Max.X.Ceil(), y+bounds.Max.Y.Ceil()))
	d := font.Drawer{Dst: mask, Src: image.Opaque, Face: face, Dot: fixed.P(x, y)}
	d.DrawString(s)
	p.draw(i, mask)
}
