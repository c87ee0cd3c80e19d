package site

import (
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/seed-05413062/course/internal/lesson"
)

// page is what the plan knows of a lesson's page: its headings, and all that
// can be linked to.
type page struct {
	lesson *lesson.Outline
	names  []string // ids of the lesson's headings, in their order
	ids    []anchor // without those of lines of code
	place  int      // among the lessons of its language
}

type anchor struct {
	id   string
	line int // of the lesson
}

// has says whether the page has an id.
func (p *page) has(id string) bool {
	for _, a := range p.ids {
		if a.id == id {
			return true
		}
	}
	i := strings.LastIndexByte(id, ':')
	if i < 0 {
		return false
	}
	f := p.lesson.Named(id[:i])
	n, err := strconv.Atoi(id[i+1:])
	return f != nil && err == nil && 1 <= n && n <= f.Lines
}

// Ids of what the pages add to a lesson begin with a capital letter: no
// heading's id does.
const (
	idMain    = "Main"
	idPredict = "Predict"
	idCame    = "Came"
	idProved  = "Proved"
	idClaim   = "Claim" // and its number
	idNext    = "Next"
)

// planPages names the headings of all lessons: the two languages of a lesson
// have the same ids, so that a reader who changes the language stays in the
// section.
func (s *Site) planPages() lesson.Problems {
	c := s.in.Course
	places := map[string]int{}
	for _, l := range c.Lessons {
		s.pages[l] = &page{lesson: l, place: places[l.Lang]}
		places[l.Lang]++
	}
	problems := make([]lesson.Problems, len(c.Lessons))
	s.each(func(i int, l *lesson.Outline) {
		p := s.pages[l]
		problems[i] = slices.Concat(checkLevels(l), p.nameHeadings(namesHeadings(c, l)), p.collect())
	})
	return slices.Concat(problems...)
}

// each calls do for each lesson, and its place among them; several at once.
func (s *Site) each(do func(i int, l *lesson.Outline)) {
	const together = 32
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for from := 0; from < len(s.in.Course.Lessons); from += together {
		group.Go(func() error {
			for i, l := range s.in.Course.Lessons[from:min(from+together, len(s.in.Course.Lessons))] {
				do(from+i, l)
			}
			return nil
		})
	}
	_ = group.Wait()
}

// nameHeadings gives the headings the ids of those of another language.
func (p *page) nameHeadings(like *lesson.Outline) lesson.Problems {
	const hint = "the two languages of a lesson have the same headings in the same order"
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
			id = fmt.Sprintf("s%d", i+1)
		}
		p.names = append(p.names, id)
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
func namesHeadings(c *lesson.Index, l *lesson.Outline) *lesson.Outline {
	for _, lang := range []string{"en", c.Langs[0]} {
		if twin := c.Twin(l, lang); twin != nil {
			return twin
		}
	}
	return l
}

func checkLevels(l *lesson.Outline) lesson.Problems {
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
		for _, first := range p.ids {
			if first.id == id {
				problems = append(problems, lesson.Problem{Place: l.At(line),
					Msg:  fmt.Sprintf("%s for a second time: id %q is also that of %s", what, id, l.At(first.line)),
					Hint: "the sections and files of a page need different names; the English heading names a section"})
				return
			}
		}
		p.ids = append(p.ids, anchor{id, line})
	}
	for _, f := range l.FileNames {
		if isOurs(f.Name) {
			problems = append(problems, lesson.Problem{Place: l.At(f.Line - 1),
				Msg: fmt.Sprintf("a file of the name %q, which is that of a part of the page", f.Name), Hint: "give the file another name"})
		}
		add(f.Name, "a file", f.Line-1)
	}
	for i, h := range l.Headings {
		add(p.names[i], "a heading", h.Line)
	}
	for i, c := range l.Sentences {
		p.ids = append(p.ids, anchor{claimID(i), c.Line})
	}
	if len(l.Sentences) > 0 {
		p.ids = append(p.ids, anchor{idProved, l.Sentences[0].Line})
	}
	return problems
}

// isOurs says whether an id is of what the pages add.
func isOurs(id string) bool {
	switch id {
	case idMain, idPredict, idCame, idProved, idNext:
		return true
	}
	n, ok := strings.CutPrefix(id, idClaim)
	return ok && n != "" && strings.Trim(n, "0123456789") == ""
}

func claimID(i int) string { return idClaim + strconv.Itoa(i+1) }

// slug is the text's ASCII letters and digits, with hyphens between words.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimRight(b.String(), "-")
}
