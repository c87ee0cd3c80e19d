package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lesson"
)

const noFiles = cobra.ShellCompDirectiveNoFileComp

// completeLessons offers the lessons' names, with their titles.
func (a *app) completeLessons() ([]string, cobra.ShellCompDirective) {
	lessons, _, err := a.inLanguage()
	if err != nil {
		return nil, noFiles
	}
	var names []string
	for _, l := range lessons {
		names = append(names, cobra.CompletionWithDesc(l.Name, l.Title))
	}
	return names, noFiles
}

// completeWithin offers lessons, then what of has of the lesson that was
// chosen.
func (a *app) completeWithin(of func(*lesson.Lesson) []string) cobra.CompletionFunc {
	return func(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
		switch len(args) {
		case 0:
			return a.completeLessons()
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
func (a *app) completeMore(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	names, directive := a.completeLessons()
	return slices.DeleteFunc(names, func(name string) bool {
		name, _, _ = strings.Cut(name, "\t")
		return slices.Contains(args, name)
	}), directive
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
		if f.Lang == "lanes" {
			names = append(names, f.Name)
		}
	}
	return names
}
