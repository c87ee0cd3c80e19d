package main

import (
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
)

const noFiles = cobra.ShellCompDirectiveNoFileComp

// completeLessons offers the lessons, with their titles, except those that are
// on the command line already.
func (a *app) completeLessons(toComplete string, given ...string) ([]string, cobra.ShellCompDirective) {
	lessons, _, err := a.inLanguage()
	if err != nil {
		return nil, noFiles
	}
	var names []string
	for _, l := range lessons {
		if !slices.ContainsFunc(given, func(name string) bool { return means(name, path.Base(l.Path)) }) {
			names = append(names, cobra.CompletionWithDesc(spelling(l, toComplete), l.Title))
		}
	}
	return names, noFiles
}

// spelling is the name, slug or number of a lesson that begins with what is
// typed. Where none does, it is the name: some shells also look for what is
// typed in the middle of it.
func spelling(l *lesson.Lesson, typed string) string {
	for _, s := range []string{l.Name, l.Slug, strings.TrimLeft(l.Number, "0")} {
		if strings.HasPrefix(s, typed) && means(s, path.Base(l.Path)) {
			return s
		}
	}
	return l.Name
}

// completeLanguages offers the languages of the course.
func (a *app) completeLanguages(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	c, _, err := a.course()
	if err != nil {
		return nil, noFiles
	}
	var tags []string
	for _, tag := range c.Langs {
		tags = append(tags, cobra.CompletionWithDesc(tag, lang.Of(tag).Name))
	}
	return tags, noFiles
}

// completeWithin offers lessons, and then what choices returns for the lesson
// that was chosen.
func (a *app) completeWithin(choices func(*lesson.Lesson) []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return a.completeLessons(toComplete)
		case 1:
			// Problems do not matter here: the lesson may be half written.
			if c, _, err := a.course(args[0]); err == nil {
				if l, err := c.Find(args[0], a.language(c)); err == nil {
					return choices(l), noFiles
				}
			}
		}
		return nil, noFiles
	}
}

// completeMore offers the lessons that are not yet on the command line.
func (a *app) completeMore(_ *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	return a.completeLessons(toComplete, args...)
}

// completeRun offers lessons and programs, and after "--", where a program's
// arguments are, what the shell offers for any command.
func (a *app) completeRun(cmd *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
	// cobra adds a "--" of its own, so that ArgsLenAtDash does not tell.
	if slices.Contains(a.words[:len(a.words)-1], "--") {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return a.completeWithin(programNames)(cmd, args, toComplete)
}

func programNames(l *lesson.Lesson) []string {
	var names []string
	for _, p := range l.Programs {
		names = append(names, p.Name)
	}
	return names
}

func wantFiles(l *lesson.Lesson) []string {
	var names []string
	for _, f := range l.Files {
		if f.Kind == lesson.KindWant {
			names = append(names, f.Name)
		}
	}
	return names
}
