package lesson

import (
	"go/format"
	"path"
	"strings"

	"github.com/mattn/go-runewidth"
)

// A program fits on a screen, without scrolling sideways; a tab is as wide as
// the pages show it.
const (
	columns  = 72
	tabWidth = 4
)

// Style is what a course of our own also holds to, and another one may do
// as it likes: Go files as gofmt has them, and lines of Go and Python that
// fit in 72 columns, of which a Chinese character takes two.
func Style(c *Course) Problems {
	var problems Problems
	for _, l := range c.Lessons {
		for _, f := range l.Files {
			ext := path.Ext(f.Name)
			if ext == ".go" {
				problems = append(problems, l.checkFormat(f)...)
			}
			if ext != ".go" && ext != ".py" {
				continue
			}
			for i, line := range strings.Split(f.Data, "\n") {
				if n := displayWidth(line); n > columns {
					problems.add(l.At(f.Line+i), "break the line", "%s: a line of %d columns, of %d", f.Name, n, columns)
				}
			}
		}
	}
	problems.Sort()
	return problems
}

// checkFormat points at the first line that gofmt would change. A file that
// does not parse is left to the build.
func (l *Lesson) checkFormat(f File) Problems {
	var problems Problems
	formatted, err := format.Source([]byte(f.Data))
	if err != nil || string(formatted) == f.Data {
		return problems
	}
	got, want := strings.Split(f.Data, "\n"), strings.Split(string(formatted), "\n")
	i := 0
	for i < len(got)-1 && i < len(want) && got[i] == want[i] {
		i++
	}
	problems.add(l.At(f.Line+i), "run gofmt on it", "%s is not as gofmt has it, from here", f.Name)
	return problems
}

// terminal measures as most terminals do, whatever the locale says.
var terminal = &runewidth.Condition{StrictEmojiNeutral: true}

// displayWidth is the columns that a terminal or a page gives a line.
func displayWidth(line string) int {
	n := 0
	for i, part := range strings.Split(line, "\t") {
		if i > 0 {
			n += tabWidth - n%tabWidth
		}
		n += terminal.StringWidth(part)
	}
	return n
}
