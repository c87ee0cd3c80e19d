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

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// Input is all that the pages are made of.
type Input struct {
	Course *lesson.Index
	// Recordings has the recording of a lesson, nil where there is none.
	// Several goroutines may call it at once.
	Recordings func(*lesson.Outline) (*recording.Recording, error)
	// RecordingSum is another one whenever Recordings returns another
	// recording, "" where it returns nil. Several goroutines may call it at
	// once. nil: no part has a key.
	RecordingSum func(*lesson.Outline) string
	// Drafts are lessons that were rendered when they were read; nil: none.
	Drafts *Drafts
	// Files is the folder of lessons: course.yaml, notes.yaml and the
	// pictures of the lessons are read from it. nil: there are none.
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
	in       Input
	base     string // Input.URL with one slash at its end, or ""
	parts    []Part
	files    map[string][]int // the parts of a file
	names    []string
	pages    map[*lesson.Outline]*page
	byLang   map[string][]*lesson.Outline
	byFile   map[string]*lesson.Outline // "05-join.zh"
	pictures map[string]string          // file of Input.Files -> name in the site
	about    about
	notes    *notes
	yaml     map[string][]byte // the texts of both
	assets   assets
}

// New plans the site. The error is a lesson.Problems where links, headings
// or pictures are wrong: all that is wrong, in one go.
func New(in Input) (*Site, error) {
	if in.Recordings == nil {
		in.Recordings = func(*lesson.Outline) (*recording.Recording, error) { return nil, nil }
	}
	s := &Site{in: in}
	s.prepare()
	var problems lesson.Problems
	var err error
	s.yaml = map[string][]byte{}
	if s.about, s.yaml[aboutFile], err = readAbout(in.Files); err != nil {
		problems = append(problems, asProblems(in.Course, aboutFile, err)...)
	}
	if s.notes, s.yaml[notesFile], err = readNotes(in.Files); err != nil {
		problems = append(problems, asProblems(in.Course, notesFile, err)...)
	}
	problems = append(problems, s.planPages()...)
	s.plan()
	problems = append(problems, s.notes.resolve(s)...)
	problems = append(problems, s.checkLinks()...)
	if err := problems.Err(); err != nil {
		return nil, err
	}
	s.names = slices.Sorted(maps.Keys(s.files))
	s.setKeys()
	return s, nil
}

// prepare makes what the plan is written into.
func (s *Site) prepare() {
	s.files = map[string][]int{}
	s.pages = map[*lesson.Outline]*page{}
	s.byLang = map[string][]*lesson.Outline{}
	s.byFile = map[string]*lesson.Outline{}
	s.pictures = map[string]string{}
	s.assets = loadAssets()
	for _, lang := range s.in.Course.Langs {
		s.byLang[lang] = s.in.Course.In(lang)
	}
	for _, l := range s.in.Course.Lessons {
		s.byFile[l.Name+"."+l.Lang] = l
	}
	if s.in.URL != "" {
		s.base = strings.TrimRight(s.in.URL, "/") + "/"
		if u, err := url.Parse(s.base); err == nil {
			s.base = u.String() // as pages may have it
		}
	}
}

// plan names the files of the site.
func (s *Site) plan() {
	c := s.in.Course
	for _, lang := range c.Langs {
		s.addLessons(lang)
	}
	for _, lang := range c.Langs {
		s.add(lang+"/index.html", func(w io.Writer) error { return s.writeIndex(w, lang) })
		if s.notes != nil {
			s.add(lang+"/notes.html", func(w io.Writer) error { return s.writeNotes(w, lang) })
		}
	}
	s.add("index.html", s.writeChoice).framed = true
	s.add("404.html", s.writeMissing).framed = true
	for _, name := range slices.Sorted(maps.Keys(s.assets.files)) {
		s.add(name, bytesWriter(s.assets.files[name])).framed = true
	}
	if s.base != "" {
		s.add("sitemap.xml", s.writeSitemap).framed = true
		if l, _, _ := s.exampleRun(s.defaultLang()); l != nil {
			s.add(shareName, s.writeShare)
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
	parts := s.files[name]
	if parts == nil {
		return fmt.Errorf("site: %s: %w", name, fs.ErrNotExist)
	}
	to := func(file string) io.Writer {
		if file == name {
			return w
		}
		return nil
	}
	for _, i := range parts {
		if err := s.parts[i].Write(to); err != nil {
			return fmt.Errorf("site: %s: %w", name, err)
		}
	}
	return nil
}

func bytesWriter(data []byte) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := w.Write(data)
		return err
	}
}

// pageName is the file of a lesson's page.
func pageName(l *lesson.Outline) string { return l.Lang + "/" + l.Name + ".html" }

// root is the way from a page to the root of the site.
func root(page string) string {
	return cmp.Or(strings.Repeat("../", strings.Count(page, "/")), "./")
}

// asProblems gives an error about a file beside the lessons its place.
func asProblems(c *lesson.Index, file string, err error) lesson.Problems {
	place := lesson.Place{File: path.Join(c.Dir, file)}
	if at := (*lineError)(nil); errors.As(err, &at) {
		place.Line, err = at.line, at.err
	}
	return lesson.Problems{{Place: place, Msg: err.Error()}}
}

// lineError is an error in a line of a file.
type lineError struct {
	line int
	err  error
}

func (e *lineError) Error() string { return e.err.Error() }
func (e *lineError) Unwrap() error { return e.err }
