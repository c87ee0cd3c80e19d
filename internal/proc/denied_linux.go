package proc

import (
	"fmt"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// deniedByKernel says which limit a program has met by itself: the kernel
// then refuses memory or the end of a file, and the program ends as it
// thinks fit. So its folder is looked at, and the program's last words are
// read; "" when they don't tell.
func (r *supervised) deniedByKernel(run *Run, fullFile bool) string {
	file := fmt.Sprintf("a file larger than %s", bytesText(r.Limits.FileSize))
	if run.Signal == syscall.SIGXFSZ || fullFile && run.Exit != 0 {
		return file
	}
	if run.Exit == 0 {
		return ""
	}
	for _, line := range run.Lines {
		if !line.Stderr {
			continue
		}
		for _, said := range lastWords {
			if strings.Contains(line.Text, said.words) {
				if said.file {
					return file
				}
				return fmt.Sprintf("more than %s of memory", bytesText(r.Limits.Memory))
			}
		}
	}
	return ""
}

// lastWords are what programs say that were refused memory, or a longer file.
var lastWords = []struct {
	words string
	file  bool
}{
	{"SIGXFSZ", true},                       // Go
	{"file too large", true},                // Go, where a program reports its error
	{"File too large", true},                // Python, C
	{"runtime: out of memory", false},       // Go
	{"runtime: cannot allocate", false},     // Go
	{"MemoryError", false},                  // Python
	{"Sanitizer failed to allocate", false}, // Go with -race
	{"Cannot allocate memory", false},       // C
}

// inputFile is what a program reads as its stdin: a file without a name, or
// the null device.
func inputFile(content []byte) (int, error) {
	if content == nil {
		return unix.Open(os.DevNull, unix.O_RDONLY|unix.O_CLOEXEC, 0)
	}
	fd, err := unix.MemfdCreate("stdin", unix.MFD_CLOEXEC)
	if err != nil {
		return -1, fmt.Errorf("make the program's stdin: %w", err)
	}
	for done := 0; done < len(content); {
		n, err := unix.Pwrite(fd, content[done:], int64(done))
		if err != nil {
			unix.Close(fd)
			return -1, fmt.Errorf("make the program's stdin: %w", err)
		}
		done += n
	}
	return fd, nil
}
