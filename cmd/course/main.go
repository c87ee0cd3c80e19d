// The command course lists, runs and checks the lessons of a course whose
// lessons are Markdown files that hold their own programs and proofs.
package main

import (
	"os"

	"github.com/seed-05413062/course/internal/proc"
)

func main() {
	// A supervised run's guard is this same binary: it must leave here,
	// before anything of the command begins.
	proc.Init()
	proc.ExitAs(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
