package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"regexp"
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
	langs := c.Langs
	if len(langs) == 0 {
		langs = []string{"zh", "en"}
	}
	files := newFiles(c, langs, number, slug)
	if err := writeAll(f.dir, files); err != nil {
		return err
	}
	for _, file := range files {
		fmt.Fprintln(a.out, filepath.Join(f.dir, file.Name))
	}
	fmt.Fprintf(a.out, "\nEdit them, and prove them with: %s\n", a.again("check", number))
	return nil
}

// nextNumber is the number after the last one.
func nextNumber(c *lesson.Course, slug string) (string, error) {
	last := 0
	for _, l := range c.Lessons {
		if l.Slug == slug {
			return "", &misuse{msg: fmt.Sprintf("there is %s already", l.Path), hint: "choose another slug"}
		}
		n, _ := strconv.Atoi(l.Number) // two digits: lesson.Read has seen to it
		last = max(last, n)
	}
	if last == 99 {
		return "", &misuse{msg: "99 is the last number there is", hint: "give the last lesson a lower number"}
	}
	return fmt.Sprintf("%02d", last+1), nil
}

// newFiles are the new lesson's files. It continues the last part.
func newFiles(c *lesson.Course, langs []string, number, slug string) []lesson.File {
	title := strings.ReplaceAll(slug, "-", " ")
	title = strings.ToUpper(title[:1]) + title[1:]
	var files []lesson.File
	for _, tag := range langs {
		words := lang.Of(tag).New
		part := words.Part
		if in := c.In(tag); len(in) > 0 && in[len(in)-1].Part != "" {
			part = in[len(in)-1].Part
		}
		text := strings.NewReplacer("SLUG", slug, "TITLE", strconv.Quote(title), "PART", strconv.Quote(part)).Replace(words.Lesson)
		files = append(files, lesson.File{Name: number + "-" + slug + "." + tag + ".md", Data: text})
	}
	return files
}
