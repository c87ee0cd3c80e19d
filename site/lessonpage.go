package site

import (
	"io"

	"github.com/seed-05413062/course/internal/lesson"
)

// lessonPage is the view of what is around a lesson's text on its page.
type lessonPage struct {
	W              *words
	Lesson         *lesson.Outline
	Number         string
	Minutes        string
	Claims         string
	Contents       []heading2
	Next, Previous *neighbour
}

type heading2 struct{ ID, Text string }

type neighbour struct{ Href, Number, Title, Summary string }

// writePage writes the page of a lesson around its text.
func (s *Site) writePage(w io.Writer, l *lesson.Outline, text *sheet) error {
	words := wordsOf[l.Lang]
	view := lessonPage{
		W: words, Lesson: l, Number: words.F(words.Lesson, l.Number),
		Minutes: words.F(words.Minutes, minutes(l)),
		Claims:  words.F(words.ProvedIn, len(l.Sentences)),
	}
	for i, h := range l.Headings {
		if h.Level == 2 {
			view.Contents = append(view.Contents, heading2{s.pages[l].names[i], h.Text})
		}
	}
	view.Previous, view.Next = s.neighbours(l)
	page := pageOf{name: l.Name + ".html", lang: l.Lang, title: l.Title, description: l.Summary, lesson: l.Name}
	if err := s.openPage(w, page, "lesson-head", view); err != nil {
		return err
	}
	if err := text.writePage(w); err != nil {
		return err
	}
	if err := templates().ExecuteTemplate(w, "lesson-foot", view); err != nil {
		return err
	}
	return s.closePage(w, page)
}

func (s *Site) neighbours(l *lesson.Outline) (previous, next *neighbour) {
	ls, i := s.byLang[l.Lang], s.pages[l].place
	if i > 0 {
		previous = asNeighbour(ls[i-1])
	}
	if i+1 < len(ls) {
		next = asNeighbour(ls[i+1])
	}
	return previous, next
}

func asNeighbour(l *lesson.Outline) *neighbour {
	return &neighbour{Href: l.Name + ".html", Number: l.Number, Title: l.Title, Summary: l.Summary}
}

// minutes that it takes to read a lesson: 400 Chinese characters or 200
// words of prose a minute, and code at 25 lines.
func minutes(l *lesson.Outline) int {
	return max(1, (l.Length.Wide*10+l.Length.Words*20+l.Length.Code*160+2000)/4000)
}
