package site

import (
	"io"

	"github.com/seed-05413062/course/internal/lang"
)

// writeChoice writes the root page, which offers the languages.
func (s *Site) writeChoice(w io.Writer) error {
	type offer struct{ Lang, Tag, Name, Choose, Title, Summary string }
	var offers []offer
	for _, tag := range s.in.Course.Langs {
		l := lang.Of(tag)
		offers = append(offers, offer{tag, l.Tag, l.Name, l.Site.ChoiceTitle, s.title(tag), s.in.Course.About[tag].Summary})
	}
	return s.page(w, head{file: "index.html", title: offers[0].Title}, "choice", offers)
}

// writeMissing writes the page for addresses that do not exist.
func (s *Site) writeMissing(w io.Writer) error {
	type view struct {
		W         *lang.Site
		Tag, Href string
	}
	h := head{file: "404.html", title: lang.Of(s.defaultLang()).Site.MissingTitle}
	root := s.layout(h).Root
	var views []view
	for _, tag := range s.in.Course.Langs {
		l := lang.Of(tag)
		views = append(views, view{&l.Site, l.Tag, root + tag + "/index.html"})
	}
	return s.page(w, h, "missing", views)
}
