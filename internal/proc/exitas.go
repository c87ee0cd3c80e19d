package proc

import (
	"os"
	"time"
)

// ExitAs ends the calling process as the program ended, so that a shell
// shows what it would show of the program: with its exit status, or by its
// signal. It does not return.
func ExitAs(s Status) {
	if s.Signal == 0 {
		os.Exit(s.Exit)
	}
	raise(s.Signal)
	time.Sleep(100 * time.Millisecond) // a signal may take a moment to arrive
	os.Exit(128 + int(s.Signal))
}
