package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/mutate"
	"github.com/seed-05413062/course/internal/verify"
)

func (a *app) mutateCommand() *cobra.Command {
	var inJSON bool
	cmd := &cobra.Command{
		Use:               "mutate LESSON",
		Args:              arguments(1, 1, "mutate LESSON"),
		ValidArgsFunction: a.completeWithin(func(*lesson.Lesson) []string { return nil }),
		RunE:              func(_ *cobra.Command, args []string) error { return a.mutate(args[0], inJSON) },
	}
	cmd.Flags().BoolVar(&inJSON, "json", false, "")
	return cmd
}

// mutate changes the programs of a lesson, and lists the changes that no claim
// noticed.
func (a *app) mutate(name string, inJSON bool) error {
	l, err := a.lesson(name)
	if err != nil {
		return err
	}
	if problems := verify.Static(&lesson.Course{Langs: []string{l.Lang}, Lessons: []*lesson.Lesson{l}}); len(problems) > 0 {
		return problems
	}
	ctx, stop := interruptible()
	defer stop()
	told, close := a.mutateProgress(inJSON)
	r, all, err := verify.Mutate(ctx, verify.Options{Cache: &build.Cache{}}, l, told)
	close()
	switch {
	case ctx.Err() != nil:
		return endedBy(ctx)
	case err != nil:
		return withTempHint(err)
	case r.Status() == verify.Fail:
		return failsUnchanged(l, r, a.again("check", l.Name))
	case inJSON:
		return a.changesJSON(l, all)
	}
	a.changes(all)
	return nil
}

// mutateProgress shows on a terminal how many changes were tried.
func (a *app) mutateProgress(inJSON bool) (told func(done, all int), close func()) {
	if inJSON || !a.out.terminal() {
		return func(int, int) {}, func() {}
	}
	begin := time.Now()
	draw := func(text string) {
		width, _, err := term.GetSize(int(a.out.file.Fd()))
		if err != nil || width <= 0 {
			width = 80
		}
		a.out.print(eraseLine + fit(text, width))
	}
	draw("the lesson without a change")
	return func(done, all int) {
		draw(fmt.Sprintf("%2.0fs  %d of %s", time.Since(begin).Seconds(), done, count(all, "change")))
	}, func() { a.out.print(eraseLine) }
}

// failsUnchanged are the problems of a lesson with a claim that fails: every
// change would seem to be noticed.
func failsUnchanged(l *lesson.Lesson, r verify.Report, check string) error {
	var problems lesson.Problems
	for _, c := range r.Claims {
		if c.Status == verify.Fail {
			problems = append(problems, lesson.Problem{
				Place: c.Place, Msg: "this claim fails without any change: " + c.Claim,
				Hint: quote(check) + " says why",
			})
		}
	}
	return problems
}

// changes prints the changes that were not noticed, and sums up.
func (a *app) changes(all []*verify.Mutation) {
	counts := map[verify.Outcome]int{}
	for _, m := range all {
		counts[m.Outcome]++
		if m.Outcome != verify.NotNoticed {
			continue
		}
		fmt.Fprintf(a.out, "%s: %s -> %s\n", m.Place, piece(m.Old), newPiece(m))
		if m.Different {
			printed(a.out, "without it", m.Before)
			printed(a.out, "with it", m.After)
		}
	}
	fmt.Fprint(a.out, count(len(all), "change"))
	for i, o := range []verify.Outcome{verify.Noticed, verify.NoBuild, verify.NoChange, verify.NotNoticed} {
		if counts[o] == 0 && o != verify.Noticed && o != verify.NotNoticed {
			continue
		}
		sep, words := ", ", string(o)
		switch {
		case i == 0:
			sep = ": "
		case o == verify.NoBuild && counts[o] > 1:
			words = "do not compile"
		case o == verify.NoChange:
			words = "the same program"
		}
		fmt.Fprintf(a.out, "%s%d %s", sep, counts[o], words)
	}
	fmt.Fprintln(a.out)
}

// mostPrinted is how many lines of an output are shown.
const mostPrinted = 12

func printed(out io.Writer, when string, lines []string) {
	fmt.Fprintf(out, "    %s:\n", when)
	for i, line := range lines {
		if i == mostPrinted && len(lines) > mostPrinted+1 {
			fmt.Fprintf(out, "        … %d lines more\n", len(lines)-mostPrinted)
			return
		}
		fmt.Fprintf(out, "        %s\n", line)
	}
	if len(lines) == 0 {
		fmt.Fprintln(out, "        (nothing)")
	}
}

func newPiece(m *verify.Mutation) string {
	if m.Kind == mutate.LeftOut {
		return "left out"
	}
	return piece(m.New)
}

// longPiece is how much of a source is shown.
const longPiece = 60

// piece is a piece of a source on one line.
func piece(src string) string {
	src = strings.Join(strings.Fields(src), " ")
	if utf8.RuneCountInString(src) <= longPiece {
		return src
	}
	runes := []rune(src)
	return string(runes[:longPiece-20]) + " … " + string(runes[len(runes)-17:])
}

// changeObject is a change in JSON.
type changeObject struct {
	Lesson  string         `json:"lesson"`
	Lang    string         `json:"lang"`
	File    string         `json:"file"`
	Line    int            `json:"line"`
	Source  string         `json:"source"` // the file's name in the lesson
	Kind    mutate.Kind    `json:"kind"`
	Old     string         `json:"old"`
	New     string         `json:"new"`
	Outcome verify.Outcome `json:"outcome"`
	Claim   string         `json:"claim,omitempty"`
	Before  []string       `json:"before,omitempty"`
	After   []string       `json:"after,omitempty"`
}

// changesJSON prints an object a change.
func (a *app) changesJSON(l *lesson.Lesson, all []*verify.Mutation) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	for _, m := range all {
		if err := e.Encode(changeObject{
			l.Name, l.Lang, m.Place.File, m.Place.Line, m.File, m.Kind, m.Old, m.New, m.Outcome, m.Claim, m.Before, m.After,
		}); err != nil {
			return err
		}
	}
	return nil
}
