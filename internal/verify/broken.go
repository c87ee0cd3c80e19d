package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// broken: a change of a file with which the claim must fail. A check looks only
// whether it can be made; Options.Broken makes it, in a copy of the lesson.
var broken = command{
	usage: "broken [-hang] FILE 'OLD' 'NEW' ['OLD' 'NEW'…]",
	parse: func(a *args) action {
		c := &change{}
		a.BoolVar(&c.hang, "hang", false, "")
		a.read(3, -1)
		c.file = a.Arg(0)
		if a.NArg()%2 == 0 {
			a.fail("an OLD without a NEW")
		}
		for i := 1; i < a.NArg(); i += 2 {
			old, new := a.Arg(i), a.Arg(i+1)
			switch {
			case old == "":
				a.fail("OLD is empty")
			case old == new:
				a.fail("OLD and NEW are the same")
			}
			c.olds = append(c.olds, old)
			c.pairs = append(c.pairs, old, new)
		}
		return action{change: c, lint: c.lint}
	},
}

// change is what a broken line does to a file.
type change struct {
	file  string
	olds  []string
	pairs []string // each OLD and its NEW
	hang  bool     // the claim may fail because a program is stopped
}

// changeOf is the change that a line asks for, nil where it asks for none.
func changeOf(c lesson.Command) *change {
	a, _, _ := parseCommand(c)
	return a.change
}

// misfit says why the change can't be made; "" where it can.
func (c *change) misfit(f lesson.File) (msg, hint string) {
	var gone []string
	length := len(f.Data)
	for _, old := range c.olds {
		if at := linesOf(f, old); len(at) == 0 {
			return fmt.Sprintf("%s does not contain %q", c.file, old), "OLD is a part of a line of the file, letter for letter"
		} else if len(at) > 1 {
			return fmt.Sprintf("%s contains %q %d times, on lines %s", c.file, old, len(at), strings.Join(at, ", ")), "write more of the line, so that it is there once"
		}
		gone = append(gone, old, "")
		length -= len(old)
	}
	if len(strings.NewReplacer(gone...).Replace(f.Data)) != length {
		return "the texts to be changed overlap", "make one text of them"
	}
	return "", ""
}

// linesOf are the lines of the lesson on which a text begins, once for each
// time.
func linesOf(f lesson.File, text string) (lines []string) {
	parts := strings.Split(f.Data, text)
	line := f.Line
	for _, before := range parts[:len(parts)-1] {
		line += strings.Count(before, "\n")
		lines = append(lines, fmt.Sprint(line))
	}
	return lines
}

func (c *change) fits(f *lesson.File) bool {
	if f == nil {
		return false
	}
	msg, _ := c.misfit(*f)
	return msg == ""
}

// in makes the change. All texts are looked for in the file as it is, so that
// two can be exchanged.
func (c *change) in(f lesson.File) lesson.File {
	f.Data = strings.NewReplacer(c.pairs...).Replace(f.Data)
	return f
}

func (c *change) lint(l *linter, command lesson.Command) {
	if f := l.file(command, c.file); f != nil {
		if msg, hint := c.misfit(*f); msg != "" {
			l.problem(command.Line, hint, "%s", msg)
		}
	}
}

// repeated reports broken lines of a claim that make the same change.
func (l *linter) repeated(claim lesson.Claim) {
	made := map[[2]string]int{} // by the name of a file and its text
	for _, c := range claim.Commands {
		change := changeOf(c)
		if change == nil || !change.fits(l.lesson.File(change.file)) {
			continue
		}
		f := change.in(*l.lesson.File(change.file))
		key := [2]string{f.Name, f.Data}
		if line, ok := made[key]; ok {
			l.problem(c.Line, "leave one of them out", "the same change as on line %d", line)
			continue
		}
		made[key] = c.Line
	}
}

// change compares broken lines of two languages: they change the same places,
// and programs into the same.
func (t *twins) change(a, b lesson.Command) {
	x, y := changeOf(a), changeOf(b)
	if x == nil || y == nil {
		return
	}
	f, g := t.a.File(x.file), t.b.File(y.file)
	if !x.fits(f) || !y.fits(g) || differentFiles(*f, *g).msg != "" {
		return // a problem of its own
	}
	for i, old := range x.olds {
		if place(*f, old) != place(*g, y.olds[i]) {
			t.differ(a.Line, b.Line, "%q and %q are not the same place of %s", old, y.olds[i], f.Name)
			return
		}
	}
	if d := differentFiles(x.in(*f), y.in(*g)); d.msg != "" {
		t.differ(a.Line, b.Line, "the changed files differ: %s", d.msg)
	}
}

// place is where a text stands in a file, in units that are the same in
// another language: tokens of a program, else lines.
func place(f lesson.File, text string) int {
	before, _, _ := strings.Cut(f.Data, text)
	if isGo(f) {
		return len(tokens(before))
	}
	return strings.Count(before, "\n")
}

// Unbroken reports the claims of a course that have neither a broken line nor
// a comment that says why.
func Unbroken(c *lesson.Course) (problems lesson.Problems) {
	for _, l := range c.Lessons {
		for _, claim := range l.Claims {
			broken := slices.ContainsFunc(claim.Commands, func(c lesson.Command) bool { return changeOf(c) != nil })
			switch {
			case !broken && claim.NotBroken == "":
				problems = append(problems, lesson.Problem{
					Place: l.At(claim.Line), Msg: "nothing shows that this claim can fail",
					Hint: "add a line \"broken FILE 'OLD' 'NEW'\", or an indented one \"  # not broken: REASON\"",
				})
			case broken && claim.NotBroken != "":
				problems = append(problems, lesson.Problem{
					Place: l.At(claim.Line), Msg: "this claim has a broken line, and says why it has none", Hint: "leave one of them out",
				})
			}
		}
	}
	return problems
}
