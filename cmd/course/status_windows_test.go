package main

import "os"

// shellStatus is the exit status that a shell shows.
func shellStatus(p *os.ProcessState) int { return p.ExitCode() }
