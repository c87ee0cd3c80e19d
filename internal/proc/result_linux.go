package proc

import (
	"fmt"
	"os"
	"strings"
	"syscall"
	"time"
)

// askWriter notes who a process is that has not written before, who started it,
// and who started that one. It returns the pid, or 0 when that process does not
// belong to the run: root may send any pid with a line.
func (r *supervised) askWriter(pid int) int {
	r.writersMu.Lock()
	defer r.writersMu.Unlock()
	guard := r.guard.process.Pid
	if pid == guard {
		return 0
	}
	var found []processSeen
	for ancestor := pid; ancestor != guard; {
		if _, known := r.writers[ancestor]; known {
			break
		}
		var s stat
		if !lookup(ancestor, &s) {
			found = append(found, processSeen{Pid: ancestor}) // it has ended
			break
		}
		if ancestor == os.Getpid() || s.parent == 0 {
			return 0
		}
		p := processSeen{Pid: ancestor, Parent: s.parent, Name: s.name}
		if s.running() {
			p.First = now()
			p.Last = p.First
		}
		if s.parent == guard {
			p.Parent = 0 // the main process, or adopted
		}
		found = append(found, p)
		ancestor = s.parent
	}
	for _, p := range found {
		r.writers[p.Pid] = p
	}
	return pid
}

// result puts together what the guard and the runner saw.
func (r *supervised) result(start started, end result) *Run {
	since := func(at int64) time.Duration { return max(0, time.Duration(at-start.Time)) }
	run := &Run{
		Lines:       r.output.lines,
		Folder:      workFolder(r.folder),
		Main:        start.Pid,
		Processes:   map[int]Process{},
		Interrupted: r.output.hit,
		Stopped:     r.stopped,
		Elapsed:     since(end.End),
		CPU:         time.Duration(end.CPU),
		Schedule:    r.Schedule,
		Seed:        r.Seed,
	}
	for i := range run.Lines {
		run.Lines[i].At = since(int64(run.Lines[i].At))
		run.Elapsed = max(run.Elapsed, run.Lines[i].At) // read when all was over
	}
	for _, p := range merge(end.Processes, r.writers) {
		process := Process{Pid: p.Pid, Parent: p.Parent, Name: p.Name}
		if p.Last != 0 {
			process.First, process.Last = since(p.First), since(p.Last)
		}
		run.Processes[p.Pid] = process
	}
	for _, p := range run.Processes {
		run.Elapsed = max(run.Elapsed, p.Last)
	}
	for _, pid := range end.LeftOver {
		run.LeftOver = append(run.LeftOver, run.Processes[pid])
	}
	status := syscall.WaitStatus(end.Status)
	run.Exit = status.ExitStatus()
	if status.Signaled() {
		run.Signal = status.Signal()
	}
	if run.Stopped == "" {
		run.Stopped = end.Stopped
	}
	switch {
	case run.Stopped == "":
		run.Stopped = r.deniedByKernel(run, end.FullFile)
	case end.FullFile && run.Exit != 0:
		run.Stopped = r.deniedByKernel(run, true) + ", and " + run.Stopped
	}
	if r.Until != nil && !run.Interrupted && strings.Contains(run.Stopped, "longer than") {
		run.Stopped += fmt.Sprintf(", and no line matched %q", r.Until)
	}
	return run
}

// merge adds what the runner was told to what the guard saw.
func merge(guard []processSeen, writers map[int]processSeen) map[int]processSeen {
	all := map[int]processSeen{}
	for _, p := range guard {
		all[p.Pid] = p
	}
	for pid, a := range writers {
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
