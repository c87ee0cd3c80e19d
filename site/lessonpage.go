package site

import (
	"html/template"
	"io"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/site/article"
)

// lessonView is a lesson on its own page, and on the page of the whole course.
type lessonView struct {
	*lesson.Lesson
	W              *lang.Site
	Minutes        string
	Claims         int
	ClaimsID       string
	Contents       []section // where there are enough of them
	Next, Previous *lesson.Lesson

	text func() (template.HTML, error)
}

type section struct{ ID, Text string }

// Text is rendered when the template asks for it, so that the page of the
// whole course holds one lesson at a time.
func (v lessonView) Text() (template.HTML, error) { return v.text() }

func (s *Site) writeLesson(w io.Writer, l *lesson.Lesson) error {
	words := &lang.Of(l.Lang).Site
	p := s.pages[l]
	view := lessonView{
		Lesson: l, W: words, Minutes: readingTime(l), Claims: len(l.Claims), ClaimsID: article.ID(l, article.IDClaims),
		Contents: p.contents(), Next: p.next, Previous: p.previous,
		text: func() (template.HTML, error) {
			f, err := s.text(l)
			if err != nil {
				return "", err
			}
			return template.HTML(f.Own()), nil
		},
	}
	h := head{file: l.Name + ".html", lang: l.Lang, title: l.Title, description: l.Summary, lesson: l.Name}
	return s.page(w, h, "lesson", view)
}

// contents are the sections of a lesson, where there are more than two.
func (p *page) contents() []section {
	var sections []section
	for i, h := range p.lesson.Headings {
		if h.Level == 2 {
			sections = append(sections, section{article.ID(p.lesson, p.headings[i]), h.Text})
		}
	}
	if len(sections) <= 2 {
		return nil
	}
	return sections
}

// readingTime says how long it takes to read a lesson: 400 Chinese characters
// or 200 words of prose a minute, and code at 25 lines.
func readingTime(l *lesson.Lesson) string {
	words := &lang.Of(l.Lang).Site
	n := max(1, (l.Length.Wide*10+l.Length.Words*20+l.Length.Code*160+2000)/4000)
	return words.F(words.Minutes, n)
}

// printView is the whole course on one page.
type printView struct {
	W              *lang.Site
	Title, Summary string
	Lessons        []lessonView
}

func (s *Site) writePrint(w io.Writer, tag string) error {
	words := &lang.Of(tag).Site
	view := printView{W: words, Title: s.title(tag), Summary: s.in.Course.About[tag].Summary}
	for _, l := range s.in.Course.In(tag) {
		view.Lessons = append(view.Lessons, lessonView{Lesson: l, text: func() (template.HTML, error) {
			f, err := s.text(l)
			if err != nil {
				return "", err
			}
			return template.HTML(f.Whole()), nil
		}})
	}
	return s.page(w, head{file: "print.html", lang: tag, title: words.PrintTitle, description: words.PrintHow}, "print", view)
}
