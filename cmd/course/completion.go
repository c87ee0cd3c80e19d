package main

import (
	_ "embed"
	"fmt"

	"github.com/spf13/cobra"
)

// standIns let the script for bash work without the package bash-completion.
//
//go:embed completion.bash
var standIns string

func (a *app) completionCommand() *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:       "completion SHELL",
		Args:      arguments(1, 1, "completion bash|zsh|fish|powershell"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			root := cmd.Root()
			switch args[0] {
			case "bash":
				fmt.Fprint(a.out, standIns)
				return root.GenBashCompletionV2(a.out, true)
			case "zsh":
				return root.GenZshCompletion(a.out)
			case "fish":
				return root.GenFishCompletion(a.out, true)
			case "powershell":
				return root.GenPowerShellCompletionWithDesc(a.out)
			}
			return unknown("shell", args[0], shells, "the shells are bash, zsh, fish and powershell")
		},
	}
}
