package proc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// How long a foreground run is given to end by itself.
const (
	interruptTwice   = time.Second // two interrupts within this are meant
	interruptGrace   = 300 * time.Millisecond
	terminationGrace = 500 * time.Millisecond
	quitGrace        = time.Second // a program prints its goroutines
)

// Foreground runs the program in the caller's place, as a shell would: in
// the caller's group, on its terminal, with its stdin, stdout, stderr,
// working directory and environment (and what s.Env adds), without limits.
// Of s it uses Path, Args and Env. Still a guard ends the whole tree when the
// caller is killed, alone or with its group.
//
// It returns once the whole tree has ended. A signal from the terminal goes to
// the program, as to the whole group. What ends the tree, after a moment to end
// by itself, is a second interrupt within a second, an interrupt that ends the
// program but not all that it started, and SIGQUIT, SIGTERM or SIGHUP to the
// caller. The Status is the program's own, but that of the signal where the
// program had to be killed.
func Foreground(ctx context.Context, s Spec, options ForegroundOptions) (Status, error) {
	if !initialized {
		return Status{}, ErrNoInit
	}
	if err := ctx.Err(); err != nil {
		return Status{}, err
	}
	f := &foreground{Spec: s, options: options, signals: make(chan os.Signal, 16), overdue: make(chan struct{})}
	// One that the caller was started with ignored (nohup, a shell's
	// background job) stays so, for the program too.
	for _, s := range []os.Signal{unix.SIGINT, unix.SIGQUIT, unix.SIGTERM, unix.SIGHUP} {
		if !signal.Ignored(s) {
			signal.Notify(f.signals, s)
		}
	}
	defer signal.Stop(f.signals)
	var err error
	if f.guard, err = startGuard(guardForeground); err != nil {
		return Status{}, err
	}
	status, err := f.run(ctx)
	if errors.Is(err, errGuardKilled) {
		err = errors.Join(err, f.guard.endTree())
	} else {
		f.guard.end()
	}
	f.readAll()
	return status, err
}

// foreground is a foreground run, in the runner.
type foreground struct {
	Spec
	options ForegroundOptions
	guard   *guardHandle
	signals chan os.Signal

	status      Status
	asked       syscall.Signal // to end the whole tree
	kill        <-chan time.Time
	overdue     chan struct{}  // closed once the tree should have ended
	interrupted int64          // when last, by now()
	left        bool           // the main process has ended, others have not
	output      []*os.File     // stdout and stderr, or none
	reading     sync.WaitGroup // of output
	lineMu      sync.Mutex     // held while a line is handed out
}

// message is a frame of the guard.
type message struct {
	kind kind
	body []byte
	err  error
}

func (f *foreground) run(ctx context.Context) (Status, error) {
	if err := f.request(); err != nil {
		return Status{}, err
	}
	messages := make(chan message, 8) // more than a guard sends in a run
	go func() {
		for {
			kind, body, err := readFrame(f.guard.socket)
			messages <- message{kind, body, err}
			if err != nil {
				return
			}
		}
	}()
	over := make(chan struct{})
	defer close(over)
	go f.guard.killIfStopped(f.overdue, over)
	cancelled := ctx.Done()
	for {
		select {
		case s := <-f.signals:
			f.signal(s.(syscall.Signal))
		case <-f.kill:
			f.killTree()
		case <-cancelled:
			f.killTree()
			cancelled = nil
		case m := <-messages:
			done, err := f.receive(m)
			if err != nil {
				return Status{}, err
			}
			if done {
				return f.status, ctx.Err()
			}
		}
	}
}

// request hands the program to the guard.
func (f *foreground) request() error {
	var files []int
	for f.options.Lines != nil && len(files) < 2 {
		ours, theirs, err := outputPair()
		if err != nil {
			return err
		}
		defer unix.Close(theirs)
		f.output = append(f.output, ours)
		files = append(files, theirs)
	}
	err := f.guard.send(jsonFrame(kindRun, request{
		Path: f.Path,
		Argv: append([]string{f.Path}, f.Args...),
		Env:  append(os.Environ(), f.Env...),
		// Not the guard's, that what kills the one does not kill the other.
		Group: unix.Getpgrp(),
	}), files...)
	if err != nil {
		return errGuardKilled
	}
	return nil
}

// signal does what a signal to the caller asks for. One from the terminal has
// gone to the program too.
func (f *foreground) signal(s syscall.Signal) {
	switch s {
	case unix.SIGINT:
		if f.left || f.justInterrupted() {
			f.end(s, interruptGrace)
		}
		f.interrupted = now()
	case unix.SIGQUIT:
		f.end(s, quitGrace)
	case unix.SIGTERM, unix.SIGHUP:
		_ = f.guard.send(idFrame(kindTerminate, uint32(s)))
		f.end(s, terminationGrace)
	}
}

func (f *foreground) justInterrupted() bool {
	return f.interrupted != 0 && now()-f.interrupted < int64(interruptTwice)
}

func (f *foreground) end(s syscall.Signal, grace time.Duration) {
	if f.kill == nil {
		f.asked, f.kill = s, time.After(grace)
	}
}

func (f *foreground) killTree() {
	_ = f.guard.send(idFrame(kindKill, 0))
	select {
	case <-f.overdue:
	default:
		close(f.overdue)
	}
}

// receive handles a message of the guard, and reports whether the run is over.
func (f *foreground) receive(m message) (done bool, err error) {
	if m.err != nil {
		return false, errGuardKilled
	}
	switch m.kind {
	case kindStarted:
		var start started
		if err := json.Unmarshal(m.body, &start); err != nil {
			return false, err
		}
		f.status.Main = start.Pid
		if f.options.Started != nil {
			f.options.Started(start.Pid)
		}
		for i, file := range f.output {
			f.reading.Go(func() { f.lines(file, i == 1, start.Time) })
		}
		if f.interrupted != 0 && f.interrupted < start.Time {
			// The program was not there to get it from the terminal.
			_ = f.guard.send(idFrame(kindTerminate, uint32(unix.SIGINT)))
		}
	case kindFailed:
		var why failure
		if err := json.Unmarshal(m.body, &why); err != nil {
			return false, err
		}
		return false, why.err()
	case kindLeft:
		f.left = true
		if f.justInterrupted() {
			f.end(unix.SIGINT, interruptGrace)
		}
	case kindWaiting:
		var pids []int
		if err := json.Unmarshal(m.body, &pids); err != nil {
			return false, err
		}
		f.waiting(pids)
	case kindDone:
		var end result
		if err := json.Unmarshal(m.body, &end); err != nil {
			return false, err
		}
		f.finish(syscall.WaitStatus(end.Status))
		return true, nil
	}
	return false, nil
}

func (f *foreground) finish(status syscall.WaitStatus) {
	f.status.Exit = status.ExitStatus()
	if status.Signaled() {
		f.status.Signal = status.Signal()
	}
	if f.status.Signal == unix.SIGKILL && f.asked != 0 {
		f.status.Signal = f.asked
	}
}

// readAll returns once all that the program has printed was handed out.
func (f *foreground) readAll() {
	for _, file := range f.output {
		endOutput(file)
	}
	f.reading.Wait()
	for _, file := range f.output {
		file.Close()
	}
}

// lines hands out the lines of a stream.
func (f *foreground) lines(file *os.File, stderr bool, begun int64) {
	var p partial
	hand := func(p *partial, noNewline bool) {
		f.lineMu.Lock()
		defer f.lineMu.Unlock()
		line := p.line(time.Duration(now() - begun))
		line.Stderr, line.NoNewline = stderr, noNewline
		f.options.Lines(line)
	}
	_ = readOutput(file, func(pid int, chunk []byte) {
		p.add(pid, chunk, func(p *partial) bool {
			hand(p, false)
			return true
		})
	})
	if len(p.text) > 0 {
		hand(&p, true)
	}
}

// waiting tells why the prompt does not come back.
func (f *foreground) waiting(pids []int) {
	if f.options.Waiting != nil {
		f.options.Waiting(pids)
		return
	}
	things := "processes"
	if len(pids) == 1 {
		things = "process"
	}
	list := strings.Trim(fmt.Sprint(pids), "[]")
	fmt.Fprintf(os.Stderr, "%s: waiting for %d %s that the program left behind (pid %s); Ctrl-C or %v end them\n",
		filepath.Base(os.Args[0]), len(pids), things, list, lingerMost)
}
