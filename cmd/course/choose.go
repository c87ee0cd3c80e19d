package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
)

// course reads the named lessons in all their languages, or all lessons where
// no names are given.
func (a *app) course(names ...string) (*lesson.Course, lesson.Problems, error) {
	f, err := a.folder()
	if err != nil {
		return nil, nil, err
	}
	if len(names) > 0 {
		named := f.only(func(file string) bool {
			return slices.ContainsFunc(names, func(name string) bool { return means(name, file) })
		})
		c, problems, err := read(named)
		if err == nil && foundAll(c, names) {
			return c, problems, nil
		}
	}
	// Near misses of a name that is not found are looked for among all lessons.
	return read(f)
}

// read reads a folder. Where none of its files can be read as a lesson, the
// problems are the error.
func read(f folder) (*lesson.Course, lesson.Problems, error) {
	c, err := lesson.Read(f.fsys, f.dir)
	problems, err := problemsOf(f, err)
	if err == nil && len(problems) > 0 && len(c.Lessons) == 0 {
		err = problems
	}
	if err != nil {
		return nil, nil, err
	}
	return c, problems, nil
}

// problemsOf returns the problems with lessons that an error of reading them
// has, or else the error, with a hint.
func problemsOf(f folder, err error) (lesson.Problems, error) {
	var problems lesson.Problems
	switch {
	case err == nil || errors.As(err, &problems):
		return problems, nil
	case errors.Is(err, lesson.ErrEmpty):
		return nil, &misuse{
			msg:  "no lessons in " + quote(f.dir),
			hint: fmt.Sprintf(`"%s" writes a first one`, shell("course", "-C", f.dir, "new", "hello")),
		}
	}
	return nil, &misuse{msg: err.Error()}
}

// lesson reads a lesson by name. The error has the problems of its file. Those
// between lessons (a number twice, a missing twin) are left to check: the
// lesson runs nevertheless.
func (a *app) lesson(name string) (*lesson.Lesson, error) {
	c, problems, err := a.course(name)
	if err != nil {
		return nil, err
	}
	l, err := c.Find(name, a.language(c))
	if err != nil {
		return nil, err
	}
	own := slices.DeleteFunc(slices.Clone(problems), func(p lesson.Problem) bool {
		return p.File != l.Path || p.Line == 0
	})
	if len(own) > 0 {
		return nil, own
	}
	return l, nil
}

// means reports whether a file's lesson, in any language, is the one that
// (*lesson.Course).Find finds by name.
func means(name, file string) bool {
	if strings.HasSuffix(name, ".md") {
		name, _, _ = strings.Cut(path.Base(strings.ReplaceAll(name, `\`, "/")), ".")
	}
	stem, _, _ := strings.Cut(file, ".")
	number, slug, _ := strings.Cut(stem, "-")
	return name == stem || name == slug || lesson.SameNumber(name, number)
}

func foundAll(c *lesson.Course, names []string) bool {
	for _, name := range names {
		if !slices.ContainsFunc(c.Lessons, func(l *lesson.Lesson) bool { return means(name, path.Base(l.Path)) }) {
			return false
		}
	}
	return true
}

// language is the one of --lang; else the course's language that serves the
// reader of the locale best, or its first.
func (a *app) language(c *lesson.Course) string {
	if a.lang != "" || len(c.Langs) == 0 {
		return a.lang
	}
	return cmp.Or(lang.Match(locale(os.Getenv), c.Langs), c.Langs[0])
}

// locale is that of the environment: "zh_CN.UTF-8".
func locale(getenv func(string) string) string {
	for _, key := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := getenv(key); value != "" {
			return value
		}
	}
	return ""
}

func noLanguage(c *lesson.Course, tag string) error {
	return &lesson.NotFoundError{Kind: "language", Name: tag, Near: lesson.Nearest(tag, c.Langs), Have: c.Langs}
}
