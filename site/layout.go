package site

import (
	"embed"
	"html/template"
	"io"
	"net/url"
	"slices"
	"strings"
	"sync"

	"github.com/seed-05413062/course/internal/lang"
)

//go:embed templates/*.html
var templateFiles embed.FS

// templates has one for each kind of page: layout.html with the page's main.
// They are read when the first page is made: the command has other things to
// do at its start.
var templates = sync.OnceValue(func() map[string]*template.Template {
	layout := template.Must(template.ParseFS(templateFiles, "templates/layout.html"))
	pages := map[string]*template.Template{}
	files, err := templateFiles.ReadDir("templates")
	if err != nil {
		panic(err) // they are embedded
	}
	for _, f := range files {
		if name := strings.TrimSuffix(f.Name(), ".html"); name != "layout" {
			page := template.Must(layout.Clone())
			pages[name] = template.Must(page.ParseFS(templateFiles, "templates/"+f.Name()))
		}
	}
	return pages
})

// policy lets a page load what is of the site, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"

// head is what a page says of itself.
type head struct {
	file               string // below the folder of its language, or below the root where it has no language
	lang               string // "" on the pages of all languages
	title, description string
	lesson             string // its name, "" where it is none
}

// layout is what the template of the layout shows.
type layout struct {
	W                          *lang.Site
	Lang, Tag, Dir, Root       string
	Name, Title, Site, Summary string
	Lesson                     string
	Policy                     string
	Styles, Search             string
	Scripts                    []string
	Alternates                 []alternate
	Canonical, Share           string
	Other                      []alternate // the page in the other languages
	Notes                      bool
	Here                       string // the page's file, to mark where the reader is
	View                       any    // of the page's own template
}

// alternate is a page in another language.
type alternate struct{ Lang, Tag, Name, Href, Label string }

// page writes a page: the layout around a template.
func (s *Site) page(w io.Writer, h head, name string, view any) error {
	l := s.layout(h)
	l.View = view
	return templates()[name].ExecuteTemplate(w, "layout", l)
}

func (s *Site) layout(h head) layout {
	full, tag := h.file, h.lang
	if h.lang != "" {
		full = h.lang + "/" + h.file
	} else {
		tag = s.defaultLang()
	}
	language := lang.Of(tag)
	l := layout{
		W: &language.Site, Lang: h.lang, Tag: language.Tag, Root: root(full), Here: h.file,
		Name: full, Title: h.title, Summary: h.description, Site: s.title(tag), Lesson: h.lesson,
		Policy: policy, Notes: s.notes != nil,
	}
	if language.Dir == "rtl" {
		l.Dir = language.Dir
	}
	if h.file == "404.html" && s.base != "" {
		// A host shows this page at any address that it has nothing for.
		if u, err := url.Parse(s.base); err == nil {
			l.Root = u.EscapedPath()
		}
	}
	l.Styles = l.Root + s.assets.style
	for _, script := range slices.Concat([]string{s.assets.script}, s.in.Scripts) {
		l.Scripts = append(l.Scripts, l.Root+script)
	}
	l.Search = l.Root + searchName(tag)
	s.addAlternates(&l, h)
	if s.base != "" {
		l.Canonical = s.base + full
		if s.files[shareName] != nil {
			l.Share = s.base + shareName
		}
	}
	return l
}

// addAlternates adds the page in the other languages, and the one for readers
// of none of them.
func (s *Site) addAlternates(l *layout, h head) {
	root := l.Root
	if s.base != "" {
		root = s.base
	}
	for _, other := range s.in.Course.Langs {
		href := other + "/" + h.file
		if h.lang == "" {
			href = other + "/index.html"
		}
		o := lang.Of(other)
		a := alternate{Lang: other, Tag: o.Tag, Name: o.Name, Href: l.Root + href}
		if other != h.lang {
			l.Other = append(l.Other, a)
		}
		a.Href = root + href
		l.Alternates = append(l.Alternates, a)
	}
	neutral := s.defaultLang() + "/" + h.file
	if h.lang == "" {
		neutral = h.file
	}
	l.Alternates = append(l.Alternates, alternate{Tag: "x-default", Href: root + neutral})
}

// title is the course's in a language; without one, "Course".
func (s *Site) title(tag string) string {
	if t := s.in.Course.About[tag].Title; t != "" {
		return t
	}
	return lang.Of(tag).Site.Course
}
