//go:build unix

package proc

import (
	"syscall"

	"golang.org/x/sys/unix"
)

// SignalName is a signal as people write it: "SIGINT".
func SignalName(s syscall.Signal) string {
	if name := unix.SignalName(s); name != "" {
		return name
	}
	return s.String()
}
