package lesson

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Place is a line of a file, as messages name it.
type Place struct {
	File string // can be clicked from the current directory
	Line int    // from 1; 0 when the whole file is meant
}

// String is "file:line", or the file alone where it is meant as a whole.
func (p Place) String() string {
	if p.Line == 0 {
		return p.File
	}
	return fmt.Sprintf("%s:%d", p.File, p.Line)
}

// Problem is something wrong in a lesson or its folder.
type Problem struct {
	Place
	Msg  string // lower case, no full stop; a second place stands in it as file:line
	Hint string // the way out, if there is one to name
}

// String is "file:line: msg", and "  hint: …" on a line of its own where
// there is a hint. Further lines of either text are indented, so that a
// line that begins with a place always begins a problem.
func (p Problem) String() string {
	s := p.Place.String() + ": " + indentRest(p.Msg, "  ")
	if p.Hint != "" {
		s += "\n  hint: " + indentRest(p.Hint, "  ")
	}
	return s
}

func indentRest(s, indent string) string {
	return strings.ReplaceAll(strings.TrimRight(s, "\n"), "\n", "\n"+indent)
}

// Problems is all that is wrong, in the order of files and lines. It is an
// error of as many lines as its problems' strings have.
type Problems []Problem

// Error joins the problems, a line or more for each.
func (ps Problems) Error() string {
	lines := make([]string, len(ps))
	for i, p := range ps {
		lines[i] = p.String()
	}
	return strings.Join(lines, "\n")
}

// Sort puts the problems in the order of files and lines; problems of one
// line stay as they were found.
func (ps Problems) Sort() {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line))
	})
}

// Err is the problems, sorted, as an error: nil when there are none.
func (ps Problems) Err() error {
	if len(ps) == 0 {
		return nil
	}
	ps.Sort()
	return ps
}

func (ps *Problems) add(at Place, hint, format string, args ...any) {
	*ps = append(*ps, Problem{Place: at, Msg: fmt.Sprintf(format, args...), Hint: hint})
}
