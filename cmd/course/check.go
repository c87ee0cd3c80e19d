package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/internal/verify"
)

// checkFlags are the flags of course check.
type checkFlags struct {
	runs   int
	json   bool
	noSkip bool
	broken bool
	shard  recording.Shard
	replay string
}

func (a *app) checkCommand() *cobra.Command {
	var f checkFlags
	var shard string
	cmd := &cobra.Command{
		Use:               "check [LESSON…]",
		ValidArgsFunction: a.completeMore,
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.runs < 1 && cmd.Flags().Changed("runs") {
				return &misuse{msg: "-n counts runs", hint: "1 or more"}
			}
			if cmd.Flags().Changed("shard") {
				var err error
				if f.shard, err = recording.ParseShard(shard); err != nil {
					return &misuse{msg: "--shard " + err.Error(), hint: "--shard 2/8 is the second of eight shares"}
				}
			}
			if cmd.Flags().Changed("replay") {
				if len(args) > 0 || cmd.Flags().NFlag() > 1 && !onlyFolder(cmd) {
					return &misuse{msg: "--replay makes one run, and takes no lessons and no other flags", hint: "leave them out"}
				}
				return a.replay(f.replay)
			}
			return a.check(f, args)
		},
	}
	cmd.Flags().IntVarP(&f.runs, "runs", "n", 0, "")
	cmd.Flags().BoolVar(&f.json, "json", false, "")
	cmd.Flags().BoolVar(&f.noSkip, "no-skip", false, "")
	cmd.Flags().BoolVar(&f.broken, "broken", false, "")
	cmd.Flags().StringVar(&shard, "shard", "", "")
	cmd.Flags().StringVar(&f.replay, "replay", "", "")
	return cmd
}

// check verifies lessons, or a share of them.
func (a *app) check(f checkFlags, names []string) error {
	err := a.checkLessons(f, names)
	if problems := (lesson.Problems)(nil); f.json && errors.As(err, &problems) {
		show := newJSONShower(a.out)
		for _, p := range problems {
			show.problem(p)
		}
		return ended{Exit: exitWrong}
	}
	return err
}

func (a *app) checkLessons(f checkFlags, names []string) error {
	c, problems, err := a.course(names...)
	if err != nil {
		return err
	}
	lessons, err := a.toCheck(c, names)
	if err != nil {
		return err
	}
	where, err := a.folder()
	if err != nil {
		return err
	}
	lessons = f.shard.Of(where.fsys, lessons)
	problems = append(problems, verify.Static(c)...)
	reports, err := a.prove(f, lessons, problems, verify.Options{Runs: f.runs, Broken: f.broken, Command: a.again()})
	if err != nil {
		return err
	}
	skipped, failed := 0, false
	for _, r := range reports {
		skipped += skippedClaims(r)
		failed = failed || r.Status() == verify.Fail
	}
	if f.noSkip && skipped > 0 {
		failed = true
		were := "were"
		if skipped == 1 {
			were = "was"
		}
		fmt.Fprintf(a.err, "course: %s %s skipped, and --no-skip allows none\n", count(skipped, "claim"), were)
	}
	if failed {
		return ended{Exit: exitWrong}
	}
	return nil
}

// prove checks lessons as o says, and shows the results as they are known. No
// program runs where there are problems.
func (a *app) prove(f checkFlags, lessons []*lesson.Lesson, problems lesson.Problems, o verify.Options) ([]verify.Report, error) {
	if len(problems) > 0 {
		return nil, problems.Err()
	}
	ctx, stop := interruptible()
	defer stop()
	show := a.shower(f, lessons)
	o.Cache = &build.Cache{}
	o.Started, o.Ended = show.started, inOrder(lessons, show.ended)
	reports, err := verify.Lessons(ctx, o, lessons)
	show.close()
	if ctx.Err() != nil {
		return nil, endedBy(ctx)
	}
	return reports, withTempHint(err)
}

// toCheck returns the named lessons, in every language unless --lang names
// one. The error lists all unknown names.
func (a *app) toCheck(c *lesson.Course, names []string) ([]*lesson.Lesson, error) {
	langs := c.Langs
	if a.lang != "" {
		langs = []string{a.lang}
	}
	if len(names) == 0 && a.lang == "" {
		return c.Lessons, nil
	}
	wanted := map[*lesson.Lesson]bool{}
	for _, lang := range langs {
		if !slices.Contains(c.Langs, lang) {
			return nil, noLanguage(c, lang)
		}
		if len(names) == 0 {
			for _, l := range c.In(lang) {
				wanted[l] = true
			}
		}
	}
	var unknown misuses
	for _, name := range names {
		var missing error
		found := false // in some language; that others lack it is a problem of the course
		for _, lang := range langs {
			l, err := c.Find(name, lang)
			if err != nil {
				missing = cmp.Or(missing, err)
				continue
			}
			wanted[l], found = true, true
		}
		if !found {
			unknown = append(unknown, missing)
		}
	}
	if len(unknown) > 0 {
		return nil, unknown
	}
	return slices.DeleteFunc(slices.Clone(c.Lessons), func(l *lesson.Lesson) bool { return !wanted[l] }), nil
}

// inOrder passes reports on in the order of the lessons, in whatever order
// they end.
func inOrder(lessons []*lesson.Lesson, ended func(verify.Report)) func(verify.Report) {
	waiting := map[*lesson.Lesson]verify.Report{}
	next := 0
	return func(r verify.Report) {
		waiting[r.Lesson] = r
		for next < len(lessons) {
			r, ok := waiting[lessons[next]]
			if !ok {
				return
			}
			ended(r)
			next++
		}
	}
}
