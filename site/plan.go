package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/site/article"
	"github.com/seed-05413062/course/site/html"
)

// page is what the plan knows of a lesson's page: the ids of its headings, and
// all that can be linked to.
type page struct {
	lesson   *lesson.Lesson
	headings []string // ids of the lesson's headings, in their order
	anchors  []anchor // without those of lines of code
	// The lessons beside it in its language, nil where there is none.
	previous, next *lesson.Lesson

	text func() (*html.Fragment, error)
}

// anchor is an id as authors link to it: without the lesson's name.
type anchor struct {
	id   string
	line int // of the lesson
}

// has says whether the page has an id.
func (p *page) has(id string) bool {
	if slices.ContainsFunc(p.anchors, func(a anchor) bool { return a.id == id }) {
		return true
	}
	i := strings.LastIndexByte(id, ':')
	if i < 0 {
		return false
	}
	f := p.lesson.File(id[:i])
	n, err := strconv.Atoi(id[i+1:])
	return f != nil && err == nil && 1 <= n && n <= f.Lines()
}

// missing says that the page has no such id, and which it has.
func (p *page) missing(id string) (msg, hint string) {
	var ids []string
	for _, a := range p.anchors {
		ids = append(ids, a.id)
	}
	hint = "it has: " + strings.Join(ids, ", ")
	if near := lesson.Nearest(id, ids); near != "" {
		hint = fmt.Sprintf("did you mean #%s?", near)
	}
	return fmt.Sprintf("a link to #%s, which is not in %s", id, p.lesson.Path), hint
}

// planPages names the headings of all lessons: the two languages of a lesson
// have the same ids, so that a reader who changes the language stays in the
// section.
func (s *Site) planPages() lesson.Problems {
	c := s.in.Course
	var problems lesson.Problems
	last := map[string]*page{} // by language
	for _, l := range c.Lessons {
		p := &page{lesson: l, text: s.renderText(l)}
		if before := last[l.Lang]; before != nil {
			p.previous, before.next = before.lesson, l
		}
		last[l.Lang], s.pages[l] = p, p
		problems = append(problems, checkLevels(l)...)
		problems = append(problems, p.nameHeadings(namesHeadings(c, l))...)
		problems = append(problems, p.collect()...)
	}
	return problems
}

// nameHeadings gives the headings the ids of those of another language.
func (p *page) nameHeadings(like *lesson.Lesson) lesson.Problems {
	const hint = "the languages of a lesson have the same headings in the same order"
	var problems lesson.Problems
	l := p.lesson
	for i, h := range l.Headings {
		id := ""
		if i < len(like.Headings) && like.Headings[i].Level == h.Level {
			id = slug(like.Headings[i].Text)
		} else {
			problems = append(problems, lesson.Problem{
				Place: l.At(h.Line), Hint: hint,
				Msg: fmt.Sprintf("heading %d of level %d has no twin in %s", i+1, h.Level, like.Path),
			})
		}
		if id == "" {
			id = fmt.Sprintf("section-%d", i+1) // of signs alone
		}
		p.headings = append(p.headings, id)
	}
	if n := len(l.Headings); n < len(like.Headings) {
		problems = append(problems, lesson.Problem{
			Place: like.At(like.Headings[n].Line), Hint: hint,
			Msg: fmt.Sprintf("heading %d has no twin in %s", n+1, l.Path),
		})
	}
	return problems
}

// namesHeadings is the lesson whose headings name the sections: the English
// one, since its letters make addresses that can be read.
func namesHeadings(c *lesson.Course, l *lesson.Lesson) *lesson.Lesson {
	for _, tag := range []string{lang.Default, c.Langs[0]} {
		if twin := c.Twin(l, tag); twin != nil {
			return twin
		}
	}
	return l
}

func checkLevels(l *lesson.Lesson) lesson.Problems {
	var problems lesson.Problems
	level := 1
	for _, h := range l.Headings {
		switch {
		case h.Level == 1:
			problems = append(problems, lesson.Problem{Place: l.At(h.Line),
				Msg: "a heading of level 1: that is the title's", Hint: "begin the heading with ##"})
		case h.Level > level+1:
			problems = append(problems, lesson.Problem{Place: l.At(h.Line),
				Msg:  fmt.Sprintf("a heading of level %d below one of level %d: a level is skipped", h.Level, level),
				Hint: "begin the heading with " + strings.Repeat("#", level+1)})
		}
		level = max(h.Level, 1)
	}
	return problems
}

// collect gathers what can be linked to, and finds ids that are there twice.
func (p *page) collect() lesson.Problems {
	var problems lesson.Problems
	l := p.lesson
	add := func(id, what string, line int) {
		for _, first := range p.anchors {
			if first.id == id {
				problems = append(problems, lesson.Problem{Place: l.At(line),
					Msg:  fmt.Sprintf("%s for a second time: id %q is also that of %s", what, id, l.At(first.line)),
					Hint: "the sections and files of a page need different names; the English heading names a section"})
				return
			}
		}
		p.anchors = append(p.anchors, anchor{id, line})
	}
	for _, f := range l.Files {
		if isReserved(f.Name) {
			problems = append(problems, lesson.Problem{Place: l.At(f.Line - 1),
				Msg: fmt.Sprintf("a file of the name %q, which is that of a part of the page", f.Name), Hint: "give the file another name"})
		}
		add(f.Name, "a file", f.Line-1)
	}
	for i, h := range l.Headings {
		add(p.headings[i], "a heading", h.Line)
	}
	for i, c := range l.Claims {
		p.anchors = append(p.anchors, anchor{article.ClaimID(i), c.Line})
	}
	if len(l.Claims) > 0 {
		p.anchors = append(p.anchors, anchor{article.IDClaims, l.Claims[0].Line})
	}
	return problems
}

// isReserved says whether an id is of what the pages add.
func isReserved(id string) bool {
	switch id {
	case article.IDPredict, article.IDRuns, article.IDClaims:
		return true
	}
	n := strings.TrimRight(id, "0123456789")
	return n != id && n+"1" == article.ClaimID(0)
}

// slug is the text's letters and digits, in lower case, with hyphens between
// words. A mark that belongs to a letter stays with it.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimRight(b.String(), "-")
}
