package main

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/screen"
)

// readable is how wide a text is at most: longer lines tire the eye.
const readable = 80

func (a *app) showCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "show LESSON",
		Args:              arguments(1, 1, "show LESSON"),
		ValidArgsFunction: a.completeWithin(func(*lesson.Lesson) []string { return nil }),
		RunE:              func(_ *cobra.Command, args []string) error { return a.show(args[0]) },
	}
}

// show prints a lesson, through a pager where it is longer than the screen.
func (a *app) show(name string) error {
	l, err := a.lesson(name)
	if err != nil {
		return err
	}
	o := screen.Options{Width: readable, Command: a.again()}
	height := 0
	if term.IsTerminal(int(a.out.Fd())) {
		if w, h, err := term.GetSize(int(a.out.Fd())); err == nil && w > 0 {
			o.Width, height = min(w, readable), h
		}
		o.Colours = terminal(a.out) && os.Getenv("NO_COLOR") == ""
	}
	text := screen.Lesson(l, o)
	if height > 0 && strings.Count(text, "\n") >= height && a.page(text) {
		return nil
	}
	_, err = io.WriteString(a.out, text)
	return err
}
