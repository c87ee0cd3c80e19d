package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/verify"
)

// recordedRuns is how often record makes each run that a script varies.
const recordedRuns = 200

func (a *app) recordCommand() *cobra.Command {
	return &cobra.Command{
		Use:               "record [LESSON…]",
		ValidArgsFunction: a.completeMore,
		RunE:              func(_ *cobra.Command, args []string) error { return a.record(args) },
	}
}

// record checks lessons in many runs, and keeps the evidence beside them. A
// lesson with a claim that fails is not recorded.
func (a *app) record(names []string) error {
	c, problems, err := a.course(names...)
	if err != nil {
		return err
	}
	if c.Dir == "" {
		return &misuse{msg: "the lessons in the binary cannot be recorded", hint: "name a folder of lessons with -C, or go to a checkout"}
	}
	lessons, err := a.toCheck(c, names)
	if err != nil {
		return err
	}
	problems = append(problems, verify.Static(c)...)
	reports, err := a.prove(checkFlags{}, lessons, problems, verify.Options{Runs: recordedRuns, Evidence: true})
	if err != nil {
		return err
	}
	failed := false
	for _, r := range reports {
		if r.Status() == verify.Fail {
			failed = true
			fmt.Fprintf(a.err, "course: %s is not recorded: one of its claims fails\n", r.Lesson.Path)
			continue
		}
		if err := r.Recording().Write(c.Dir); err != nil {
			return &misuse{msg: err.Error()}
		}
	}
	if failed {
		return ended{Exit: exitWrong}
	}
	return nil
}
