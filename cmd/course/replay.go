package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/verify"
)

// onlyFolder reports whether no flag but -C and --replay was given.
func onlyFolder(cmd *cobra.Command) bool {
	return cmd.Flags().NFlag() == 2 && cmd.Flags().Changed("dir")
}

// replay makes a run again that a failed claim has named, prints it, and says
// what of the claims does not hold in it.
func (a *app) replay(token string) error {
	r, err := a.parseReplay(token)
	if err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	text, problems, err := verify.Again(ctx, verify.Options{Cache: &build.Cache{}}, r)
	switch {
	case ctx.Err() != nil:
		return endedBy(ctx)
	case err != nil:
		return withTempHint(err)
	}
	if text != "" {
		fmt.Fprintln(a.out, text)
	}
	if err := problems.Err(); err != nil {
		return err
	}
	fmt.Fprintln(a.out, "all that is claimed of each run holds in this one")
	return nil
}

// parseReplay reads "05-join.en:274:3".
func (a *app) parseReplay(token string) (r verify.Replay, err error) {
	wrong := &misuse{msg: "--replay " + quote(token) + " is not LESSON.LANG:LINE:RUN", hint: "a failed claim names the run: 05-join.en:274:3"}
	name, rest, _ := strings.Cut(token, ":")
	line, run, _ := strings.Cut(rest, ":")
	dot := strings.LastIndex(name, ".")
	if dot < 0 {
		return r, wrong
	}
	if r.Line, err = strconv.Atoi(line); err != nil {
		return r, wrong
	}
	if r.Run, err = strconv.Atoi(run); err != nil || r.Run < 1 {
		return r, wrong
	}
	c, problems, err := a.course(name[:dot])
	if err != nil {
		return r, err
	}
	if r.Lesson, err = c.Find(name[:dot], name[dot+1:]); err != nil {
		return r, err
	}
	if problems = append(problems, verify.Static(c)...); len(problems) > 0 {
		return r, problems
	}
	if lines := verify.RunLines(r.Lesson); !slices.Contains(lines, r.Line) {
		return r, lesson.Problems{{
			Place: r.Lesson.At(r.Line), Msg: "no run stands on this line",
			Hint: "the runs of this lesson stand on " + strings.Trim(strings.ReplaceAll(fmt.Sprint(lines), " ", ", "), "[]"),
		}}
	}
	return r, nil
}
