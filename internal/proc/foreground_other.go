//go:build !linux

package proc

import (
	"context"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
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
	var p partial
	hand := func(p *partial) bool {
		options.Lines(p.line(time.Since(begun)))
		return true
	}
	if options.Lines != nil {
		cmd.Stdout = writerFunc(func(b []byte) { p.add(0, b, hand) })
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
	if len(p.text) > 0 {
		hand(&p)
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
