package main

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
)

func (a *app) runCommand() *cobra.Command {
	const usage = "run LESSON [PROGRAM] [-- ARGS]"
	var showLanes bool
	cmd := &cobra.Command{
		Use:               usage,
		ValidArgsFunction: a.completeRun,
		RunE: func(cmd *cobra.Command, args []string) error {
			var rest []string
			if dash := cmd.ArgsLenAtDash(); dash >= 0 {
				args, rest = args[:dash], args[dash:]
			}
			if len(args) > 2 {
				return &misuse{
					msg:  "too many arguments: " + strings.Join(args[2:], " "),
					hint: `arguments for the program go after "--": ` + a.again(append([]string{"run", args[0], args[1], "--"}, args[2:]...)...),
				}
			}
			if err := arguments(1, 2, usage)(cmd, args); err != nil {
				return err
			}
			program := ""
			if len(args) > 1 {
				program = args[1]
			}
			return a.runProgram(args[0], program, rest, showLanes)
		},
	}
	cmd.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		m := flagError(cmd, err)
		if !strings.HasPrefix(m.hint, "did") {
			m.hint = `flags for the program go after "--"`
		}
		return m
	})
	cmd.Flags().BoolVar(&showLanes, "lanes", false, "")
	return cmd
}

// runProgram runs a program of a lesson in the foreground, and ends as it does.
func (a *app) runProgram(name, program string, args []string, showLanes bool) error {
	l, err := a.lesson(name)
	if err != nil {
		return err
	}
	if len(l.Programs) == 0 {
		return noPrograms(l)
	}
	p, err := l.FindProgram(program)
	if err != nil {
		return err
	}
	path, err := a.binary(l, p)
	if err != nil {
		return err
	}
	spec := proc.Spec{Path: path, Args: args}
	options := proc.ForegroundOptions{}
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if showLanes {
		if !proc.KernelLanes() {
			return &misuse{msg: "--lanes: this system does not say which process wrote a line", hint: "it takes Linux"}
		}
		options = a.showLanes(cancel)
	}
	// The program gets the signals of the terminal itself, and the rest is
	// between it and proc: there is nothing to interrupt here.
	end, err := proc.Foreground(ctx, spec, options)
	if ctx.Err() != nil {
		return ended{Exit: exitMisuse}
	}
	if err != nil {
		return withTempHint(proc.Machine(err, path))
	}
	// Who pressed Ctrl-C, or closed the pipe, knows it.
	if s := end.Signal; s != 0 && s != syscall.SIGINT && s != syscall.SIGPIPE {
		fmt.Fprintf(a.err, "course: %s was killed by %s\n", p.Name, proc.SignalName(s))
	}
	return ended(end)
}

// showLanes prints each line of stdout with when it came and who wrote it, and
// those of stderr without. It calls stop once they can't be printed, as the program
// itself would have noticed it.
func (a *app) showLanes(stop func()) proc.ForegroundOptions {
	main := 0
	return proc.ForegroundOptions{
		Started: func(pid int) { main = pid },
		Lines: func(l proc.Line) {
			if l.Stderr {
				fmt.Fprintln(a.err, l.Text)
				return
			}
			who := fmt.Sprintf("process %d", l.Pid)
			switch {
			case len(l.Writers) > 1:
				who = fmt.Sprintf("torn %d", l.Writers)
			case l.Pid == main:
				who = fmt.Sprintf("main %d", l.Pid)
			}
			ms := float64(l.At) / float64(time.Millisecond)
			fmt.Fprintf(a.out, "%8.1f ms  %-15s  %s\n", ms, who, l.Text)
			if a.out.lost() != nil {
				stop()
			}
		},
	}
}

// binary is the built program, from the cache or built now.
func (a *app) binary(l *lesson.Lesson, p lesson.Program) (string, error) {
	ctx, stop := interruptible()
	defer stop()
	var cache build.Cache
	// A note only where the toolchain makes the reader wait.
	note := time.AfterFunc(300*time.Millisecond, func() {
		if a.err.terminal() {
			fmt.Fprintf(a.err, "course: building %s …\n", p.Name)
		}
	})
	paths, err := cache.Build(ctx, []build.Program{{Lesson: l, Program: p}})
	note.Stop()
	if ctx.Err() != nil {
		return "", endedBy(ctx)
	}
	if err != nil {
		return "", err
	}
	return paths[0], nil
}

func noPrograms(l *lesson.Lesson) error {
	return &misuse{msg: l.Path + " has no program", hint: "a program is a block ```go NAME/main.go"}
}
