package proc

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
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
	guard, err := takeGuard()
	if err != nil {
		return nil, err
	}
	r := &supervised{Spec: s, guard: guard}
	run, err := r.make(ctx)
	if r.lost {
		guard.end()
		_ = removeFolder(r.folder)
	} else {
		guard.giveBack()
	}
	return run, err
}

// supervised is a run, in the runner.
type supervised struct {
	Spec
	guard  *guardHandle
	id     uint32
	folder string
	lost   bool // the guard

	output transcript
	// asked has the processes that wrote, as they were at the first line of
	// each: the guard may have looked too late.
	asked   map[int]seen
	askedMu sync.Mutex
	stopMu  sync.Mutex
	stopped string
}

var errLost = errors.New("the guard of the run was lost")

func (r *supervised) make(ctx context.Context) (*Run, error) {
	r.guard.runs++
	r.id = r.guard.runs
	r.folder = filepath.Join(r.TempDir, fmt.Sprintf("course-run-%016x", rand.Uint64()))
	r.asked = map[int]seen{}
	r.output = transcript{
		limits:  r.Limits,
		until:   r.Until,
		matched: func() { _ = r.guard.send(idFrame(kindInterrupt, r.id)) },
		full:    r.stop,
	}
	streams, err := r.request()
	if err != nil {
		return nil, err
	}
	defer func() {
		for _, file := range streams {
			file.Close()
		}
	}()
	var reading sync.WaitGroup
	for i, file := range streams {
		reading.Go(func() { r.read(file, i == 1) })
	}
	unhook := context.AfterFunc(ctx, func() { _ = r.guard.send(idFrame(kindKill, r.id)) })
	defer unhook()

	first, last, err := r.follow()
	for _, file := range streams {
		endOutput(file)
	}
	reading.Wait()
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if len(last.Unended) > 0 {
		return nil, fmt.Errorf("processes %v could not be ended", last.Unended)
	}
	return r.result(first, last), nil
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
		Env:      append(Environment(tempOf(r.folder)), r.Env...),
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
		err = fmt.Errorf("%w: %w", errLost, err)
	}
	return streams, err
}

// read puts a stream into the transcript.
func (r *supervised) read(file *os.File, stderr bool) {
	_ = readOutput(file, func(pid int, chunk []byte) {
		r.ask(pid)
		r.output.add(stderr, pid, chunk, time.Duration(now()))
	})
	r.output.close(stderr, time.Duration(now()))
}

// ask notes who a process is that nobody has asked about yet, and who
// started it, and who that is.
func (r *supervised) ask(pid int) {
	r.askedMu.Lock()
	defer r.askedMu.Unlock()
	for pid != 0 && pid != r.guard.process.Pid {
		if _, done := r.asked[pid]; done {
			return
		}
		var s stat
		if !lookup(pid, &s) {
			r.asked[pid] = seen{Pid: pid}
			return
		}
		p := seen{Pid: pid, Parent: s.parent, Name: s.name}
		if s.running() {
			p.First = now()
			p.Last = p.First
		}
		if s.parent == r.guard.process.Pid {
			p.Parent = 0 // the main process, or adopted
		}
		r.asked[pid] = p
		pid = p.Parent
	}
}

// follow reads what the guard says until the run is over.
func (r *supervised) follow() (first started, last result, err error) {
	for {
		what, body, err := readFrame(r.guard.socket)
		if err != nil {
			r.lost = true
			return first, last, errLost
		}
		switch what {
		case kindStarted:
			err = json.Unmarshal(body, &first)
		case kindFailed:
			var f failure
			if err = json.Unmarshal(body, &f); err == nil {
				return first, last, f.err()
			}
		case kindDone:
			err = json.Unmarshal(body, &last)
			return first, last, err
		}
		if err != nil {
			r.lost = true
			return first, last, fmt.Errorf("%w: %w", errLost, err)
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

func (r *supervised) result(first started, last result) *Run {
	since := func(at int64) time.Duration { return max(0, time.Duration(at-first.Time)) }
	run := &Run{
		Lines:       r.output.lines,
		Folder:      workOf(r.folder),
		Main:        first.Pid,
		Processes:   map[int]Process{},
		Interrupted: r.output.hit,
		Stopped:     r.stopped,
		Elapsed:     since(last.End),
		CPU:         time.Duration(last.CPU),
		Schedule:    r.Schedule,
		Seed:        r.Seed,
	}
	for i := range run.Lines {
		run.Lines[i].At = since(int64(run.Lines[i].At))
		run.Elapsed = max(run.Elapsed, run.Lines[i].At) // read when all was over
	}
	for _, p := range merge(last.Processes, r.asked) {
		process := Process{Pid: p.Pid, Parent: p.Parent, Name: p.Name}
		if p.Last != 0 {
			process.First, process.Last = since(p.First), since(p.Last)
		}
		run.Processes[p.Pid] = process
	}
	for _, p := range run.Processes {
		run.Elapsed = max(run.Elapsed, p.Last)
	}
	for _, pid := range last.LeftOver {
		run.LeftOver = append(run.LeftOver, run.Processes[pid])
	}
	status := syscall.WaitStatus(last.Status)
	run.Exit = status.ExitStatus()
	if status.Signaled() {
		run.Signal = status.Signal()
	}
	if run.Stopped == "" {
		run.Stopped = last.Stopped
	}
	switch {
	case run.Stopped == "":
		run.Stopped = r.deniedByKernel(run, last.FullFile)
	case last.FullFile && run.Exit != 0:
		run.Stopped = r.deniedByKernel(run, true) + ", and " + run.Stopped
	}
	if r.Until != nil && !run.Interrupted && strings.Contains(run.Stopped, "longer than") {
		run.Stopped += fmt.Sprintf(", and no line matched %q", r.Until)
	}
	return run
}

// merge adds what the runner was told to what the guard saw.
func merge(guard []seen, asked map[int]seen) map[int]seen {
	all := map[int]seen{}
	for _, p := range guard {
		all[p.Pid] = p
	}
	for pid, a := range asked {
		p, known := all[pid]
		if !known {
			all[pid] = a
			continue
		}
		if p.Parent == 0 {
			p.Parent = a.Parent
		}
		if a.Last != 0 {
			if p.Last == 0 || a.First < p.First {
				p.First = a.First
			}
			p.Last = max(p.Last, a.Last)
		}
		all[pid] = p
	}
	return all
}
