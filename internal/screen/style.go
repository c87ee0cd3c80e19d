package screen

import (
	"fmt"
	"strings"
)

// style is one of the 256 colours that all terminals of today have, 0 for the
// terminal's own colour, and attributes.
type style uint16

const (
	bold style = 1 << (8 + iota)
	italic
	underline
	strike

	colour style = 0xff
)

// The colours have about the same contrast on black and on white, 3.8 : 1 and
// more, since the background is not known. Prose has the terminal's own.
const (
	accent  style = 31
	faint   style = 244
	code    style = 132
	keyword style = 133
	quoted  style = 64
	number  style = 30
)

// laneColours are given to lanes in turn.
var laneColours = []style{31, 64, 133, 132, 30}

// with adds attributes, and a colour where there is none.
func (s style) with(t style) style {
	if s&colour != 0 {
		t &^= colour
	}
	return s | t
}

// sgr is the escape sequence that begins a style, "" for the plain style.
// \x1b[m ends it.
func (s style) sgr() string {
	var codes []string
	for i, sgr := range []string{"1", "3", "4", "9"} {
		if s&(bold<<i) != 0 {
			codes = append(codes, sgr)
		}
	}
	if c := s & colour; c != 0 {
		codes = append(codes, fmt.Sprintf("38;5;%d", c))
	}
	if len(codes) == 0 {
		return ""
	}
	return "\x1b[" + strings.Join(codes, ";") + "m"
}
