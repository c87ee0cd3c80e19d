package proc

import (
	"fmt"
	"syscall"
)

// Status is how a program ended.
type Status struct {
	Main   int            // pid
	Exit   int            // -1 when a signal ended it
	Signal syscall.Signal // or 0
}

func (s Status) String() string {
	if s.Signal != 0 {
		return fmt.Sprintf("ended by %s", SignalName(s.Signal))
	}
	return fmt.Sprintf("exit status %d", s.Exit)
}
