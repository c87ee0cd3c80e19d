package site

import (
	"embed"
	"html/template"
	"io"
	"net/url"
	"strings"
	"sync"
)

//go:embed templates/*.html
var templateFiles embed.FS

// templates are read when the first page is made: the command has other
// things to do at its start.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.ParseFS(templateFiles, "templates/*.html"))
})

// pageOf is what the frame of a page must know of it.
type pageOf struct {
	name               string // below the folder of its language, or below the root where it has no language
	lang               string // "" on the pages of all languages
	title, description string
	lesson             string // its name, "" where it is none
}

// page writes a page: its frame around a template.
func (s *Site) page(w io.Writer, p pageOf, name string, view any) error {
	if err := s.beginPage(w, p, name, view); err != nil {
		return err
	}
	return s.endPage(w, p)
}

// openPage adds what is above the text of a page.
func (s *Site) openPage(m *markup, p pageOf) {
	f := s.frame(p)
	m.head(f)
	m.raw("<body>\n<a class=\"skip\" href=\"#", idMain, "\">", f.W.Skip, "</a>\n")
	m.top(f)
	m.raw("<main id=\"", idMain, "\" tabindex=\"-1\">\n")
}

// closePage adds what is below the text of a page.
func (s *Site) closePage(m *markup, p pageOf) {
	m.raw("</main>")
	if p.lang != "" {
		f := s.frame(p)
		m.raw("\n<footer class=\"bottom\">\n<a href=\"print.html\">", f.W.Print, "</a>\n",
			`<a href="`, f.Root, `index.html#languages">`, f.W.ChoiceTitle, "</a>\n</footer>")
	}
	m.raw("\n</body>\n</html>\n")
}

// beginPage writes the frame of a page down to its text, and a template.
func (s *Site) beginPage(w io.Writer, p pageOf, name string, view any) error {
	var m markup
	s.openPage(&m, p)
	if _, err := w.Write(m.html); err != nil {
		return err
	}
	return templates().ExecuteTemplate(w, name, view)
}

// endPage writes what is below the text of a page.
func (s *Site) endPage(w io.Writer, p pageOf) error {
	var m markup
	s.closePage(&m, p)
	_, err := w.Write(m.html)
	return err
}

// frame is what stands around every page.
type frame struct {
	W                          *words
	Lang, Tag, Root            string
	Name, Title, Site, Summary string
	Lesson                     string
	Styles, Search             string
	Scripts                    []string
	Alternates                 []alternate
	Canonical, Share, Default  string
	Other                      []alternate // the page in the other languages
	Notes                      bool
	Here                       string // the page's name, to mark where the reader is
}

type alternate struct{ Lang, Tag, Name, Href, Label string }

func (s *Site) frame(p pageOf) frame {
	full := p.name
	lang := p.lang
	if lang != "" {
		full = lang + "/" + p.name
	} else {
		lang = s.in.Course.Langs[0]
		if s.hasLang("en") {
			lang = "en"
		}
	}
	f := frame{
		W: wordsOf[lang], Lang: p.lang, Tag: wordsOf[lang].Tag, Root: root(full), Here: p.name,
		Name: full, Title: p.title, Summary: p.description, Site: s.about.title(lang), Lesson: p.lesson,
		Notes: s.notes != nil,
	}
	if p.name == "404.html" && s.base != "" {
		// A host shows this page at any address that it has nothing for.
		if u, err := url.Parse(s.base); err == nil {
			f.Root = u.EscapedPath()
		}
	}
	f.Styles = f.Root + s.assets.style
	f.Scripts = []string{f.Root + s.assets.script}
	for _, script := range s.in.Scripts {
		f.Scripts = append(f.Scripts, f.Root+script)
	}
	f.Search = f.Root + searchName(lang)
	for _, other := range s.in.Course.Langs {
		href := other + "/" + p.name
		if p.lang == "" {
			href = other + "/index.html"
		}
		w := wordsOf[other]
		a := alternate{Lang: other, Tag: w.Tag, Name: w.Name, Href: f.Root + href}
		if other != p.lang {
			f.Other = append(f.Other, a)
		}
		if s.base != "" {
			a.Href = s.base + href
		}
		f.Alternates = append(f.Alternates, a)
	}
	f.Default = f.Root + s.defaultLang() + "/" + p.name
	if p.lang == "" {
		f.Default = f.Root + p.name
	}
	if s.base != "" {
		f.Default = s.base + strings.TrimPrefix(f.Default, f.Root)
		f.Canonical = s.base + full
		if s.files[shareName] != nil {
			f.Share = s.base + shareName
		}
	}
	return f
}

func (s *Site) hasLang(lang string) bool {
	for _, l := range s.in.Course.Langs {
		if l == lang {
			return true
		}
	}
	return false
}
