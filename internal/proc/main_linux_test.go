package proc

import (
	"os"
	"os/signal"
	"runtime"
	"testing"

	"golang.org/x/sys/unix"
)

// The test binary is also the programs that the tests run, and runners for
// tests that end a runner.
func TestMain(m *testing.M) {
	Init()
	if len(os.Args) > 2 {
		switch os.Args[1] {
		case "program":
			program(os.Args[2], os.Args[3:])
			return
		case "runner":
			runner(os.Args[2], os.Args[3:])
			return
		}
	}
	runtime.UnlockOSThread() // see the init of the programs
	// Programs built with -race sleep for a second at their end.
	os.Setenv("GORACE", "atexit_sleep_ms=0")
	// Who is started by nohup, or in a shell's background, has signals
	// ignored. The runners that tests start are to begin without that; a
	// signal that is caught is back at its default in them.
	for _, s := range []os.Signal{unix.SIGHUP, unix.SIGINT, unix.SIGQUIT} {
		if signal.Ignored(s) {
			signal.Notify(make(chan os.Signal, 1), s)
		}
	}
	// A file that whoever started the tests might have handed down: no
	// program may find it.
	_, _ = unix.Dup(0)
	os.Exit(m.Run())
}
