package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
)

// Exit statuses. A program that course run runs ends with its own.
const (
	exitOK     = 0
	exitWrong  = 1 // something is wrong inside a lesson or its folder
	exitMisuse = 2 // arguments, no folder, no toolchain, no cache
)

// misuse is an error of the caller's or of the machine's, never of a lesson.
type misuse struct {
	msg  string
	hint string // the way out, "" when there is none to name
}

func (m *misuse) Error() string { return m.msg }

// Hint is as that of lesson.NotFoundError.
func (m *misuse) Hint() string { return m.hint }

// ended ends the command when all has been said: with an exit status, or by
// a signal.
type ended proc.Status

func (e ended) Error() string { return proc.Status(e).String() }

// report says what went wrong, and returns how the command is to end.
func (a *app) report(err error) proc.Status {
	var (
		end      ended
		problems lesson.Problems
		hinter   interface{ Hint() string }
	)
	switch {
	case err == nil:
		return proc.Status{Exit: exitOK}
	case errors.As(err, &end):
		return proc.Status(end)
	case errors.As(err, &problems):
		fmt.Fprintln(a.err, problems)
		return proc.Status{Exit: exitWrong}
	}
	fmt.Fprintf(a.err, "course: %v\n", err)
	if errors.As(err, &hinter) && hinter.Hint() != "" {
		fmt.Fprintf(a.err, "  hint: %s\n", hinter.Hint())
	}
	return proc.Status{Exit: exitMisuse}
}

// unknown is the misuse of a word that is none of the known ones; otherwise
// is the hint when none of them is near.
func unknown(kind, word string, known []string, otherwise string) error {
	hint := otherwise
	if near := lesson.Nearest(word, known); near != "" {
		hint = "did you mean " + quote(near) + "?"
	}
	return &misuse{msg: fmt.Sprintf("no %s %s", kind, quote(word)), hint: hint}
}

// flagError suggests the near miss of a flag that does not exist.
func flagError(cmd *cobra.Command, err error) *misuse {
	hint := fmt.Sprintf("%q shows the flags", cmd.CommandPath()+" -h")
	msg := err.Error()
	if word, ok := strings.CutPrefix(msg, "unknown flag: --"); ok {
		if near := lesson.Nearest(word, flagNames(cmd)); near != "" {
			hint = "did you mean --" + near + "?"
		}
	}
	return &misuse{msg: msg, hint: hint}
}

func quote(s string) string { return strconv.Quote(s) }
