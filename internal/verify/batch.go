package verify

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
	"github.com/seed-05413062/course/internal/recording"
)

// mostRuns and mostTime bound how far a claim that something *can* happen
// goes on past -n until it has been seen.
const (
	mostRuns = 1000
	mostTime = 60 * time.Second
)

// A trial is one run of a batch.
type trial struct {
	*proc.Run
	batch  *batch
	number int // from 1
	stdout lanes.Transcript
	match  lanes.Match // how the last "lanes" read it
}

// A batch is the runs that one "run" command makes, and what the commands
// after it assert of each of them.
type batch struct {
	session *session
	run     *run
	command lesson.Command
	spec    proc.Spec // of each run, but for what varies
	key     string    // of its runs, for the limiter

	trials []*trial
	checks []check
	hoped  []hope
	// record adds to a recording what only a command after it knows. It may
	// be nil.
	record func(*recording.Batch)
}

// check is an assertion about each run of a batch, made by a command.
type check struct {
	command lesson.Command
	run     func(*trial) error
}

// An event is something that can happen in a run: what a command asserts of
// one run at least.
type event struct {
	name string // in a recording
	in   func(*trial) bool
}

// hope is an assertion about some run of a batch, made by a command.
type hope struct {
	command lesson.Command
	events  []event
}

// make makes n trials, or the one that is replayed.
func (b *batch) make(n int) error {
	if b.session.replay == 0 {
		return b.grow(n)
	}
	t, err := b.try(b.session.replay-1, false)
	if err == nil {
		b.trials = []*trial{t}
	}
	return err
}

// grow makes the batch have n trials, as many at once as sleep allows, and
// asserts of the added ones what was asserted of the others.
func (b *batch) grow(n int) error {
	s, before := b.session, len(b.trials)
	if n <= before {
		return nil
	}
	added := make([]*trial, n-before)
	errs := make([]error, n-before)
	// A recording shows the first run: nothing else may disturb it.
	exclusive := s.evidence && before == 0
	runOne := func(i int) { added[i], errs[i] = b.try(before+i, exclusive && i == 0) }
	rest := 0
	if exclusive || !s.limiter.known(b.key) {
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
	for _, t := range added {
		s.longest = max(s.longest, t.Elapsed)
	}
	for _, c := range b.checks {
		for _, t := range added {
			if err := c.run(t); err != nil {
				// It is the failure of the line that made the assertion.
				s.fail(c.command, inRun(t, err))
				return fmt.Errorf("in run %d, added to see what can happen, line %d fails: %s", t.number, c.command.Line, firstLine(err.Error()))
			}
		}
	}
	return nil
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// try makes run i, from 0.
func (b *batch) try(i int, exclusive bool) (*trial, error) {
	s := b.session
	release, err := s.limiter.acquire(s.ctx, b.key, exclusive)
	if err != nil {
		return nil, err
	}
	defer release()
	spec := b.spec
	spec.Seed = uint64(i)
	if !b.run.plain && proc.KernelLanes() {
		spec.Schedule = []proc.Schedule{proc.Plain, proc.Pinned, proc.Stopped}[i%3]
	}
	r, err := proc.Supervise(s.ctx, spec)
	if err != nil {
		return nil, proc.Machine(err, spec.Path)
	}
	s.limiter.observe(b.key, r.CPU, r.Elapsed)
	t := &trial{Run: r, batch: b, number: i + 1, stdout: lanes.Transcript{Main: r.Main, Processes: map[int]lanes.Process{}}}
	for _, l := range r.Lines {
		if !l.Stderr {
			t.stdout.Lines = append(t.stdout.Lines, lanes.Line{Text: l.Text, Pid: l.Pid, Writers: l.Writers})
		}
	}
	for pid, p := range r.Processes {
		t.stdout.Processes[pid] = lanes.Process{Pid: pid, Parent: p.Parent}
	}
	return t, nil
}

// stdoutLine is the index in the run's Lines of line i of its stdout.
func (t *trial) stdoutLine(i int) int {
	for at, l := range t.Lines {
		if !l.Stderr {
			if i == 0 {
				return at
			}
			i--
		}
	}
	return -1
}

// every makes an assertion about all runs, and about those to come.
func (b *batch) every(c lesson.Command, assert func(*trial) error) error {
	for _, t := range b.trials {
		if err := assert(t); err != nil {
			return inRun(t, err)
		}
	}
	b.checks = append(b.checks, check{c, assert})
	return nil
}

// some adds runs until it is enough in how many of them each of the events has
// happened. missed says of too little what was not seen.
func (b *batch) some(events []event, enough func(seen []int) bool, missed func(seen []int) string) error {
	if b.session.replay > 0 {
		return nil // of one run, nothing is known that some run must have
	}
	start := time.Now()
	seen := make([]int, len(events))
	for done := 0; ; {
		for ; done < len(b.trials); done++ {
			for i, e := range events {
				if e.in(b.trials[done]) {
					seen[i]++
				}
			}
		}
		if enough(seen) {
			return nil
		}
		if n := len(b.trials); n >= b.session.most || time.Since(start) > mostTime {
			// The last run is an example.
			return &failure{Problem: lesson.Problem{Msg: fmt.Sprintf("in %d runs %s", n, missed(seen))}, trial: b.trials[n-1], all: true}
		}
		if err := b.grow(min(len(b.trials)+16, b.session.most)); err != nil {
			return err
		}
	}
}

// each is enough when each event has been seen.
func each(seen []int) bool { return !slices.Contains(seen, 0) }

// hope is some with what a recording counts: it asserts that each of the events
// happens in some run.
func (b *batch) hope(c lesson.Command, events []event, enough func(seen []int) bool, missed func(seen []int) string) error {
	b.hoped = append(b.hoped, hope{c, events})
	return b.some(events, enough, missed)
}

// sightings are in how many runs there was what the command hoped for.
func (b *batch) sightings(c lesson.Command) (all []recording.Seen) {
	for _, h := range b.hoped {
		if h.command.Line != c.Line {
			continue
		}
		for _, e := range h.events {
			s := recording.Seen{Command: c.Text, What: e.name, Of: len(b.trials)}
			for _, t := range b.trials {
				if e.in(t) {
					s.Runs++
				}
			}
			all = append(all, s)
		}
	}
	return all
}
