package site

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/seed-05413062/course/internal/lesson"
)

// Piece is a part of a file that is made of all lessons. Where Key is that of
// another time, Write makes the same; "" says nothing.
type Piece struct {
	Key   string
	Write func(io.Writer) error
}

// Pieces are the parts of a file, in their order, so that a change of one
// lesson changes one piece; nil for a file that is made in one.
func (s *Site) Pieces(name string) []Piece {
	if pieces := s.pieces[name]; pieces != nil {
		return pieces()
	}
	return nil
}

// planPieces names the files that are made of all lessons.
func (s *Site) planPieces() {
	s.pieces = map[string]func() []Piece{}
	for _, lang := range s.in.Course.Langs {
		s.pieces[lang+"/claims.html"] = func() []Piece { return s.claimsPieces(lang) }
		s.pieces[lang+"/print.html"] = func() []Piece { return s.printPieces(lang) }
		s.pieces[searchName(lang)] = func() []Piece { return s.searchPieces(lang) }
	}
	for name, pieces := range s.pieces {
		s.files[name] = func(w io.Writer) error {
			for _, p := range pieces() {
				if err := p.Write(w); err != nil {
					return err
				}
			}
			return nil
		}
	}
}

// pieceOf is what a lesson adds to a file; kind tells it from what the lesson
// adds to others, or in other places.
func (s *Site) pieceOf(l *lesson.Lesson, kind string, write func(io.Writer) error) Piece {
	key := s.Key(pageName(l))
	if key != "" {
		key = kind + " " + key
	}
	return Piece{Key: key, Write: write}
}

// pagePieces puts the frame of a page around its body.
func (s *Site) pagePieces(p pageOf, body []Piece) []Piece {
	frame := func(name string) Piece {
		return Piece{Write: func(w io.Writer) error { return templates().ExecuteTemplate(w, name, s.frame(p)) }}
	}
	return append(append([]Piece{frame("top")}, body...), frame("bottom"))
}

// claimsPieces are the page of all claims.
func (s *Site) claimsPieces(lang string) []Piece {
	words := wordsOf[lang]
	body := []Piece{{Write: func(w io.Writer) error {
		return templates().ExecuteTemplate(w, "claims-head", indexPage{W: words, Title: words.ClaimsTitle, Summary: words.ClaimsHow})
	}}}
	last := ""
	for _, l := range s.byLang[lang] {
		part := part{}
		if l.Part != last {
			part.Name, last = l.Part, l.Part
		}
		body = append(body, s.pieceOf(l, fmt.Sprint("claims ", part.Name != ""), func(w io.Writer) error {
			part.Lessons = []entry{s.claimsOf(l)}
			return templates().ExecuteTemplate(w, "claims-of", part)
		}))
	}
	return s.pagePieces(pageOf{name: "claims.html", lang: lang, title: words.ClaimsTitle, description: words.ClaimsHow}, body)
}

// printPieces are the whole course on one page.
func (s *Site) printPieces(lang string) []Piece {
	words := wordsOf[lang]
	body := []Piece{{Write: func(w io.Writer) error {
		return templates().ExecuteTemplate(w, "print-head",
			indexPage{W: words, Title: s.about.title(lang), Summary: s.about[lang].Summary, Parts: s.parts(lang)})
	}}}
	for _, l := range s.byLang[lang] {
		body = append(body, s.pieceOf(l, "print", func(w io.Writer) error { return s.writeWhole(w, l) }))
	}
	return s.pagePieces(pageOf{name: "print.html", lang: lang, title: words.PrintTitle, description: words.PrintHow}, body)
}

// writeWhole writes a lesson as it is on the page of the whole course.
func (s *Site) writeWhole(w io.Writer, l *lesson.Lesson) error {
	if err := templates().ExecuteTemplate(w, "print-lesson", l); err != nil {
		return err
	}
	a := s.article(l)
	a.whole, a.prefix, a.deeper = true, l.Name+".", 1
	if err := writeArticle(w, a); err != nil {
		return err
	}
	_, err := io.WriteString(w, "</div></article>\n")
	return err
}

// searchPieces are the text of all sections of a language.
func (s *Site) searchPieces(lang string) []Piece {
	text := func(t string) Piece {
		return Piece{Write: func(w io.Writer) error { _, err := io.WriteString(w, t); return err }}
	}
	pieces := []Piece{text("courseSearch([")}
	for i, l := range s.byLang[lang] {
		separator := ""
		if i > 0 {
			separator = ",\n"
		}
		pieces = append(pieces, s.pieceOf(l, "search "+separator, func(w io.Writer) error {
			data, err := json.Marshal(s.sections(l))
			if err != nil {
				return err
			}
			_, err = w.Write(append([]byte(separator), data...))
			return err
		}))
	}
	return append(pieces, text("]);\n"))
}
