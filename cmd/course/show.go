package main

import (
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/internal/screen"
)

// readable is the width of text at most: longer lines are hard to follow.
const readable = 80

func (a *app) showCommand() *cobra.Command {
	var all bool
	cmd := &cobra.Command{
		Use:               "show LESSON",
		Args:              arguments(1, 1, "show LESSON [--all]"),
		ValidArgsFunction: a.completeWithin(func(*lesson.Lesson) []string { return nil }),
		RunE:              func(_ *cobra.Command, args []string) error { return a.show(args[0], all) },
	}
	cmd.Flags().BoolVar(&all, "all", false, "")
	return cmd
}

// show prints a lesson, through a pager where it is longer than the screen.
func (a *app) show(name string, all bool) error {
	l, err := a.lesson(name)
	if err != nil {
		return err
	}
	o := screen.Options{Width: readable, Command: a.again, All: all, Outcome: a.outcomes(l)}
	height := 0
	if w, h, err := term.GetSize(int(a.out.file.Fd())); err == nil && w > 0 {
		o.Width = min(w, readable)
		if a.out.terminal() { // else it can't page either
			height, o.Colours = h, os.Getenv("NO_COLOR") == ""
		}
	}
	text := styled(screen.Lesson(l, o)) // which lets nothing of the lesson act
	if height > 0 && strings.Count(string(text), "\n") >= height && a.page(text) {
		return nil
	}
	a.out.print(text)
	return nil
}

// outcomes says what was recorded of a lesson's claims. Show is for reading: a
// recording that is missing or stale is the business of check.
func (a *app) outcomes(l *lesson.Lesson) func(claim int) string {
	f, err := a.folder()
	if err != nil {
		return nil
	}
	r, err := recording.Read(f.fsys, l)
	if err != nil || r.Hash != l.Hash {
		return nil
	}
	return func(claim int) string { return r.Outcome(l, claim).Text }
}
