//go:build !linux

package proc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

// Init is needed on Linux alone.
func Init() { initialized = true }

// KernelLanes reports whether the kernel tells who wrote a line.
func KernelLanes() bool { return false }

// ErrNotHere is returned for what only Linux can do.
var ErrNotHere = errors.New("needs Linux")

// Supervise makes one run: a process group with pipes. Lines have no pid;
// processes that leave the group are not found; of the limits, wall time and
// output hold.
func Supervise(ctx context.Context, s Spec) (*Run, error) {
	if !initialized {
		return nil, ErrNoInit
	}
	if s.Schedule != Plain {
		return nil, fmt.Errorf("a run with the schedule %q %w", s.Schedule, ErrNotHere)
	}
	if !filepath.IsAbs(s.Path) {
		return nil, fmt.Errorf("run %q: the path is not absolute", s.Path)
	}
	if s.Timeout == 0 {
		s.Timeout = defaultTimeout
	}
	s.Limits = s.Limits.withDefaults()
	folder, err := os.MkdirTemp(s.TempDir, "course-run-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = removeFolder(folder) }()
	if err := fillFolder(folder, s.Files); err != nil {
		return nil, err
	}
	r := &grouped{Spec: s}
	return r.make(ctx, folder)
}

// grouped is a run without a guard.
type grouped struct {
	Spec
	cmd    *exec.Cmd
	output transcript

	mu      sync.Mutex
	stopped string
}

func (r *grouped) make(ctx context.Context, folder string) (*Run, error) {
	timed, cancel := context.WithTimeout(ctx, r.Timeout)
	defer cancel()
	r.cmd = exec.CommandContext(timed, r.Path, r.Args...)
	r.cmd.Dir = workFolder(folder)
	r.cmd.Env = append(Environment(tempFolder(folder)), r.Env...)
	if r.Stdin != nil {
		r.cmd.Stdin = bytes.NewReader(r.Stdin)
	}
	ownGroup(r.cmd)
	r.cmd.Cancel = func() error { return killGroup(r.cmd) }
	r.cmd.WaitDelay = r.Limits.Grace // a process left behind may hold the pipes
	begun := time.Now()
	at := func() time.Duration { return time.Since(begun) }
	r.output = transcript{limits: r.Limits, until: r.Until, matched: r.interrupt, full: r.stop}
	r.cmd.Stdout = writerFunc(func(b []byte) { r.output.add(false, 0, b, at()) })
	r.cmd.Stderr = writerFunc(func(b []byte) { r.output.add(true, 0, b, at()) })
	if err := r.cmd.Start(); err != nil {
		return nil, err
	}
	err := r.cmd.Wait()
	_ = killGroup(r.cmd)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	r.output.close(false, at())
	r.output.close(true, at())
	r.mu.Lock()
	defer r.mu.Unlock()
	run := &Run{
		Lines:       r.output.lines,
		Folder:      workFolder(folder),
		Main:        r.cmd.Process.Pid,
		Processes:   map[int]Process{r.cmd.Process.Pid: {Pid: r.cmd.Process.Pid, Name: filepath.Base(r.Path), Last: at()}},
		Exit:        r.cmd.ProcessState.ExitCode(),
		Interrupted: r.output.hit,
		Stopped:     r.stopped,
		Elapsed:     at(),
		CPU:         r.cmd.ProcessState.UserTime() + r.cmd.ProcessState.SystemTime(),
		Schedule:    r.Schedule,
		Seed:        r.Seed,
	}
	if status, ok := r.cmd.ProcessState.Sys().(syscall.WaitStatus); ok && status.Signaled() {
		run.Signal = status.Signal()
	}
	switch {
	case run.Stopped != "":
	case timed.Err() != nil:
		run.Stopped = fmt.Sprintf("ran longer than %s", durationText(r.Timeout))
	case errors.Is(err, exec.ErrWaitDelay) && !r.Leaves:
		run.LeftOver = []Process{{Name: "a process that holds the output open"}}
	}
	return run, nil
}

// interrupt is what Ctrl-C does; the grace after it is the program's.
func (r *grouped) interrupt() {
	if err := interruptGroup(r.cmd); err != nil {
		go r.stop(err.Error())
		return
	}
	time.AfterFunc(r.Limits.Grace, func() {
		r.stop(fmt.Sprintf("still running %s after the interrupt", durationText(r.Limits.Grace)))
	})
}

// stop ends the run, if it has not ended; the first reason counts.
func (r *grouped) stop(why string) {
	if killGroup(r.cmd) != nil {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stopped == "" {
		r.stopped = why
	}
}

type writerFunc func(b []byte)

func (f writerFunc) Write(b []byte) (int, error) {
	f(b)
	return len(b), nil
}

var _ io.Writer = writerFunc(nil)
