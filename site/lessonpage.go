package site

import (
	"io"
	"strings"
	"unicode"

	"github.com/seed-05413062/course/internal/lesson"
)

// lessonPage is the view of what is around a lesson's text on its page.
type lessonPage struct {
	W              *words
	Lesson         *lesson.Lesson
	Number         string
	Minutes        string
	Claims         string
	Contents       []heading2
	Next, Previous *neighbour
}

type heading2 struct{ ID, Text string }

type neighbour struct{ Href, Number, Title, Summary string }

// writePage writes the page of a lesson around its text.
func (s *Site) writePage(w io.Writer, l *lesson.Lesson, text *sheet) error {
	words := wordsOf[l.Lang]
	view := lessonPage{
		W: words, Lesson: l, Number: words.F(words.Lesson, l.Number),
		Minutes: words.F(words.Minutes, s.outlines[l].minutes),
		Claims:  words.F(words.ProvedIn, len(l.Claims)),
	}
	for _, h := range s.outlines[l].headings {
		if h.level == 2 {
			view.Contents = append(view.Contents, heading2{h.id, h.text})
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

func (s *Site) neighbours(l *lesson.Lesson) (previous, next *neighbour) {
	ls, i := s.byLang[l.Lang], s.outlines[l].place
	if i > 0 {
		previous = asNeighbour(ls[i-1])
	}
	if i+1 < len(ls) {
		next = asNeighbour(ls[i+1])
	}
	return previous, next
}

func asNeighbour(l *lesson.Lesson) *neighbour {
	return &neighbour{Href: l.Name + ".html", Number: l.Number, Title: l.Title, Summary: l.Summary}
}

// minutes that it takes to read a lesson: 400 Chinese characters or 200
// words of prose a minute, and code at 25 lines.
func minutes(l *lesson.Lesson) int {
	wide, words := wordsIn(string(l.Source))
	lines := 0
	for _, f := range l.Files {
		inCode, wordsOfCode := wordsIn(f.Data)
		wide -= inCode
		words -= wordsOfCode
		lines += strings.Count(f.Data, "\n")
	}
	return max(1, (wide*10+words*20+lines*160+2000)/4000)
}

// wordsIn counts Chinese characters, and the words between them.
func wordsIn(s string) (wide, words int) {
	inWord := false
	for _, r := range s {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || 0x80 <= r && r < firstWide && unicode.IsLetter(r)
		if isWide(r) {
			wide++
		}
		if letter && !inWord {
			words++
		}
		inWord = letter
	}
	return wide, words
}
