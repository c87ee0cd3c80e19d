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

// completeLessons offers the lessons, with their titles, but for those that
// taken names.
func (a *app) completeLessons(toComplete string, taken ...string) ([]string, cobra.ShellCompDirective) {
	lessons, _, err := a.inLanguage()
	if err != nil {
		return nil, noFiles
	}
	var names []string
	for _, l := range lessons {
		if !slices.ContainsFunc(taken, func(name string) bool { return means(name, path.Base(l.Path)) }) {
			names = append(names, cobra.CompletionWithDesc(spelling(l, toComplete), l.Title))
		}
	}
	return names, noFiles
}

// spelling is what names a lesson and begins as what is typed does. Where
// nothing does, it is the lesson's name: some shells look for what is typed
// in the middle of it, too.
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

// completeWithin offers lessons, then what of has of the lesson that was
// chosen.
func (a *app) completeWithin(of func(*lesson.Lesson) []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return a.completeLessons(toComplete)
		case 1:
			// A lesson that is being written has problems, and completes.
			if c, _, err := a.course(args[0]); err == nil {
				if l, err := c.Find(args[0], a.language(c)); err == nil {
					return of(l), noFiles
				}
			}
		}
		return nil, noFiles
	}
}

// completeMore offers the lessons that are not on the command line yet.
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
