//go:build !linux

package proc

import (
	"os"
	"os/signal"
	"syscall"
)

// raise sends a signal to the calling process, with the action that the Go
// runtime has for it.
func raise(s syscall.Signal) {
	signal.Reset(s)
	if self, err := os.FindProcess(os.Getpid()); err == nil {
		_ = self.Signal(s)
	}
}
