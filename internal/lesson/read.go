package lesson

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/parser"
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
	x, err := readIndex(fsys, dir, nil, holdLessons, nil)
	c := &Course{Dir: dir, Langs: x.Langs, twins: map[[2]string]*Lesson{}}
	for _, o := range x.Lessons {
		l := x.files[o].lesson
		c.Lessons = append(c.Lessons, l)
		c.twins[[2]string{l.Name, l.Lang}] = l
	}
	return c, err
}

// parseName takes NN-slug.LANG.md apart.
func parseName(file string) (Outline, bool) {
	name, lang, ok := strings.Cut(strings.TrimSuffix(file, ".md"), ".")
	number, slug, ok2 := strings.Cut(name, "-")
	o := Outline{Name: name, Number: number, Slug: slug, Lang: lang}
	isDigit := func(r rune) bool { return '0' <= r && r <= '9' }
	plain := func(r rune) bool { return r == '-' || isDigit(r) || 'a' <= r && r <= 'z' }
	every := func(s string, f func(rune) bool) bool {
		return strings.IndexFunc(s, func(r rune) bool { return !f(r) }) < 0
	}
	return o, ok && ok2 &&
		(lang == "zh" || lang == "en") &&
		2 <= len(number) && len(number) <= mostDigits && every(number, isDigit) &&
		slug != "" && every(slug, plain) && strings.Trim(slug, "-") == slug
}

// parse fills the lesson from its file. After a problem it goes on as far as
// it makes sense, so that an author sees all of them at once.
func (l *Lesson) parse(src []byte) Problems {
	var problems Problems
	l.Source = unixLines(bytes.TrimPrefix(src, bom))
	if !utf8.Valid(l.Source) {
		problems.add(l.At(1+bytes.Count(l.Source[:invalid(l.Source)], []byte("\n"))),
			"save the file as UTF-8", "not UTF-8 text")
		l.Source = bytes.ToValidUTF8(l.Source, []byte("\ufffd"))
	}
	pc := parser.NewContext()
	problems = append(problems, l.parseMarkdown(pc)...)
	problems = append(problems, l.parseFront(pc)...)
	l.findPrograms()
	problems = append(problems, l.checkFiles()...)
	l.outline()
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
