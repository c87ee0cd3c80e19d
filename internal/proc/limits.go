package proc

import (
	"fmt"
	"time"
)

// Limits bound a supervised run. A zero field is the default.
type Limits struct {
	Output    int           // bytes of both streams together; 1 MiB
	Lines     int           // of both streams together; 20,000
	Processes int           // alive at once in the tree, zombies included; 64
	Threads   int           // alive at once in the tree; 2,000
	Memory    int64         // bytes, of one process and of the whole tree; 1 GiB
	FileSize  int64         // bytes of one file; 64 MiB
	Grace     time.Duration // from an interrupt to SIGKILL; 5 s
}

const defaultTimeout = 20 * time.Second

func (l Limits) withDefaults() Limits {
	set(&l.Output, 1<<20)
	set(&l.Lines, 20_000)
	set(&l.Processes, 64)
	set(&l.Threads, 2_000)
	set(&l.Memory, 1<<30)
	set(&l.FileSize, 64<<20)
	// A busy machine takes seconds to unwind two Python processes.
	set(&l.Grace, 5*time.Second)
	return l
}

func set[T comparable](field *T, value T) {
	var zero T
	if *field == zero {
		*field = value
	}
}

// bytesText is a number of bytes as people say it: "1 MiB".
func bytesText(n int64) string {
	for _, unit := range []struct {
		name string
		size int64
	}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}} {
		if n >= unit.size && n%unit.size == 0 {
			return fmt.Sprintf("%d %s", n/unit.size, unit.name)
		}
	}
	return fmt.Sprintf("%d bytes", n)
}

// durationText is a limit as people say it: "20 s", "1.5 s", "300 ms".
func durationText(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%g s", d.Seconds())
}
