package site

import (
	"io"

	"github.com/seed-05413062/course/internal/lesson"
)

// writePage writes the page of a lesson around its text.
func (s *Site) writePage(w io.Writer, l *lesson.Outline, text *sheet) error {
	page := pageOf{name: l.Name + ".html", lang: l.Lang, title: l.Title, description: l.Summary, lesson: l.Name}
	around := newSheet("")
	defer sheets.Put(around)
	s.openPage(&around.markup, page)
	s.lessonHead(&around.markup, l)
	if _, err := w.Write(around.html); err != nil {
		return err
	}
	if err := text.write(w, s, s.pages[l], false); err != nil {
		return err
	}
	around.html = around.html[:0]
	s.lessonFoot(&around.markup, l)
	s.closePage(&around.markup, page)
	_, err := w.Write(around.html)
	return err
}

// lessonHead adds what is above the text of a lesson.
func (s *Site) lessonHead(m *markup, l *lesson.Outline) {
	words := wordsOf[l.Lang]
	m.raw("<article class=\"lesson\">\n<header class=\"head\">\n<p class=\"eyebrow\">")
	m.tag("span", words.F(words.Lesson, l.Number))
	m.raw(" ")
	m.tag("span", l.Part)
	m.raw(" ")
	m.tag("span", words.F(words.Minutes, minutes(l)))
	m.raw("</p>\n")
	m.tag("h1", l.Title)
	m.raw("\n<p class=\"summary\">")
	m.text(l.Summary)
	m.raw("</p>\n")
	if n := len(l.Sentences); n > 0 {
		m.raw(`<p class="promise"><a href="#`, idProved, `">`, words.F(words.ProvedIn, n), "</a></p>\n")
	}
	m.raw("</header>\n")
	s.contents(m, l)
	m.raw("<div class=\"prose\">\n")
}

// contents adds the sections of a lesson, where there are enough of them.
func (s *Site) contents(m *markup, l *lesson.Outline) {
	sections := 0
	for _, h := range l.Headings {
		if h.Level == 2 {
			sections++
		}
	}
	if sections <= 2 {
		return
	}
	words := wordsOf[l.Lang]
	m.raw(`<nav class="contents" aria-label="`, words.Contents, "\">\n", `<p class="label" aria-hidden="true">`, words.Contents, "</p>\n<ol>")
	for i, h := range l.Headings {
		if h.Level == 2 {
			m.raw("\n", `<li><a href="#`, s.pages[l].names[i], `">`)
			m.text(h.Text)
			m.raw("</a></li>")
		}
	}
	m.raw("\n</ol>\n</nav>\n")
}

// lessonFoot adds what is below the text of a lesson: the ways to its
// neighbours.
func (s *Site) lessonFoot(m *markup, l *lesson.Outline) {
	words := wordsOf[l.Lang]
	m.raw("</div>\n</article>\n", `<nav class="around" id="`, idNext, `" aria-label="`, words.Next, "\">\n")
	ls, i := s.byLang[l.Lang], s.pages[l].place
	if i+1 < len(ls) {
		m.neighbour(ls[i+1], "next", words.Next)
		m.raw(" ")
		m.tag("span", ls[i+1].Summary)
		m.raw("</a>\n")
	} else {
		m.raw(`<a class="next" href="index.html">`)
		m.tag("b", words.AllLessons)
		m.raw("</a>\n")
	}
	if i > 0 {
		m.neighbour(ls[i-1], "previous", words.Previous)
		m.raw("</a>\n")
	}
	m.raw("</nav>\n")
}

// neighbour begins a link to the lesson before or after.
func (m *markup) neighbour(l *lesson.Outline, class, label string) {
	rel := class[:4] // "next", "prev"
	m.raw(`<a class="`, class, `" href="`, l.Name, `.html" rel="`, rel, `"><span class="label">`, label, "</span> ")
	m.tag("b", l.Number+" "+l.Title)
}

// minutes that it takes to read a lesson: 400 Chinese characters or 200
// words of prose a minute, and code at 25 lines.
func minutes(l *lesson.Outline) int {
	return max(1, (l.Length.Wide*10+l.Length.Words*20+l.Length.Code*160+2000)/4000)
}
