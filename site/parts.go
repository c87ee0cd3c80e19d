package site

import (
	"io"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// Part makes one file, or a stretch of several: what a lesson adds to its own
// page, to the page of the whole course, to that of all claims and to the
// search is made in one go. A file is what its parts write, one after the
// other.
type Part struct {
	// Key is of all that is written, except for this program: while it is the
	// same, Write writes the same. "" where that can't be told without
	// writing.
	Key   string
	Files []string // that it writes to
	// Write writes to what the function returns for a file, nil for a file
	// that is not wanted. Several goroutines may write different parts at
	// once.
	Write func(to func(file string) io.Writer) error

	lesson *lesson.Outline // that it is made of; nil for one made of the course
	framed bool            // made of what all pages show of the course, and no more
}

// Parts are all parts of all files: those of a file are in their order.
func (s *Site) Parts() []Part { return s.parts }

// add plans a file that is made in one part.
func (s *Site) add(name string, write func(io.Writer) error) *Part {
	return s.addPart([]string{name}, func(to func(string) io.Writer) error {
		if w := to(name); w != nil {
			return write(w)
		}
		return nil
	})
}

func (s *Site) addPart(files []string, write func(func(string) io.Writer) error) *Part {
	s.parts = append(s.parts, Part{Files: files, Write: write})
	for _, name := range files {
		s.files[name] = append(s.files[name], len(s.parts)-1)
	}
	return &s.parts[len(s.parts)-1]
}

// addLessons plans the pages of a language's lessons, and the files that are
// made of all lessons.
func (s *Site) addLessons(lang string) {
	words := wordsOf[lang]
	claims, whole, search := lang+"/claims.html", lang+"/print.html", searchName(lang)
	claimsPage := pageOf{name: "claims.html", lang: lang, title: words.ClaimsTitle, description: words.ClaimsHow}
	wholePage := pageOf{name: "print.html", lang: lang, title: words.PrintTitle, description: words.PrintHow}
	s.add(claims, func(w io.Writer) error {
		return s.beginPage(w, claimsPage, "claims-head", indexPage{Title: words.ClaimsTitle, Summary: words.ClaimsHow})
	}).framed = true
	s.add(whole, func(w io.Writer) error {
		return s.beginPage(w, wholePage, "print-head", indexPage{
			W: words, Title: s.about.title(lang), Summary: s.about[lang].Summary, Parts: s.partsOf(lang),
		})
	}).framed = true
	s.add(search, bytesWriter([]byte("courseSearch(["))).framed = true
	for i, l := range s.byLang[lang] {
		heads := i == 0 || s.byLang[lang][i-1].Part != l.Part
		files := []string{pageName(l), whole, claims, search}
		s.addPart(files, func(to func(string) io.Writer) error {
			return s.writeLesson(l, lessonFiles{to(pageName(l)), to(whole), to(claims), to(search)}, heads)
		}).lesson = l
	}
	s.add(claims, func(w io.Writer) error { return s.endPage(w, claimsPage) }).framed = true
	s.add(whole, func(w io.Writer) error { return s.endPage(w, wholePage) }).framed = true
	s.add(search, bytesWriter([]byte("]);\n"))).framed = true
}

// lessonFiles are the files that a lesson writes to, nil where one is not
// wanted.
type lessonFiles struct{ page, whole, claims, search io.Writer }

// writeLesson writes all that is made of a lesson. heads says that it is the
// first one of a part of the course.
func (s *Site) writeLesson(o *lesson.Outline, to lessonFiles, heads bool) error {
	text := to.page != nil || to.whole != nil
	if !text && to.claims == nil {
		if to.search == nil {
			return nil
		}
		return s.writeSearch(to.search, o)
	}
	d, err := s.draft(o, text)
	if err != nil {
		return err
	}
	defer d.free()
	if to.page != nil {
		if err := s.writePage(to.page, o, d.text); err != nil {
			return err
		}
	}
	if to.whole != nil {
		if err := s.writeWhole(to.whole, o, d.text); err != nil {
			return err
		}
	}
	if to.claims != nil {
		if err := s.writeClaims(to.claims, o, d.claims, heads); err != nil {
			return err
		}
	}
	if to.search != nil {
		return s.writeSections(to.search, o, d.search)
	}
	return nil
}

// writeSearch writes what the search knows of a lesson, and needs no more for
// it than the text: a reader waits for all of them.
func (s *Site) writeSearch(w io.Writer, o *lesson.Outline) error {
	l, err := s.in.Course.Lesson(o)
	if err != nil {
		return err
	}
	sections := draftSearch(l)
	defer sheets.Put(sections)
	return s.writeSections(w, o, sections)
}

func (s *Site) draft(o *lesson.Outline, text bool) (*draft, error) {
	if d := s.in.Drafts.take(o); d != nil {
		return d, nil
	}
	l, record, err := s.read(o)
	if err != nil {
		return nil, err
	}
	return newDraft(l, record, text)
}

// read reads a lesson and its recording.
func (s *Site) read(o *lesson.Outline) (*lesson.Lesson, *recording.Recording, error) {
	l, err := s.in.Course.Lesson(o)
	if err != nil {
		return nil, nil, err
	}
	record, err := s.in.Recordings(o)
	return l, record, err
}

// writeWhole writes a lesson as it is on the page of the whole course.
func (s *Site) writeWhole(w io.Writer, o *lesson.Outline, text *sheet) error {
	var m markup
	m.raw(`<article class="lesson whole" id="`, o.Name, "\">\n<header class=\"head\">\n<p class=\"eyebrow\">")
	m.tag("span", o.Number)
	m.raw(" ")
	m.tag("span", o.Part)
	m.raw("</p>\n")
	m.tag("h2", o.Title)
	m.raw("\n<p class=\"summary\">")
	m.text(o.Summary)
	m.raw("</p>\n</header>\n<div class=\"prose\">\n")
	if _, err := w.Write(m.html); err != nil {
		return err
	}
	if err := text.write(w, s, s.pages[o], true); err != nil {
		return err
	}
	_, err := io.WriteString(w, "</div></article>\n")
	return err
}

// writeSections writes what the search knows of a lesson.
func (s *Site) writeSections(w io.Writer, o *lesson.Outline, sections *sheet) error {
	p := s.pages[o]
	if p.place > 0 {
		if _, err := io.WriteString(w, ",\n"); err != nil {
			return err
		}
	}
	return sections.write(w, s, p, false)
}

// writeClaims writes a lesson's claims on the page of all claims. heads says
// that the lesson is the first one of a part of the course.
func (s *Site) writeClaims(w io.Writer, o *lesson.Outline, claims *sheet, heads bool) error {
	if heads {
		var m markup
		m.raw(`<h2 class="part">`)
		m.text(o.Part)
		m.raw("</h2>\n")
		if _, err := w.Write(m.html); err != nil {
			return err
		}
	}
	return claims.write(w, s, s.pages[o], false)
}
