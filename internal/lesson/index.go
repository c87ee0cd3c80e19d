package lesson

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"runtime"
	"slices"
	"strings"

	"github.com/yuin/goldmark/parser"
	"golang.org/x/sync/errgroup"
)

// Index is a course as its lessons' outlines; a lesson is read in full when
// it is asked for.
type Index struct {
	Dir     string // what Place.File begins with, "" for the lessons in the binary
	Langs   []string
	Lessons []*Outline

	fsys  fs.FS
	files map[*Outline]*file
	twins map[[2]string]*Outline // by name and language
}

// In is the lessons of a language, in their order.
func (x *Index) In(lang string) []*Outline {
	var in []*Outline
	for _, o := range x.Lessons {
		if o.Lang == lang {
			in = append(in, o)
		}
	}
	return in
}

// Twin is the lesson in a language, nil when it is missing there.
func (x *Index) Twin(o *Outline, lang string) *Outline { return x.twins[[2]string{o.Name, lang}] }

// Lesson is a lesson of the index in full, parsed for the caller, who may
// change it. The error says that its file can't be read any more, or has
// changed since. Several goroutines may call it at once.
func (x *Index) Lesson(o *Outline) (*Lesson, error) {
	f := x.files[o]
	l := &Lesson{Outline: *o, Source: f.source}
	if l.Source == nil {
		sum, _, src, err := (*Memory)(nil).look(x.fsys, f.name, nil, true)
		if err == nil && sum != o.Sum {
			err = errors.New("was changed just now: build again")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", o.Path, err)
		}
		l.Source = unixLines(bytes.TrimPrefix(src, bom))
	}
	l.parseMarkdown(parser.NewContext()) // what is wrong with it is known
	l.findPrograms()
	return l, nil
}

// ReadIndex reads a course as Read does, and with its errors. Lessons that the
// memory knows are not parsed, nor are their files read; it may be nil. Those
// that are parsed, and without problems, are handed to take, where it is not
// nil. It may change them, and says whether their texts can go: Lesson reads
// the file again where they have. Several goroutines call it.
func ReadIndex(fsys fs.FS, dir string, m *Memory, take func(*Lesson) bool) (*Index, error) {
	return readIndex(fsys, dir, m, holdNothing, take)
}

// ReadTexts is ReadIndex for an index that outlives this moment: it has the
// texts of all lessons, as they are now.
func ReadTexts(fsys fs.FS, dir string, m *Memory) (*Index, error) {
	return readIndex(fsys, dir, m, holdTexts, nil)
}

// hold is what the files of an index hold, beside what could not be avoided.
type hold int

const (
	holdNothing hold = iota
	holdTexts
	holdLessons
)

func readIndex(fsys fs.FS, dir string, m *Memory, h hold, take func(*Lesson) bool) (*Index, error) {
	x := &Index{Dir: dir, fsys: fsys, files: map[*Outline]*file{}}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return x, fmt.Errorf("read lessons: %w", err)
	}
	var files []*file
	for _, e := range entries {
		// A dot begins what editors and systems keep for themselves.
		if e.IsDir() || !strings.EqualFold(path.Ext(e.Name()), ".md") || e.Name()[0] == '.' || e.Name() == "README.md" {
			continue
		}
		files = append(files, &file{name: e.Name()})
	}
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for part := range slices.Chunk(files, 8) {
		group.Go(func() error {
			for _, f := range part {
				l := f.read(fsys, dir, m, h)
				if l != nil && take != nil && len(f.problems) == 0 && take(l) {
					f.source = nil
				}
			}
			return nil
		})
	}
	_ = group.Wait()
	var problems Problems
	for _, f := range files {
		problems = append(problems, f.problems...)
		if f.outline != nil {
			x.Lessons = append(x.Lessons, f.outline)
			x.files[f.outline] = f
		}
	}
	if len(x.Lessons) == 0 && len(problems) == 0 {
		return x, fmt.Errorf("%s: %w", cmp.Or(dir, "."), ErrEmpty)
	}
	problems = append(problems, x.pair()...)
	return x, problems.Err()
}

// file is a Markdown file of the folder, and what it holds.
type file struct {
	name     string
	outline  *Outline // nil where it is no lesson or can't be read
	problems Problems
	source   []byte  // nil where it was not read
	lesson   *Lesson // nil where nobody asked to hold it
}

// read reads the file. The lesson is nil where it was not parsed.
func (f *file) read(fsys fs.FS, dir string, m *Memory, h hold) *Lesson {
	o, ok := parseName(f.name)
	o.Path = path.Join(dir, f.name)
	if !ok {
		f.problems.add(o.At(0), nameHint, "not a lesson")
		return nil
	}
	files := m
	if h >= holdTexts {
		files = nil // which knows no file, and reads it
	}
	var src []byte
	var err error
	o.Sum, _, src, err = files.look(fsys, f.name, nil, false)
	if err == nil {
		f.outline = m.outline(o)
	}
	if err == nil && f.outline == nil && src == nil {
		// The file is known, but no outline: something was wrong with it.
		o.Sum, _, src, err = files.look(fsys, f.name, nil, true)
	}
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	if err != nil {
		f.problems.add(o.At(0), "", "can't be read: %v", err)
		return nil
	}
	if f.outline != nil {
		if src != nil {
			f.source = unixLines(bytes.TrimPrefix(src, bom))
		}
		return nil
	}
	l := &Lesson{Outline: o}
	f.problems = l.parse(src)
	f.source = l.Source
	if h == holdLessons {
		f.lesson, f.outline = l, &l.Outline
	} else {
		o = l.Outline // the tree, which takes ten times the room of the text, can go
		f.outline = &o
	}
	if len(f.problems) == 0 {
		m.keep(f.outline)
	}
	return l
}

// pair finds the course's languages, and what is wrong between its lessons.
func (x *Index) pair() Problems {
	var problems Problems
	byNumber, bySlug := map[string]*Outline{}, map[string]*Outline{}
	x.twins = map[[2]string]*Outline{}
	for _, l := range x.Lessons {
		x.twins[[2]string{l.Name, l.Lang}] = l
		if first := x.Lessons[0]; len(l.Number) != len(first.Number) {
			problems.add(l.At(0), "write as many digits in each: 007, 042, 100",
				"number %s is not as long as that of %s", l.Number, first.Path)
		}
		if !slices.Contains(x.Langs, l.Lang) {
			x.Langs = append(x.Langs, l.Lang)
		}
		if first := byNumber[l.Number]; first == nil {
			byNumber[l.Number] = l
		} else if first.Slug != l.Slug {
			problems.add(l.At(0), "give one of them another number",
				"number %s is that of %s", l.Number, first.Path)
		}
		if first := bySlug[l.Slug]; first == nil {
			bySlug[l.Slug] = l
		} else if first.Number != l.Number {
			problems.add(l.At(0), "the two languages of a lesson have the same number; two lessons have different slugs",
				"slug %q is that of %s", l.Slug, first.Path)
		}
	}
	slices.Sort(x.Langs)
	for _, l := range x.Lessons {
		for _, lang := range x.Langs {
			if x.Twin(l, lang) == nil {
				problems.add(l.At(0), "every lesson is there in every language of the course: "+strings.Join(x.Langs, ", "),
					"its twin %s is missing", path.Join(x.Dir, l.Name+"."+lang+".md"))
			}
		}
	}
	return problems
}
