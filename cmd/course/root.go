package main

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/proc"
)

// app is what all subcommands share.
type app struct {
	words    []string // the command line
	in       *os.File
	out, err *output
	dir      string // -C: a folder of lessons, "" for the default one
	lang     string // --lang, "" when not given
}

// run runs the command and returns how the process is to end.
func run(args []string, in, out, errs *os.File) proc.Status {
	a := &app{words: args, in: in, out: &output{file: out}, err: &output{file: errs}}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	status := a.report(root.Execute())
	for _, o := range []*output{a.out, a.err} {
		if err := o.lost(); err != nil && !unread(err) && status.Signal == 0 {
			status = a.report(&misuse{msg: err.Error()})
		}
	}
	return status
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use: "course",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return nil
			}
			return unknown("command", args[0], commandNames(cmd), `"course -h" shows the commands`)
		},
		RunE:              func(*cobra.Command, []string) error { return a.welcome() },
		SilenceErrors:     true,
		SilenceUsage:      true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.PersistentFlags().StringVarP(&a.dir, "dir", "C", "", "")
	root.PersistentFlags().StringVar(&a.lang, "lang", "", "")
	_ = root.RegisterFlagCompletionFunc("lang", a.completeLanguages)
	_ = root.MarkPersistentFlagDirname("dir")

	root.AddCommand(
		a.listCommand(),
		a.showCommand(),
		a.runCommand(),
		a.checkCommand(),
		a.mutateCommand(),
		a.ordersCommand(),
		a.extractCommand(),
		a.newCommand(),
		a.recordCommand(),
		a.buildCommand(),
		a.serveCommand(),
		a.completionCommand(),
	)
	root.SetHelpCommand(a.helpCommand(root))
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd) })
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return flagError(cmd, err) })
	return root
}

func commandNames(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}

// arguments checks the number of arguments; max is -1 for no limit.
func arguments(min, max int, usage string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		hint := "usage: course " + usage
		switch {
		case len(args) < min:
			return &misuse{msg: "too few arguments", hint: hint}
		case max >= 0 && len(args) > max:
			return &misuse{msg: "too many arguments: " + strings.Join(args[max:], " "), hint: hint}
		}
		return nil
	}
}

// again is a command line on the same folder, for the user to type.
func (a *app) again(words ...string) string {
	if a.dir != "" {
		words = append([]string{"-C", a.dir}, words...)
	}
	return strings.TrimSpace(invocation() + " " + shell(words...))
}

// invocation is how the user has called the command.
func invocation() string {
	exe, err := os.Executable()
	if err == nil && strings.Contains(filepath.ToSlash(exe), "/go-build") && checkout() == "lessons" {
		return "go run ./cmd/course"
	}
	return "course"
}
