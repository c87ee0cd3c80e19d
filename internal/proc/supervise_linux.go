package proc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// Supervise makes one run. The error is of the supervision (the program
// can't be started, the guard was lost, ctx was cancelled), never of the
// program. When it returns, no process of the run is left, and no file.
func Supervise(ctx context.Context, s Spec) (*Run, error) {
	if !initialized {
		return nil, ErrNoInit
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if !filepath.IsAbs(s.Path) {
		return nil, fmt.Errorf("run %q: the path is not absolute", s.Path)
	}
	if s.Timeout == 0 {
		s.Timeout = defaultTimeout
	}
	s.Limits = s.Limits.withDefaults()
	if s.TempDir == "" {
		s.TempDir = os.TempDir()
	}
	for {
		guard, err := acquireGuard()
		if err != nil {
			return nil, err
		}
		r := &supervised{Spec: s, guard: guard}
		run, err := r.run(ctx)
		if errors.Is(err, errGuardKilled) && guard.runs > 1 {
			continue // it was killed while it waited for this run
		}
		return run, err
	}
}

// supervised is a run, in the runner.
type supervised struct {
	Spec
	guard  *guardHandle
	id     uint32
	folder string
	lost   bool // the guard no longer answers

	output transcript
	// writers are the processes that wrote, as they were at the first line of
	// each: the guard may have looked too late.
	writers   map[int]processSeen
	writersMu sync.Mutex
	stopMu    sync.Mutex
	stopped   string
}

// run makes the run, and gives the guard back or ends it.
func (r *supervised) run(ctx context.Context) (*Run, error) {
	r.guard.runs++
	r.id = r.guard.runs
	r.folder = filepath.Join(r.TempDir, fmt.Sprintf("course-run-%016x", rand.Uint64()))
	r.writers = map[int]processSeen{}
	r.output = transcript{
		limits:  r.Limits,
		until:   r.Until,
		matched: func() { _ = r.guard.send(idFrame(kindInterrupt, r.id)) },
		full:    r.stop,
	}
	streams, err := r.request()
	defer func() {
		for _, file := range streams {
			file.Close() // or nil
		}
	}()
	if err != nil {
		return nil, errors.Join(err, r.leaveGuard())
	}
	var reading sync.WaitGroup
	for i, file := range streams {
		reading.Go(func() { r.read(file, i == 1) })
	}
	stopWatching := r.watchGuard(ctx)
	start, end, err := r.follow()
	if stopWatching() {
		r.stop(guardStopped)
	}
	err = errors.Join(err, r.leaveGuard()) // where the guard is gone, this ends the tree
	for _, file := range streams {
		endOutput(file)
	}
	reading.Wait()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, errGuardKilled) && start.Pid != 0:
		r.stop(guardKilled)
		end = result{Status: uint32(unix.SIGKILL), End: now()}
	case err != nil:
		return nil, err
	}
	if err := unendedError(end.Unended); err != nil {
		return nil, err
	}
	return r.result(start, end), nil
}

// watchGuard ends the run when ctx ends, and kills a guard that the program
// has stopped. stop ends the watch, and reports whether the guard was killed.
func (r *supervised) watchGuard(ctx context.Context) (stop func() bool) {
	begin, done, killed := make(chan struct{}), make(chan struct{}), make(chan bool, 1)
	go func() { killed <- r.guard.killIfStopped(begin, done) }()
	overdue := sync.OnceFunc(func() { close(begin) })
	limit := time.AfterFunc(r.Timeout, overdue)
	unhook := context.AfterFunc(ctx, func() {
		_ = r.guard.send(idFrame(kindKill, r.id))
		overdue()
	})
	return func() bool {
		limit.Stop()
		unhook()
		close(done)
		return <-killed
	}
}

// leaveGuard gives the guard to another run; one that is lost is ended, and
// with it what is left of this run.
func (r *supervised) leaveGuard() error {
	if !r.lost {
		r.guard.release()
		return nil
	}
	err := r.guard.endTree()
	_ = removeFolder(r.folder)
	return err
}

func unendedError(pids []int) error {
	if len(pids) == 0 {
		return nil
	}
	return fmt.Errorf("processes %v could not be ended", pids)
}

// request hands the run to the guard, with the far ends of the returned
// streams.
func (r *supervised) request() (streams [2]*os.File, err error) {
	var theirs [3]int
	theirs[0], err = inputFile(r.Stdin)
	if err != nil {
		return streams, err
	}
	defer unix.Close(theirs[0])
	for i := range streams {
		streams[i], theirs[i+1], err = outputPair()
		if err != nil {
			return streams, err
		}
		defer unix.Close(theirs[i+1])
	}
	err = r.guard.send(jsonFrame(kindRun, request{
		ID:       r.id,
		Path:     r.Path,
		Argv:     append([]string{r.Path}, r.Args...),
		Env:      append(Environment(tempFolder(r.folder)), r.Env...),
		Folder:   r.folder,
		Files:    r.Files,
		Timeout:  r.Timeout,
		Leaves:   r.Leaves,
		Schedule: r.Schedule,
		Seed:     r.Seed,
		Limits:   r.Limits,
	}), theirs[:]...)
	if err != nil {
		r.lost = true
		err = errGuardKilled
	}
	return streams, err
}

// read puts a stream into the transcript.
func (r *supervised) read(file *os.File, stderr bool) {
	_ = readOutput(file, func(pid int, chunk []byte) {
		r.output.add(stderr, r.askWriter(pid), chunk, time.Duration(now()))
	})
	r.output.close(stderr, time.Duration(now()))
}

// follow reads what the guard says until the run is over.
func (r *supervised) follow() (start started, end result, err error) {
	for {
		what, body, err := readFrame(r.guard.socket)
		if err != nil {
			r.lost = true
			return start, end, errGuardKilled
		}
		switch what {
		case kindStarted:
			err = json.Unmarshal(body, &start)
		case kindFailed:
			var f failure
			if err = json.Unmarshal(body, &f); err == nil {
				return start, end, f.err()
			}
		case kindDone:
			err = json.Unmarshal(body, &end)
			return start, end, err
		}
		if err != nil {
			r.lost = true
			return start, end, fmt.Errorf("the guard of the run can't be understood: %w", err)
		}
	}
}

// stop ends the run; the first reason is the one that counts.
func (r *supervised) stop(why string) {
	r.stopMu.Lock()
	defer r.stopMu.Unlock()
	if r.stopped == "" {
		r.stopped = why
		_ = r.guard.send(idFrame(kindKill, r.id))
	}
}
