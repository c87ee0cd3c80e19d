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
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"
	"golang.org/x/sync/errgroup"
)

// ErrEmpty is what Read returns for a folder without any Markdown file.
var ErrEmpty = errors.New("no lessons here")

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
	var names []string
	for _, e := range entries {
		// A dot begins what editors and systems keep for themselves.
		if e.IsDir() || !strings.EqualFold(path.Ext(e.Name()), ".md") || e.Name()[0] == '.' || e.Name() == "README.md" {
			continue
		}
		names = append(names, e.Name())
	}
	about, problems := readAbout(fsys, dir)
	c.Lang = about.lang
	if len(names) == 0 {
		return c, fmt.Errorf("%s: %w", cmp.Or(dir, "."), ErrEmpty)
	}
	lessons := make([]*Lesson, len(names))
	found := make([]Problems, len(names))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, name := range names {
		group.Go(func() error {
			lessons[i], found[i] = readLesson(fsys, dir, name, about.lang)
			return nil
		})
	}
	_ = group.Wait()
	for i, l := range lessons {
		problems = append(problems, found[i]...)
		if l != nil {
			c.Lessons = append(c.Lessons, l)
		}
	}
	problems = append(problems, c.pair()...)
	c.About = about.texts(c.Langs)
	return c, problems.Err()
}

// readLesson reads one file; the lesson is nil where it is none, or can't be
// read.
func readLesson(fsys fs.FS, dir, file, lang string) (*Lesson, Problems) {
	var problems Problems
	l := &Lesson{Path: path.Join(dir, file)}
	if msg, hint := l.parseName(file, lang); msg != "" {
		problems.add(l.At(0), hint, "%s", msg)
		return nil, problems
	}
	src, err := fs.ReadFile(fsys, file)
	if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
		err = pathErr.Err
	}
	if err != nil {
		problems.add(l.At(0), "", "can't be read: %v", err)
		return nil, problems
	}
	return l, l.parse(src)
}

// pair sorts the lessons, finds their languages, and what is wrong between
// lessons.
func (c *Course) pair() Problems {
	slices.SortFunc(c.Lessons, func(a, b *Lesson) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Lang, b.Lang), cmp.Compare(a.Path, b.Path))
	})
	var problems Problems
	byNumber, bySlug := map[string]*Lesson{}, map[string]*Lesson{}
	for i, l := range c.Lessons {
		if first := c.Lessons[0]; len(l.Number) != len(first.Number) {
			problems.add(l.At(0), "write as many digits in each: 007, 042, 100",
				"number %s is not as long as that of %s", l.Number, first.Path)
		}
		if i > 0 && c.Lessons[i-1].Name == l.Name && c.Lessons[i-1].Lang == l.Lang {
			problems.add(l.At(0), "remove one of them", "the same lesson in the same language as %s", c.Lessons[i-1].Path)
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
			problems.add(l.At(0), "the languages of a lesson have the same number; two lessons have different slugs",
				"slug %q is that of %s", l.Slug, first.Path)
		}
	}
	slices.Sort(c.Langs)
	for _, l := range c.Lessons {
		for _, lang := range c.Langs {
			if c.Twin(l, lang) == nil {
				problems.add(l.At(0), "every lesson exists in every language of the course: "+strings.Join(c.Langs, ", "),
					"its twin %s is missing", path.Join(c.Dir, l.Name+"."+lang+".md"))
			}
		}
	}
	return problems
}

// parse fills the lesson from its file. After a problem it goes on as far as
// it makes sense, so that an author sees all of them at once.
func (l *Lesson) parse(src []byte) Problems {
	var problems Problems
	l.Source = unixLines(bytes.TrimPrefix(src, bom))
	if !utf8.Valid(l.Source) {
		problems.add(l.At(1+bytes.Count(l.Source[:firstInvalid(l.Source)], []byte("\n"))),
			"save the file as UTF-8", "not UTF-8 text")
		l.Source = bytes.ToValidUTF8(l.Source, []byte("\ufffd"))
	}
	problems = append(problems, l.dropWideTables()...)
	pc := parser.NewContext()
	problems = append(problems, l.parseMarkdown(pc)...)
	problems = append(problems, l.parseFront(pc)...)
	l.findPrograms()
	problems = append(problems, l.checkFiles()...)
	l.measure()
	l.hash()
	return problems
}

// maxColumns of a table: each row has all of them, however few the author
// wrote, so that 6 KB of text could make a page of 10 MB.
const maxColumns = 100

// dropWideTables reports tables that are too wide, and takes the line out that
// makes them tables.
func (l *Lesson) dropWideTables() Problems {
	var problems Problems
	start := 0
	for i, line := range bytes.SplitAfter(l.Source, []byte("\n")) {
		if n := bytes.Count(line, []byte("|")); n > maxColumns && len(bytes.Trim(line, " \t>|:-\n")) == 0 {
			problems.add(l.At(i+1), "make two tables of it, or a list", "a table of more than %d columns", maxColumns)
			l.Source = slices.Concat(l.Source[:start], bytes.Repeat([]byte(" "), len(line)-1), l.Source[start+len(line)-1:])
		}
		start += len(line)
	}
	return problems
}

// bom is the byte order mark that some editors put before UTF-8.
var bom = []byte("\ufeff")

// unixLines takes the carriage returns off the ends of lines.
func unixLines(src []byte) []byte {
	if bytes.IndexByte(src, '\r') < 0 {
		return src
	}
	lines := bytes.Split(src, []byte("\n"))
	for i, line := range lines {
		lines[i] = bytes.TrimRight(line, "\r")
	}
	return bytes.Join(lines, []byte("\n"))
}

// firstInvalid is the offset of the first byte that is not UTF-8.
func firstInvalid(src []byte) int {
	for i := 0; i < len(src); {
		r, size := utf8.DecodeRune(src[i:])
		if r == utf8.RuneError && size <= 1 {
			return i
		}
		i += size
	}
	return len(src)
}
