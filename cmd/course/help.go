package main

import (
	"embed"
	"fmt"
	"math/big"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// usage has what -h prints, a file for each command.
//
//go:embed usage/*.txt
var usage embed.FS

func (a *app) help(cmd *cobra.Command) {
	text, err := usage.ReadFile("usage/" + cmd.Name() + ".txt")
	if err != nil {
		panic(err) // a command without its file: TestUsage finds it first
	}
	fmt.Fprintf(a.out, "%s", text)
}

func (a *app) helpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:    "help [COMMAND]",
		Hidden: true,
		RunE: func(_ *cobra.Command, args []string) error {
			cmd, rest, _ := root.Find(args)
			if len(rest) > 0 {
				return unknown("command", rest[0], commandNames(root), `"course -h" shows the commands`)
			}
			a.help(cmd)
			return nil
		},
	}
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	return names
}

// count is "1 claim", "2 claims".
func count[N int | *big.Int](n N, what string) string {
	if fmt.Sprint(n) == "1" {
		return "1 " + what
	}
	return fmt.Sprintf("%v %ss", n, what)
}
