package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/site/article"
	"github.com/seed-05413062/course/site/html"
)

// Input is all that the pages are made of.
type Input struct {
	Course *lesson.Course
	// Recordings returns the recording of a lesson, nil where there is none.
	// Several goroutines may call it at once.
	Recordings func(*lesson.Lesson) (*recording.Recording, error)
	// Files is the folder of lessons: notes.yaml and the images of the lessons
	// are read from it. nil: there are none.
	Files fs.FS
	// URL is where the site will be published, absolute; "" when that is
	// not known: then there is no sitemap, no canonical address and no
	// share picture. The page for missing addresses, 404.html, has it in
	// its links, since it is shown at any address.
	URL string
	// Scripts are further scripts that every page loads, as names from the
	// root of the site: what serves the site provides them.
	Scripts []string
}

// Site is a planned site: its files, and the links between them. Its methods
// may be called by several goroutines at once.
type Site struct {
	in     Input
	base   string // Input.URL with one slash at its end, or ""
	files  map[string]func(io.Writer) error
	names  []string
	pages  map[*lesson.Lesson]*page
	images map[string]string // destination in a lesson -> name in the site
	notes  *notes
	assets assets
}

// New plans the site. The error is a lesson.Problems where links, headings
// or images are wrong: all that is wrong, in one go.
func New(in Input) (*Site, error) {
	s := newSite(in)
	var problems lesson.Problems
	var err error
	if s.notes, err = readNotes(in.Files); err != nil {
		problems = append(problems, notesProblem(in.Course, err))
	}
	problems = append(problems, s.planPages()...)
	s.planFiles()
	problems = append(problems, s.notes.resolve(in.Course)...)
	problems = append(problems, s.checkLinks()...)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	s.names = slices.Sorted(maps.Keys(s.files))
	return s, nil
}

func newSite(in Input) *Site {
	if in.Recordings == nil {
		in.Recordings = func(*lesson.Lesson) (*recording.Recording, error) { return nil, nil }
	}
	s := &Site{
		in: in, files: map[string]func(io.Writer) error{}, pages: map[*lesson.Lesson]*page{},
		images: map[string]string{}, assets: loadAssets(),
	}
	if in.URL != "" {
		s.base = strings.TrimRight(in.URL, "/") + "/"
		if u, err := url.Parse(s.base); err == nil {
			s.base = u.String() // as pages may have it
		}
	}
	return s
}

// planFiles names the files of the site, each with what writes it. A new kind
// of page is a file beside this one, its template, and a line here.
func (s *Site) planFiles() {
	c := s.in.Course
	for _, lang := range c.Langs {
		for _, l := range c.In(lang) {
			s.files[pageName(l)] = func(w io.Writer) error { return s.writeLesson(w, l) }
		}
		s.files[lang+"/index.html"] = func(w io.Writer) error { return s.writeIndex(w, lang) }
		s.files[lang+"/claims.html"] = func(w io.Writer) error { return s.writeClaims(w, lang) }
		s.files[lang+"/print.html"] = func(w io.Writer) error { return s.writePrint(w, lang) }
		s.files[searchName(lang)] = func(w io.Writer) error { return s.writeSearch(w, lang) }
		if s.notes != nil {
			s.files[lang+"/notes.html"] = func(w io.Writer) error { return s.writeNotes(w, lang) }
		}
	}
	s.files["index.html"] = s.writeChoice
	s.files["404.html"] = s.writeMissing
	for name, data := range s.assets.files {
		s.files[name] = bytesWriter(data)
	}
	if s.base != "" {
		s.files["sitemap.xml"] = s.writeSitemap
		if e := s.exampleRun(s.defaultLang()); e != nil {
			s.files[shareName] = func(w io.Writer) error { return s.writeShare(w, e) }
		}
	}
}

// Names has all files of the site, sorted.
func (s *Site) Names() []string { return s.names }

// Render makes one file. The error is fs.ErrNotExist, wrapped, for a name
// that is none of Names.
func (s *Site) Render(name string) ([]byte, error) {
	var buf bytes.Buffer
	err := s.Write(&buf, name)
	return buf.Bytes(), err
}

// Write writes one file.
func (s *Site) Write(w io.Writer, name string) error {
	write := s.files[name]
	if write == nil {
		return fmt.Errorf("site: %s: %w", name, fs.ErrNotExist)
	}
	if err := write(w); err != nil {
		return fmt.Errorf("site: %s: %w", name, err)
	}
	return nil
}

func bytesWriter(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// article is a lesson with its recording.
func (s *Site) article(l *lesson.Lesson) (*article.Article, error) {
	r, err := s.in.Recordings(l)
	if err != nil {
		return nil, err
	}
	return article.New(l, r), nil
}

// text is a lesson's text, which is rendered once for its own page and that of
// the whole course.
func (s *Site) text(l *lesson.Lesson) (*html.Fragment, error) {
	return s.pages[l].text()
}

func (s *Site) renderText(l *lesson.Lesson) func() (*html.Fragment, error) {
	return sync.OnceValues(func() (*html.Fragment, error) {
		a, err := s.article(l)
		if err != nil {
			return nil, err
		}
		return a.Render(s)
	})
}

// pageName is the file of a lesson's page.
func pageName(l *lesson.Lesson) string { return l.Lang + "/" + l.Name + ".html" }

// root is the way from a page to the root of the site.
func root(page string) string {
	return cmp.Or(strings.Repeat("../", strings.Count(page, "/")), "./")
}

// defaultLang is for readers of none of the languages.
func (s *Site) defaultLang() string {
	if slices.Contains(s.in.Course.Langs, lang.Default) {
		return lang.Default
	}
	return s.in.Course.Langs[0]
}

// notesProblem gives an error about notes.yaml its place.
func notesProblem(c *lesson.Course, err error) lesson.Problem {
	place := lesson.Place{File: path.Join(c.Dir, notesFile)}
	if at := (*lineError)(nil); errors.As(err, &at) {
		place.Line, err = at.line, at.err
	}
	return lesson.Problem{Place: place, Msg: err.Error()}
}

// lineError is an error in a line of a file.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string { return e.err.Error() }
func (e *lineError) Unwrap() error { return e.err }
