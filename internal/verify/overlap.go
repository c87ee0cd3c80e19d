package verify

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"time"

	"github.com/seed-05413062/course/internal/lesson"
)

// overlap: the processes that wrote A and B were alive together. It asks of
// every run that they were different processes, and waits for a run in which
// they were seen alive together for long enough. The guard sees less than what
// was: on a busy machine it looks too rarely, so one run that shows too little
// says nothing.
var overlap = command{
	usage: "overlap D 'A' 'B'",
	parse: func(args *args) action {
		args.read(3, 3)
		d, a, b := args.duration(0), args.pattern(1), args.pattern(2)
		return action{looks: true, do: func(s *session, c lesson.Command) error {
			err := s.batch.every(c, func(t *trial) error { return t.differentWriters(a, b) })
			if err != nil {
				return err
			}
			var longest time.Duration
			alive := event{fmt.Sprintf("%v together", d), func(t *trial) bool {
				together := t.together(a, b)
				longest = max(longest, together)
				return together >= d
			}}
			return s.batch.hope(c, []event{alive}, each, func([]int) string {
				return fmt.Sprintf("the processes were seen alive together for %v at most; at least %v was wanted",
					longest.Truncate(100*time.Microsecond), d)
			})
		}}
	},
}

func (t *trial) differentWriters(a, b *regexp.Regexp) error {
	as, bs := t.writers(a), t.writers(b)
	switch {
	case len(as) == 0:
		return failed("no line matches '%s'", a)
	case len(bs) == 0:
		return failed("no line matches '%s'", b)
	case slices.Contains(as, 0) || slices.Contains(bs, 0):
		return errKernelLanes
	}
	for _, pid := range as {
		if slices.Contains(bs, pid) {
			return failed("process %d wrote both '%s' and '%s'", pid, a, b)
		}
	}
	return nil
}

// together is how long each process that wrote A was seen alive together with
// each that wrote B, at least.
func (t *trial) together(a, b *regexp.Regexp) time.Duration {
	least := time.Duration(math.MaxInt64)
	for _, pidA := range t.writers(a) {
		for _, pidB := range t.writers(b) {
			p, q := t.Processes[pidA], t.Processes[pidB]
			least = min(least, min(p.Last, q.Last)-max(p.First, q.First))
		}
	}
	return max(least, 0)
}

// writers are the processes that wrote a line of stdout that matches.
func (t *trial) writers(re *regexp.Regexp) (pids []int) {
	for _, l := range t.stdout.Lines {
		if re.MatchString(l.Text) && !slices.Contains(pids, l.Pid) {
			pids = append(pids, l.Pid)
		}
	}
	return pids
}
