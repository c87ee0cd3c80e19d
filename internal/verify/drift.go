package verify

import (
	"fmt"
	"go/scanner"
	"go/token"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
)

// drift compares the languages of each lesson, which are one lesson: the
// same claims in the same order, scripts equal but for quoted texts,
// programs equal but for comments and strings, want files equal but for
// texts. A problem stands at the later language and names both places.
func drift(c *lesson.Course) (all lesson.Problems) {
	first := map[string]*lesson.Lesson{}
	for _, l := range c.Lessons {
		a, ok := first[l.Name]
		if !ok {
			first[l.Name] = l
			continue
		}
		d := &drifts{a: a, b: l}
		d.scripts()
		d.files()
		all = append(all, d.problems...)
	}
	return all
}

type drifts struct {
	a, b     *lesson.Lesson
	problems lesson.Problems
}

// at notes a difference between line a of the one and line b of the other.
func (d *drifts) at(a, b int, format string, args ...any) {
	there := lesson.Place{File: d.a.Path, Line: a}
	d.problems = append(d.problems, lesson.Problem{
		Place: lesson.Place{File: d.b.Path, Line: b},
		Msg:   fmt.Sprintf("drifted from %s: %s", there, fmt.Sprintf(format, args...)),
	})
}

func (d *drifts) scripts() {
	a, b := d.a.Claims, d.b.Claims
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(b):
			d.at(a[i].Line, 0, "the claim %q has no counterpart", a[i].Text)
			return
		case i >= len(a):
			d.at(0, b[i].Line, "the claim %q has no counterpart", b[i].Text)
			return
		}
		d.claim(a[i], b[i])
	}
}

func (d *drifts) claim(a, b lesson.Claim) {
	for i := range max(len(a.Commands), len(b.Commands)) {
		switch {
		case i >= len(b.Commands):
			d.at(a.Commands[i].Line, b.Line, "this claim lacks the command %q", a.Commands[i].Text)
			return
		case i >= len(a.Commands):
			d.at(a.Line, b.Commands[i].Line, "the command %q has no counterpart", b.Commands[i].Text)
			return
		}
		x, y := a.Commands[i], b.Commands[i]
		same := slices.EqualFunc(x.Args, y.Args, func(p, q lesson.Arg) bool {
			return p.Quoted == q.Quoted && (p.Quoted || p.Text == q.Text)
		})
		if !same || x.Neg != y.Neg || !slices.Equal(x.Conds, y.Conds) {
			d.at(x.Line, y.Line, "the command is %q there and %q here (only quoted texts may differ)", x.Text, y.Text)
		}
	}
}

func (d *drifts) files() {
	for _, f := range d.a.Files {
		i := slices.IndexFunc(d.b.Files, func(g lesson.File) bool { return g.Name == f.Name })
		if i < 0 {
			d.at(f.Line, 0, "the file %s has no counterpart", f.Name)
			continue
		}
		g := d.b.Files[i]
		switch {
		case f.Lang != g.Lang:
			d.at(f.Line, g.Line, "%s is %s there and %s here", f.Name, f.Lang, g.Lang)
		case f.Lang == "go":
			d.program(f, g)
		case f.Lang == "lanes":
			d.want(f, g)
		}
	}
	for _, g := range d.b.Files {
		if !slices.ContainsFunc(d.a.Files, func(f lesson.File) bool { return f.Name == g.Name }) {
			d.at(0, g.Line, "the file %s has no counterpart", g.Name)
		}
	}
}

// program compares two Go files as syntax trees but for comments and string
// literals; what they import is compared as it is written.
func (d *drifts) program(f, g lesson.File) {
	a, b := tokens(f.Data), tokens(g.Data)
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(b):
			d.at(f.Line+a[i].line-1, g.Line+countLines(g.Data)-1, "%s goes on there with %s", f.Name, a[i].text)
			return
		case i >= len(a):
			d.at(f.Line+countLines(f.Data)-1, g.Line+b[i].line-1, "%s goes on here with %s", f.Name, b[i].text)
			return
		case a[i].text != b[i].text:
			d.at(f.Line+a[i].line-1, g.Line+b[i].line-1, "%s has %s there and %s here (only comments and strings may differ)", f.Name, a[i].text, b[i].text)
			return
		}
	}
}

func (d *drifts) want(f, g lesson.File) {
	a, errA := lanes.Parse(f.Data, f.Line)
	b, errB := lanes.Parse(g.Data, g.Line)
	if errA != nil || errB != nil {
		return // a problem of its own already
	}
	if diff := lanes.Equal(a, b); diff != nil {
		d.at(diff.A, diff.B, "%s: %s", f.Name, diff.Msg)
	}
}

// lexeme is a token of a Go file as it is compared.
type lexeme struct {
	text string
	line int // from 1
}

// tokens reads a Go file into what must be equal in a translation. Two
// files have the same tokens, but for how a list is broken over lines,
// exactly when they have the same syntax tree.
func tokens(src string) (all []lexeme) {
	set := token.NewFileSet()
	file := set.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, []byte(src), nil, 0)
	importing := false
	depth := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return all
		}
		switch tok {
		case token.IMPORT:
			importing, depth = true, 0
		case token.LPAREN:
			depth++
		case token.RPAREN:
			depth--
		}
		text := tok.String()
		switch {
		case tok == token.SEMICOLON:
			if depth == 0 {
				importing = false
			}
		case tok == token.STRING && !importing:
			text = "a string"
		case tok.IsLiteral():
			text = lit
		}
		if tok == token.RPAREN || tok == token.RBRACK || tok == token.RBRACE {
			all = withoutListEnd(all)
		}
		all = append(all, lexeme{text, file.Line(pos)})
	}
}

// withoutListEnd drops what a closing bracket on a line of its own makes
// necessary before it, and one on the same line does not.
func withoutListEnd(all []lexeme) []lexeme {
	if n := len(all); n > 0 && strings.Contains(",;", all[n-1].text) {
		return all[:n-1]
	}
	return all
}
