//go:build unix

package main

import (
	"os"
	"syscall"
)

// shellStatus is the exit status that a shell shows.
func shellStatus(p *os.ProcessState) int {
	status := p.Sys().(syscall.WaitStatus)
	if status.Signaled() {
		return 128 + int(status.Signal())
	}
	return status.ExitStatus()
}
