// Package proc turns a command into a supervised process tree, and its
// output into a transcript: which line came when, and which process wrote it.
//
// A supervised run ([Supervise]) has limits, a working directory of its own
// and an environment scrubbed to a few variables ([Environment]). On Linux a
// guard stands between the caller and the program: a process re-executed
// from the caller's binary, which adopts whatever the program's processes
// leave behind. When the caller ends in any way, SIGKILL included, the guard
// ends the whole tree and removes the run's folder. So each binary that
// supervises calls [Init] as the first statement of its main (and of its
// TestMain).
//
// What is asked of the kernel, and only of Linux, is who wrote a line, who
// is whose child, and what is left over. Elsewhere a run is a process group
// with pipes: lines have no pid, and [Supervise] refuses the schedules that
// need more.
package proc

import (
	"errors"
	"fmt"
	"regexp"
	"syscall"
	"time"
)

// Schedule is what is done to a run to vary the order of its output.
type Schedule int

const (
	Plain   Schedule = iota // nothing
	Pinned                  // the whole tree on one CPU
	Stopped                 // children stopped and continued at random
)

func (s Schedule) String() string {
	switch s {
	case Plain:
		return "plain"
	case Pinned:
		return "pinned to one CPU"
	case Stopped:
		return "children stopped and continued"
	}
	return fmt.Sprintf("schedule %d", int(s))
}

// Spec is a run to be made.
type Spec struct {
	Path  string   // absolute
	Args  []string // without the program's name
	Files string   // a folder whose files are copied into the run's working directory; "" for none
	Env   []string // beside the documented few
	Stdin []byte   // nil: the null device

	// Until interrupts the group, as Ctrl-C does, once a line of either
	// stream matches.
	Until *regexp.Regexp
	// Leaves: wait for processes that the main one leaves behind.
	Leaves   bool
	Timeout  time.Duration // 0: the default, 20 s
	Schedule Schedule
	Seed     uint64 // of what is random in the schedule

	// TempDir is where the run's folder is made, "" for os.TempDir().
	TempDir string
	// Limits of the run; each zero is the default.
	Limits Limits
}

// Line is one line of output.
type Line struct {
	Text string
	// Pid is who wrote it, 0 where the kernel can't tell; of a torn line,
	// who began it.
	Pid     int
	Writers []int         // more than one process: the line is torn
	At      time.Duration // since the start, the runner's clock at reading
	Stderr  bool
	// NoNewline: the stream ended before the line did.
	NoNewline bool
}

// Process is a process of the tree, as the guard saw it.
type Process struct {
	Pid int
	// Parent is who started it, 0 when that one was gone before anybody
	// could ask.
	Parent int
	Name   string // as the kernel has it: at most 15 bytes
	// First and Last are when it was surely alive, since the start. Both
	// are 0 for a process that nobody saw alive.
	First, Last time.Duration
}

// Run is what came of a supervised run.
type Run struct {
	Lines       []Line // of both streams, in the order of reading
	Folder      string // where it ran; it is gone
	Main        int    // pid of the main process
	Processes   map[int]Process
	Exit        int            // of the main process, -1 when a signal ended it
	Signal      syscall.Signal // that ended the main process, or 0
	Interrupted bool           // Until matched
	// Stopped says why the run was stopped: "more than 1 MiB of output".
	Stopped string
	// LeftOver were alive when the main process was reaped: up to 5 s later
	// after an interrupt.
	LeftOver []Process
	Elapsed  time.Duration
	CPU      time.Duration // of the whole tree
	Schedule Schedule
	Seed     uint64
}

// ErrNoInit is returned to a caller whose main did not begin with Init.
var ErrNoInit = errors.New("proc.Init was not called at the start of main")

// initialized is set by Init.
var initialized bool
