package main

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
)

// mostOrders is how many orders are few enough to print.
const mostOrders = 24

func (a *app) ordersCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "orders LESSON WANT",
		Args:              arguments(2, 2, "orders LESSON WANT"),
		ValidArgsFunction: a.completeWithin(wantFiles),
		RunE:              func(_ *cobra.Command, args []string) error { return a.orders(args[0], args[1]) },
	}
}

// orders counts the legal orders, and holds a transcript on stdin against
// the want file.
func (a *app) orders(name, wantFile string) error {
	l, err := a.lesson(name)
	if err != nil {
		return err
	}
	file, err := findWant(l, wantFile)
	if err != nil {
		return err
	}
	want, err := lanes.Parse(file.Data, file.Line)
	if err != nil {
		return wantProblems(l, err)
	}
	if !hasTranscript(a.in) {
		a.printOrders(want)
		return nil
	}
	data, err := io.ReadAll(a.in)
	if err != nil {
		return &misuse{msg: err.Error()}
	}
	return a.hold(l, want, string(data))
}

// hasTranscript reports whether stdin is a pipe or a file: then it is a
// transcript, even an empty one. A terminal, the null device and a closed
// stdin are none.
func hasTranscript(stdin *os.File) bool {
	info, err := stdin.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice == 0
}

// printOrders numbers the lines, and writes each order as their numbers.
func (a *app) printOrders(want *lanes.Want) {
	n, err := want.Orders()
	if err != nil {
		fmt.Fprintf(a.out, "legal orders: %v\n", err)
		return
	}
	if n.Cmp(big.NewInt(mostOrders)) > 0 {
		fmt.Fprintf(a.out, "%s\n", count(n, "legal order"))
		return
	}
	fmt.Fprintf(a.out, "%s of these lines:\n\n", count(n, "legal order"))
	for i, l := range want.Lines() {
		lane := ""
		if l.Lane != "" {
			lane = l.Lane + "|" + l.Times + " "
		}
		if l.Copies > 1 {
			lane = fmt.Sprintf("%s*%d|%s ", l.Lane, l.Copies, l.Times)
		}
		fmt.Fprintf(a.out, "%4d  %s%s\n", i+1, lane, l.Text)
	}
	fmt.Fprintln(a.out)
	for order := range want.All() {
		line := " "
		for _, i := range order {
			line += fmt.Sprintf(" %2d", i+1)
		}
		fmt.Fprintln(a.out, line)
	}
}

// hold holds a transcript against the want file.
func (a *app) hold(l *lesson.Lesson, want *lanes.Want, text string) error {
	var t lanes.Transcript
	for line := range strings.Lines(text) {
		t.Lines = append(t.Lines, lanes.Line{Text: strings.TrimRight(line, "\r\n")})
	}
	_, err := want.Check(t, false)
	if err != nil {
		why := err.Error()
		var m *lanes.Mismatch
		if errors.As(err, &m) {
			why = m.Detail(func(line int) string { return lesson.Place{File: l.Path, Line: line}.String() })
		}
		fmt.Fprintln(a.out, why)
		return ended{Exit: exitWrong}
	}
	if n, err := want.Orders(); err != nil {
		fmt.Fprintf(a.out, "legal (orders: %v)\n", err)
	} else {
		fmt.Fprintf(a.out, "legal: one of %s\n", count(n, "order"))
	}
	return nil
}

// findWant is a want file of the lesson.
func findWant(l *lesson.Lesson, name string) (lesson.File, error) {
	names := wantFiles(l)
	for _, f := range l.Files {
		if f.Name == name && slices.Contains(names, name) {
			return f, nil
		}
	}
	return lesson.File{}, &lesson.NotFoundError{Kind: "want file", Name: name, Near: lesson.Nearest(name, names), Have: names}
}

func wantProblems(l *lesson.Lesson, err error) error {
	var wrong lanes.Problems
	if !errors.As(err, &wrong) {
		return err
	}
	var problems lesson.Problems
	for _, p := range wrong {
		problems = append(problems, lesson.Problem{Place: lesson.Place{File: l.Path, Line: p.Line}, Msg: p.Msg, Hint: p.Hint})
	}
	return problems
}
