package verify

import (
	"fmt"
	"sync"
	"syscall"
	"time"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/proc"
)

// mostRuns and mostTime bound how far a claim that something *can* happen
// goes on past -n until it has been seen.
const (
	mostRuns = 1000
	mostTime = 20 * time.Second
)

// raceExit is the status of a program in which the race detector found a
// race, unless GORACE says otherwise.
const raceExit = 66

// A trial is one run of a batch.
type trial struct {
	*proc.Run
	number int // from 1
	stdout lanes.Transcript
	want   string      // the want file that a lanes command held it against last
	match  lanes.Match // how it was read
}

func newTrial(r *proc.Run, number int) *trial {
	t := &trial{Run: r, number: number, stdout: lanes.Transcript{Main: r.Main, Processes: map[int]lanes.Process{}}}
	for _, l := range r.Lines {
		if !l.Stderr {
			t.stdout.Lines = append(t.stdout.Lines, lanes.Line{Text: l.Text, Pid: l.Pid, Writers: l.Writers, At: l.At})
		}
	}
	for pid, p := range r.Processes {
		t.stdout.Processes[pid] = lanes.Process{Pid: pid, Parent: p.Parent}
	}
	return t
}

// A batch is the runs that one "run" command makes, and what the commands
// after it have said of every one of them.
type batch struct {
	command *runCommand
	at      place
	path    string
	env     []string
	files   string
	stdin   []byte
	temp    string // where the runs' folders are made

	trials []*trial
	key    string // of its runs, at the gate
	checks []standing
	want   string // of the last lanes command
}

// standing is an assertion that was made, and that holds for runs that are
// added later, too.
type standing struct {
	at    place
	check func(*trial) error
}

// grow makes the batch have n trials, as many at once as sleep allows, and
// holds the added ones against the standing checks. The error is the
// *failure of the first run that has one.
func (b *batch) grow(s *session, n int) error {
	first := len(b.trials)
	if n <= first {
		return nil
	}
	added := make([]*trial, n-first)
	errs := make([]error, n-first)
	alone := s.evidence // so that the run that is shown was not disturbed
	runOne := func(i int) {
		leave, err := s.gate.enter(s.ctx, b.key, alone && first+i == 0)
		if err != nil {
			errs[i] = err
			return
		}
		defer leave()
		run, err := proc.Supervise(s.ctx, b.spec(first+i))
		if err != nil {
			errs[i] = err
			return
		}
		s.gate.ran(b.key, run.CPU, run.Elapsed)
		added[i] = newTrial(run, first+i+1)
	}
	rest := 0
	if alone && first == 0 || !s.gate.known(b.key) {
		runOne(0) // it tells how much of its time the program sleeps
		rest = 1
	}
	var wg sync.WaitGroup
	for i := rest; i < len(added) && errs[0] == nil; i++ {
		wg.Go(func() { runOne(i) })
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	s.total += len(added)
	b.trials = append(b.trials, added...)
	for _, c := range b.checks {
		for _, t := range added {
			if err := c.check(t); err != nil {
				return s.failStanding(b, c, t, err)
			}
		}
	}
	return nil
}

// spec is what run i, from 0, is asked to be. The first is always plain.
func (b *batch) spec(i int) proc.Spec {
	c := b.command
	spec := proc.Spec{
		Path: b.path, Args: c.args, Files: b.files, Env: b.env, Stdin: b.stdin,
		Until: c.until, Leaves: c.leaves, Timeout: c.timeout,
		Seed: uint64(i), TempDir: b.temp,
	}
	if !c.plain && proc.KernelLanes() {
		spec.Schedule = []proc.Schedule{proc.Plain, proc.Pinned, proc.Stopped}[i%3]
	}
	return spec
}

// every makes an assertion about all runs, and about those to come.
func (b *batch) every(at place, check func(*trial) error) error {
	for _, t := range b.trials {
		if err := check(t); err != nil {
			return &failure{err: err, trial: t, of: b}
		}
	}
	b.checks = append(b.checks, standing{at, check})
	return nil
}

// until adds runs until seen says that what can happen has happened. seen is
// given each trial once.
func (b *batch) until(s *session, seen func(*trial) bool) (bool, error) {
	start := time.Now()
	for done := 0; ; {
		for ; done < len(b.trials); done++ {
			if seen(b.trials[done]) {
				return true, nil
			}
		}
		if len(b.trials) >= mostRuns || time.Since(start) > mostTime {
			return false, nil
		}
		if err := b.grow(s, min(len(b.trials)+16, mostRuns)); err != nil {
			return false, err
		}
	}
}

// never is the failure of what was to be seen, with the last run for an
// example.
func (b *batch) never(format string, args ...any) error {
	n := len(b.trials)
	return &failure{
		err:   fmt.Errorf("in %d runs %s", n, fmt.Sprintf(format, args...)),
		trial: b.trials[n-1], of: b, never: true,
	}
}

// ended checks how a run ended: the part of "run" that is an assertion.
func (c *runCommand) ended(t *trial) error {
	failed := t.Exit != 0 // a signal's Exit is -1
	switch {
	case t.Stopped != "":
		return fmt.Errorf("%s was stopped: %s", c.program, t.Stopped)
	case len(t.LeftOver) > 0 && !c.leaves:
		return fmt.Errorf("%s left %s running (-leaves waits for what a program leaves)", c.program, processes(t.LeftOver))
	case c.until != nil && !t.Interrupted:
		return fmt.Errorf("no line matched -until '%s'", c.until)
	case c.exit >= 0 && t.Exit != c.exit:
		return fmt.Errorf("%s %s; -exit %d was wanted", c.program, ending(t.Run), c.exit)
	case c.exit >= 0 || c.until != nil && (t.Signal == syscall.SIGINT || !failed):
		return nil
	case c.until != nil && t.Signal == 0:
		return nil // it caught the interrupt and chose a status
	case c.neg && !failed:
		return fmt.Errorf("%s succeeded; a failure was wanted", c.program)
	case !c.neg && c.race && t.Exit == raceExit:
		return fmt.Errorf("%s %s: the race detector found a data race", c.program, ending(t.Run))
	case !c.neg && failed:
		return fmt.Errorf("%s %s", c.program, ending(t.Run))
	}
	return nil
}

// ending says how a run's main process ended.
func ending(r *proc.Run) string {
	if r.Signal != 0 {
		return fmt.Sprintf("was killed by signal %d (%s)", r.Signal, signalName(r.Signal))
	}
	return fmt.Sprintf("exited with status %d", r.Exit)
}

func processes(ps []proc.Process) string {
	text := ""
	for i, p := range ps {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprintf("process %d (%s)", p.Pid, p.Name)
	}
	return text
}
