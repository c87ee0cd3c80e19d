//go:build !linux

package proc

import (
	"context"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Foreground runs the program in the caller's place, as a shell would: in
// the caller's group, on its terminal, with its stdin, stdout, stderr,
// working directory and environment (and what s.Env adds), without limits.
// Of s it uses Path, Args and Env. Processes that the program leaves behind
// are not waited for.
func Foreground(ctx context.Context, s Spec, options ForegroundOptions) (Status, error) {
	if !initialized {
		return Status{}, ErrNoInit
	}
	signals := make(chan os.Signal, 16)
	for _, s := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		if !signal.Ignored(s) {
			signal.Notify(signals, s)
		}
	}
	defer signal.Stop(signals)
	cmd := exec.CommandContext(ctx, s.Path, s.Args...)
	cmd.Env = append(os.Environ(), s.Env...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	begun := time.Now()
	var streams [2]partial // stdout, stderr
	var mu sync.Mutex
	hand := func(p *partial, noNewline bool) {
		mu.Lock()
		defer mu.Unlock()
		line := p.line(time.Since(begun))
		line.Stderr, line.NoNewline = p == &streams[1], noNewline
		options.Lines(line)
	}
	if options.Lines != nil {
		for i, w := range []*io.Writer{&cmd.Stdout, &cmd.Stderr} {
			*w = writerFunc(func(b []byte) {
				streams[i].add(0, b, func(p *partial) bool {
					hand(p, false)
					return true
				})
			})
		}
	}
	if err := cmd.Start(); err != nil {
		return Status{}, err
	}
	if options.Started != nil {
		options.Started(cmd.Process.Pid)
	}
	over := make(chan struct{})
	go func() {
		for {
			select {
			case s := <-signals:
				if s == syscall.SIGTERM {
					_ = cmd.Process.Kill()
				}
			case <-over:
				return
			}
		}
	}()
	_ = cmd.Wait() // what it says is in the ProcessState
	close(over)
	for i := range streams {
		if len(streams[i].text) > 0 {
			hand(&streams[i], true)
		}
	}
	status := Status{Main: cmd.Process.Pid, Exit: cmd.ProcessState.ExitCode()}
	if ws, ok := cmd.ProcessState.Sys().(syscall.WaitStatus); ok && ws.Signaled() {
		status.Signal = ws.Signal()
	}
	return status, ctx.Err()
}

// TempDir makes a folder below os.TempDir; release removes it. A caller that
// is killed leaves it behind.
func TempDir() (dir string, release func(), err error) {
	dir, err = os.MkdirTemp("", "course-")
	if err != nil {
		return "", nil, err
	}
	dir, err = filepath.EvalSymlinks(dir)
	return dir, func() { _ = removeFolder(dir) }, err
}
