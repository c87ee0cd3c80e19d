package site

import (
	"io"
)

// indexPage is the view of the page of all lessons, and of what begins the
// pages of all claims and of the whole course.
type indexPage struct {
	W              *words
	Title, Summary string
	Parts          []part
	Lessons        int
	Claims         int
	First          string
	Example        *example
}

type part struct {
	Name    string
	Lessons []entry
}

type entry struct {
	Name, Href, Number, Title, Summary string
	Minutes                            string
}

// partsOf gathers the lessons of a language by their parts, in their order.
func (s *Site) partsOf(lang string) []part {
	var parts []part
	for _, l := range s.byLang[lang] {
		if n := len(parts); n == 0 || parts[n-1].Name != l.Part {
			parts = append(parts, part{Name: l.Part})
		}
		p := &parts[len(parts)-1]
		p.Lessons = append(p.Lessons, entry{
			Name: l.Name, Href: l.Name + ".html", Number: l.Number, Title: l.Title, Summary: l.Summary,
			Minutes: wordsOf[lang].F(wordsOf[lang].Minutes, minutes(l)),
		})
	}
	return parts
}

func (s *Site) writeIndex(w io.Writer, lang string) error {
	words := wordsOf[lang]
	view := indexPage{W: words, Title: s.about.title(lang), Summary: s.about[lang].Summary, Parts: s.partsOf(lang)}
	for _, l := range s.byLang[lang] {
		view.Lessons++
		view.Claims += len(l.Sentences)
		if view.First == "" {
			view.First = l.Name + ".html"
		}
	}
	var err error
	if view.Example, err = s.example(lang); err != nil {
		return err
	}
	return s.page(w, pageOf{name: "index.html", lang: lang, title: view.Title, description: view.Summary}, "index", view)
}

// writeChoice writes the root page, which offers the languages.
func (s *Site) writeChoice(w io.Writer) error {
	view := struct {
		Langs []alternate
		About about
		Words map[string]*words
	}{About: s.about, Words: wordsOf}
	for _, lang := range s.in.Course.Langs {
		t := wordsOf[lang]
		view.Langs = append(view.Langs, alternate{Lang: lang, Tag: t.Tag, Name: t.Name, Href: lang + "/index.html", Label: s.about.title(lang)})
	}
	return s.page(w, pageOf{name: "index.html", title: view.Langs[0].Label}, "choice", view)
}

// writeMissing writes the page for addresses that there are not.
func (s *Site) writeMissing(w io.Writer) error {
	f := s.frame(pageOf{name: "404.html"})
	var view struct{ Langs []missing }
	for _, lang := range s.in.Course.Langs {
		view.Langs = append(view.Langs, missing{W: wordsOf[lang], Href: f.Root + lang + "/index.html"})
	}
	return s.page(w, pageOf{name: "404.html", title: f.W.MissingTitle}, "missing", view)
}

type missing struct {
	W    *words
	Href string
}
