package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

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
	for _, err := range each(err) {
		fmt.Fprintf(a.err, "course: %v\n", err)
		if errors.As(err, &hinter) && hinter.Hint() != "" {
			fmt.Fprintf(a.err, "  hint: %s\n", hinter.Hint())
		}
	}
	return proc.Status{Exit: exitMisuse}
}

// misuses are several, each of which is reported with its way out.
type misuses []error

func (ms misuses) Error() string { return errors.Join(ms...).Error() }

func each(err error) []error {
	if ms := (misuses)(nil); errors.As(err, &ms) {
		return ms
	}
	return []error{err}
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
	if invalid := (*pflag.InvalidValueError)(nil); errors.As(err, &invalid) {
		return invalidValue(cmd, invalid)
	}
	msg := err.Error()
	if word, ok := strings.CutPrefix(msg, "unknown flag: --"); ok {
		if near := lesson.Nearest(word, flagNames(cmd)); near != "" {
			hint = "did you mean --" + near + "?"
		}
	}
	return &misuse{msg: msg, hint: hint}
}

// invalidValue says in the reader's words what a flag does not take.
func invalidValue(cmd *cobra.Command, err *pflag.InvalidValueError) *misuse {
	f, value := err.GetFlag(), quote(err.GetValue())
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand
	}
	m := &misuse{hint: fmt.Sprintf("%q shows the flags", cmd.CommandPath()+" -h")}
	switch {
	case f.Value.Type() == "bool":
		m.msg = fmt.Sprintf("%s %s is neither true nor false", name, value)
	case errors.Is(err, strconv.ErrRange):
		m.msg = fmt.Sprintf("%s %s is too large", name, value)
	default:
		m.msg = fmt.Sprintf("%s %s is not a number", name, value)
	}
	if f.Name == "runs" {
		m.hint = "-n counts runs: 1 or more"
	}
	return m
}

// withTempHint adds the way out where an error comes of a folder for
// temporary files that is none.
func withTempHint(err error) error {
	if hinter := interface{ Hint() string }(nil); err == nil || errors.As(err, &hinter) {
		return err
	}
	dir, failed := os.MkdirTemp("", "course-")
	if failed == nil {
		os.Remove(dir)
		return err
	}
	name := "TMPDIR"
	if runtime.GOOS == "windows" {
		name = "TMP"
	}
	return &misuse{
		msg:  err.Error(),
		hint: fmt.Sprintf("set %s to a folder that you may write to, in place of %s", name, os.TempDir()),
	}
}

func quote(s string) string { return strconv.Quote(s) }
