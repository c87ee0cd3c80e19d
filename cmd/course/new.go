package main

import (
	"cmp"
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
)

func (a *app) newCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "new SLUG",
		Args:              arguments(1, 1, "new SLUG"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(_ *cobra.Command, args []string) error { return a.new(args[0]) },
	}
}

var slugRE = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// new writes a lesson that passes, in each language of the course.
func (a *app) new(slug string) error {
	if !slugRE.MatchString(slug) {
		return &misuse{
			msg:  quote(slug) + " can't be part of a file name that is a link too",
			hint: "a slug has small letters, digits and single hyphens: thread-pool",
		}
	}
	f, err := a.folder()
	if err != nil {
		return err
	}
	if f.dir == "" {
		return &misuse{
			msg:  "the lessons in the binary can't be added to",
			hint: `make a folder and name it: "course -C mycourse new ` + slug + `"`,
		}
	}
	c, err := lesson.Read(f.fsys, f.dir)
	var problems lesson.Problems
	if err != nil && !errors.As(err, &problems) && !errors.Is(err, lesson.ErrEmpty) {
		return &misuse{msg: err.Error()}
	}
	number, err := nextNumber(c, slug)
	if err != nil {
		return err
	}
	tags, err := a.newLanguages(c)
	if err != nil {
		return err
	}
	files := newFiles(c, tags, number, slug)
	if err := writeAll(f.dir, files); err != nil {
		return err
	}
	for _, file := range files {
		fmt.Fprintln(a.out, filepath.Join(f.dir, file.Name))
	}
	fmt.Fprintf(a.out, "\nEdit them, and prove them with: %s\n", a.again("check", number))
	return nil
}

// nextNumber is the number after the last one, with as many digits.
func nextNumber(c *lesson.Course, slug string) (string, error) {
	last, digits := 0, 2
	for _, l := range c.Lessons {
		if l.Slug == slug {
			return "", &misuse{msg: fmt.Sprintf("there is %s already", l.Path), hint: "choose another slug"}
		}
		n, _ := strconv.Atoi(l.Number) // lesson.Read has checked it
		last, digits = max(last, n), max(digits, len(l.Number))
	}
	number := fmt.Sprintf("%0*d", digits, last+1)
	if len(number) > digits {
		return "", &misuse{
			msg:  fmt.Sprintf("%d is the last number of %d digits", last, digits),
			hint: "give the last lesson a lower number, or all lessons longer numbers",
		}
	}
	return number, nil
}

// newLanguages are those of the course; without lessons, that of --lang or
// course.yaml, or Chinese and English.
func (a *app) newLanguages(c *lesson.Course) ([]string, error) {
	switch {
	case len(c.Langs) > 0 && a.lang != "" && !slices.Contains(c.Langs, a.lang):
		return nil, noLanguage(c, a.lang)
	case len(c.Langs) > 0:
		return c.Langs, nil
	case a.lang == "" && c.Lang != "":
		return []string{c.Lang}, nil
	case a.lang == "":
		return []string{"zh", "en"}, nil
	}
	tag, err := lang.Parse(a.lang)
	if err != nil {
		return nil, &misuse{msg: quote(a.lang) + " is not the tag of a language", hint: "a tag is of BCP 47: en, zh, ja, pt-BR"}
	}
	return []string{tag}, nil
}

// newFiles are the new lesson's files. They continue the last part.
func newFiles(c *lesson.Course, tags []string, number, slug string) []lesson.File {
	title := strings.ReplaceAll(slug, "-", " ")
	title = strings.ToUpper(title[:1]) + title[1:]
	var files []lesson.File
	for _, tag := range tags {
		words := lang.Of(tag).New
		part, ending := words.Part, "."+tag+".md"
		if tag == c.Lang {
			ending = ".md"
		}
		if in := c.In(tag); len(in) > 0 {
			last := in[len(in)-1]
			part = cmp.Or(last.Part, part)
			ending = strings.TrimPrefix(path.Base(last.Path), last.Name) // ".md" where no file names its language
		}
		text := strings.NewReplacer("SLUG", slug, "TITLE", strconv.Quote(title), "PART", strconv.Quote(part)).Replace(words.Lesson)
		files = append(files, lesson.File{Name: number + "-" + slug + ending, Data: text})
	}
	return files
}
