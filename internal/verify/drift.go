package verify

import (
	"fmt"
	"slices"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
)

// drift compares the languages of each lesson, which are one lesson: the
// same claims in the same order, scripts equal but for quoted texts,
// programs equal but for comments and strings, want files equal but for
// texts. A problem stands at the later language and names both places.
func drift(c *lesson.Course) (all lesson.Problems) {
	originals := map[string]*lesson.Lesson{}
	for _, l := range c.Lessons {
		original, ok := originals[l.Name]
		if !ok {
			originals[l.Name] = l
			continue
		}
		t := &twins{a: original, b: l}
		t.scripts()
		t.files()
		all = append(all, t.problems...)
	}
	return all
}

// twins are two languages of a lesson.
type twins struct {
	a, b     *lesson.Lesson
	problems lesson.Problems
}

// differ notes a difference between line a of the one and line b of the
// other.
func (t *twins) differ(a, b int, format string, args ...any) {
	t.problems = append(t.problems, lesson.Problem{
		Place: t.b.At(b),
		Msg:   fmt.Sprintf("drifted from %s: %s", t.a.At(a), fmt.Sprintf(format, args...)),
	})
}

func (t *twins) scripts() {
	a, b := t.a.Claims, t.b.Claims
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(b):
			t.differ(a[i].Line, 0, "the claim %q has no counterpart", a[i].Text)
			return
		case i >= len(a):
			t.differ(0, b[i].Line, "the claim %q has no counterpart", b[i].Text)
			return
		}
		t.claim(a[i], b[i])
	}
}

func (t *twins) claim(a, b lesson.Claim) {
	for i := range max(len(a.Commands), len(b.Commands)) {
		switch {
		case i >= len(b.Commands):
			t.differ(a.Commands[i].Line, b.Line, "this claim lacks the command %q", a.Commands[i].Text)
			return
		case i >= len(a.Commands):
			t.differ(a.Line, b.Commands[i].Line, "the command %q has no counterpart", b.Commands[i].Text)
			return
		}
		t.command(a.Commands[i], b.Commands[i])
	}
}

func (t *twins) command(a, b lesson.Command) {
	same := slices.EqualFunc(a.Args, b.Args, func(x, y lesson.Arg) bool {
		return x.Quoted == y.Quoted && (x.Quoted || x.Text == y.Text)
	})
	if !same || a.Neg != b.Neg || !slices.Equal(a.Conds, b.Conds) {
		t.differ(a.Line, b.Line, "the command is %q there and %q here (only quoted texts may differ)", a.Text, b.Text)
		return
	}
	t.change(a, b)
}

func (t *twins) files() {
	for _, f := range t.a.Files {
		if g := t.b.File(f.Name); g != nil {
			if d := differentFiles(f, *g); d.msg != "" {
				t.differ(d.a, d.b, "%s", d.msg)
			}
		} else {
			t.differ(f.Line, 0, "the file %s has no counterpart", f.Name)
		}
	}
	for _, g := range t.b.Files {
		if t.a.File(g.Name) == nil {
			t.differ(0, g.Line, "the file %s has no counterpart", g.Name)
		}
	}
}

// difference is the first place where two files are not one file in two
// languages: lines of their lessons, and what is different. msg is "" where
// there is none.
type difference struct {
	a, b int
	msg  string
}

func differentFiles(f, g lesson.File) (d difference) {
	switch {
	case f.Lang != g.Lang:
		return difference{f.Line, g.Line, fmt.Sprintf("%s is %s there and %s here", f.Name, f.Lang, g.Lang)}
	case isGo(f):
		return differentPrograms(f, g)
	case isWant(f):
		a, errA := lanes.Parse(f.Data, f.Line)
		b, errB := lanes.Parse(g.Data, g.Line)
		if errA != nil || errB != nil {
			return d // a problem of its own already
		}
		if diff := lanes.Equal(a, b); diff != nil {
			return difference{diff.A, diff.B, f.Name + ": " + diff.Msg}
		}
	}
	return d
}

func isGo(f lesson.File) bool { return f.Kind == lesson.KindGo }
