package lesson

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
)

// NotFoundError is a name that is none of those that were asked for.
type NotFoundError struct {
	Kind string // "lesson", "program", "language"
	Name string
	Near string // what was meant, perhaps; or ""
	Have []string
}

// Error is one line, without the near miss: Hint has that.
func (e *NotFoundError) Error() string {
	if e.Kind == "program" && len(e.Have) == 0 {
		return "the lesson has no program"
	}
	return fmt.Sprintf("no %s %q", e.Kind, e.Name)
}

// Hint is the near miss, or else the names that there are; "" where there
// are none.
func (e *NotFoundError) Hint() string {
	switch {
	case e.Near != "":
		return fmt.Sprintf("did you mean %q?", e.Near)
	case len(e.Have) == 0:
		return ""
	case e.Kind == "lesson":
		return `"course list" shows the lessons`
	default:
		return "there is: " + strings.Join(e.Have, ", ")
	}
}

// In is the lessons of a language, in their order.
func (c *Course) In(lang string) []*Lesson {
	var in []*Lesson
	for _, l := range c.Lessons {
		if l.Lang == lang {
			in = append(in, l)
		}
	}
	return in
}

// Twin is the lesson in a language, nil when it is missing there.
func (c *Course) Twin(l *Lesson, lang string) *Lesson {
	i, found := slices.BinarySearchFunc(c.Lessons, l, func(t, l *Lesson) int {
		return cmp.Or(cmp.Compare(t.Name, l.Name), cmp.Compare(t.Lang, lang))
	})
	if !found {
		return nil
	}
	return c.Lessons[i]
}

// SameNumber reports whether two texts are the same number: 7 and 007.
func SameNumber(a, b string) bool {
	x, errX := strconv.ParseUint(a, 10, 0)
	y, errY := strconv.ParseUint(b, 10, 0)
	return errX == nil && errY == nil && x == y
}

// Find is the lesson of a language that a reader means by "5", "05", "join",
// "05-join" or a path to its file, whose language then is the one that counts.
// The error is a *NotFoundError.
func (c *Course) Find(name, lang string) (*Lesson, error) {
	asked := name
	var file Lesson
	if msg, _ := file.parseName(path.Base(strings.ReplaceAll(name, `\`, "/")), lang); msg == "" {
		name, lang = file.Name, file.Lang
	}
	if !slices.Contains(c.Langs, lang) {
		return nil, &NotFoundError{Kind: "language", Name: lang, Near: Nearest(lang, c.Langs), Have: c.Langs}
	}
	var near, have []string
	for _, l := range c.In(lang) {
		if name == l.Name || name == l.Slug || SameNumber(name, l.Number) {
			return l, nil
		}
		near = append(near, l.Slug, l.Name)
		have = append(have, l.Name)
	}
	e := &NotFoundError{Kind: "lesson", Name: asked, Have: have}
	if i := slices.Index(near, Nearest(name, near)); i >= 0 {
		e.Near = have[i/2]
	}
	return nil, e
}

// FindProgram is the program of a name, the first of the lesson for "".
// The error is a *NotFoundError.
func (l *Lesson) FindProgram(name string) (Program, error) {
	var have []string
	for _, p := range l.Programs {
		if name == p.Name || name == "" {
			return p, nil
		}
		have = append(have, p.Name)
	}
	return Program{}, &NotFoundError{Kind: "program", Name: name, Near: Nearest(name, have), Have: have}
}
