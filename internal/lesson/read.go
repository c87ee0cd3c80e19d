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
	"sync"
	"sync/atomic"
	"unicode/utf8"
)

// ErrEmpty is what Read returns for a folder without any Markdown file.
var ErrEmpty = errors.New("no lessons here")

// mostDigits is what the number of a lesson may have. Two are enough for a
// course that people read; files of more lessons keep their order only where
// all numbers have as many digits.
const mostDigits = 4

const nameHint = "a lesson is called NN-slug.zh.md or NN-slug.en.md (05-join.zh.md); " +
	"another text can stand in README.md or in a folder"

// Read reads a course; dir is what places begin with. The error is a
// Problems where lessons are wrong: all that is wrong, in one go. What could
// be read is returned beside it. ErrEmpty, or an error of the file system,
// is returned wrapped.
func Read(fsys fs.FS, dir string) (*Course, error) {
	c := &Course{Dir: dir}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return c, fmt.Errorf("read lessons: %w", err)
	}
	var files []*file
	for _, e := range entries {
		// A dot begins what editors and systems keep for themselves.
		if e.IsDir() || !strings.EqualFold(path.Ext(e.Name()), ".md") || e.Name()[0] == '.' || e.Name() == "README.md" {
			continue
		}
		files = append(files, &file{name: e.Name()})
	}
	readAll(fsys, dir, files)
	var problems Problems
	for _, f := range files {
		problems = append(problems, f.problems...)
		if f.lesson != nil {
			c.Lessons = append(c.Lessons, f.lesson)
		}
	}
	if len(c.Lessons) == 0 && len(problems) == 0 {
		return c, fmt.Errorf("%s: %w", cmp.Or(dir, "."), ErrEmpty)
	}
	problems = append(problems, c.pair()...)
	return c, problems.Err()
}

// file is a Markdown file of the folder, and what it holds.
type file struct {
	name     string
	lesson   *Lesson // nil where it is none or can't be read
	problems Problems
}

// readAll reads the files, several at once.
func readAll(fsys fs.FS, dir string, files []*file) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(len(files), runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := next.Add(1); int(i) <= len(files); i = next.Add(1) {
				files[i-1].read(fsys, dir)
			}
		})
	}
	group.Wait()
}

func (f *file) read(fsys fs.FS, dir string) {
	l, ok := parseName(f.name)
	l.Path = path.Join(dir, f.name)
	if !ok {
		f.problems.add(l.At(0), nameHint, "not a lesson")
		return
	}
	src, err := fs.ReadFile(fsys, f.name)
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	if err != nil {
		f.problems.add(l.At(0), "", "can't be read: %v", err)
		return
	}
	f.problems = l.parse(src)
	f.lesson = l
}

// parseName takes NN-slug.LANG.md apart.
func parseName(file string) (*Lesson, bool) {
	name, lang, ok := strings.Cut(strings.TrimSuffix(file, ".md"), ".")
	number, slug, ok2 := strings.Cut(name, "-")
	l := &Lesson{Name: name, Number: number, Slug: slug, Lang: lang}
	isDigit := func(r rune) bool { return '0' <= r && r <= '9' }
	plain := func(r rune) bool { return r == '-' || isDigit(r) || 'a' <= r && r <= 'z' }
	every := func(s string, f func(rune) bool) bool {
		return strings.IndexFunc(s, func(r rune) bool { return !f(r) }) < 0
	}
	return l, ok && ok2 &&
		(lang == "zh" || lang == "en") &&
		2 <= len(number) && len(number) <= mostDigits && every(number, isDigit) &&
		slug != "" && every(slug, plain) && strings.Trim(slug, "-") == slug
}

// parse fills the lesson from its file. After a problem it goes on as far as
// it makes sense, so that an author sees all of them at once.
func (l *Lesson) parse(src []byte) Problems {
	var problems Problems
	src = bytes.TrimPrefix(src, []byte("\ufeff"))
	l.Source = unixLines(src)
	if !utf8.Valid(l.Source) {
		problems.add(l.At(1+bytes.Count(l.Source[:invalid(l.Source)], []byte("\n"))),
			"save the file as UTF-8", "not UTF-8 text")
		l.Source = bytes.ToValidUTF8(l.Source, []byte("\ufffd"))
	}
	problems = append(problems, l.parseMarkdown()...)
	problems = append(problems, l.checkFiles()...)
	return problems
}

// unixLines takes the carriage returns off the ends of lines.
func unixLines(src []byte) []byte {
	lines := bytes.Split(src, []byte("\n"))
	for i, line := range lines {
		lines[i] = bytes.TrimRight(line, "\r")
	}
	return bytes.Join(lines, []byte("\n"))
}

// invalid is the offset of the first byte that is not UTF-8.
func invalid(src []byte) int {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return len(src)
}

// pair finds the course's languages, and what is wrong between its lessons.
func (c *Course) pair() Problems {
	var problems Problems
	byNumber, bySlug := map[string]*Lesson{}, map[string]*Lesson{}
	c.twins = map[[2]string]*Lesson{}
	for _, l := range c.Lessons {
		c.twins[[2]string{l.Name, l.Lang}] = l
		if first := c.Lessons[0]; len(l.Number) != len(first.Number) {
			problems.add(l.At(0), "write as many digits in each: 007, 042, 100",
				"number %s is not as long as that of %s", l.Number, first.Path)
		}
		if !slices.Contains(c.Langs, l.Lang) {
			c.Langs = append(c.Langs, l.Lang)
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
	slices.Sort(c.Langs)
	for _, l := range c.Lessons {
		for _, lang := range c.Langs {
			if c.Twin(l, lang) == nil {
				problems.add(l.At(0), "every lesson is there in every language of the course: "+strings.Join(c.Langs, ", "),
					"its twin %s is missing", path.Join(c.Dir, l.Name+"."+lang+".md"))
			}
		}
	}
	return problems
}
