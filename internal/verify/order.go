package verify

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"time"
)

// before, atmost and overlap: what comes before what, how many are open at
// once, and which processes lived together. The first two look at stdout,
// where the kernel keeps the order of writes.

type beforeCommand struct {
	neg  bool
	a, b *regexp.Regexp
	keys []string // the named groups that both patterns have
}

func parseBefore(args []string, neg bool) (command, error) {
	rest, err := flags(args, 2, 2, nil)
	if err != nil {
		return nil, err
	}
	res, err := patterns(rest...)
	if err != nil {
		return nil, err
	}
	c := &beforeCommand{neg: neg, a: res[0], b: res[1]}
	for _, name := range c.a.SubexpNames() {
		if name != "" && c.b.SubexpIndex(name) >= 0 {
			c.keys = append(c.keys, name)
		}
	}
	return c, nil
}

func (c *beforeCommand) do(s *session, at place) error {
	if !c.neg {
		return s.batch.every(at, func(t *trial) error {
			_, err := c.holds(t)
			return err
		})
	}
	seen, err := s.batch.until(s, func(t *trial) bool {
		early, err := c.holds(t)
		return err != nil && early
	})
	if err != nil || seen {
		return err
	}
	return s.batch.never("no line '%s' came before its line '%s'", c.b, c.a)
}

// holds checks one run. early is true when both lines are there and stand
// the wrong way round.
func (c *beforeCommand) holds(t *trial) (early bool, err error) {
	last := map[string]int{} // where the last line A of a key stands
	for i, l := range t.stdout.Lines {
		if m := c.a.FindStringSubmatch(l.Text); m != nil {
			last[c.key(c.a, m)] = i
		}
	}
	if len(last) == 0 {
		return false, fmt.Errorf("no line matches '%s'", c.a)
	}
	found := false
	for i, l := range t.stdout.Lines {
		m := c.b.FindStringSubmatch(l.Text)
		if m == nil {
			continue
		}
		found = true
		key := c.key(c.b, m)
		a, ok := last[key]
		here := stdoutLine(t, i)
		if !ok {
			return false, &marked{fmt.Errorf("line %d %q has no line '%s' of its own (%s)", here+1, l.Text, c.a, key), []int{here}}
		}
		if a > i {
			there := stdoutLine(t, a)
			return true, &marked{fmt.Errorf("too early: line %d %q came before line %d %q", here+1, l.Text, there+1, t.stdout.Lines[a].Text), []int{here, there}}
		}
	}
	if !found {
		return false, fmt.Errorf("no line matches '%s'", c.b)
	}
	return false, nil
}

func (c *beforeCommand) key(re *regexp.Regexp, m []string) string {
	var parts []string
	for _, name := range c.keys {
		parts = append(parts, name+"="+m[re.SubexpIndex(name)])
	}
	return strings.Join(parts, " ")
}

type atmostCommand struct {
	neg         bool
	k           int
	open, close *regexp.Regexp
}

func parseAtmost(args []string, neg bool) (command, error) {
	rest, err := flags(args, 3, 3, nil)
	if err != nil {
		return nil, err
	}
	c := &atmostCommand{neg: neg}
	if c.k, err = positive(rest[0], "K"); err != nil {
		return nil, err
	}
	res, err := patterns(rest[1:]...)
	if err != nil {
		return nil, err
	}
	c.open, c.close = res[0], res[1]
	return c, nil
}

func (c *atmostCommand) do(s *session, at place) error {
	balanced := func(t *trial) error { _, _, err := c.peak(t); return err }
	if !c.neg {
		return s.batch.every(at, func(t *trial) error {
			peak, line, err := c.peak(t)
			if err == nil && peak > c.k {
				here := stdoutLine(t, line)
				err = &marked{fmt.Errorf("%d open at once at line %d; at most %d were wanted", peak, here+1, c.k), []int{here}}
			}
			return err
		})
	}
	if err := s.batch.every(at, balanced); err != nil {
		return err
	}
	highest := 0
	seen, err := s.batch.until(s, func(t *trial) bool {
		peak, _, _ := c.peak(t)
		highest = max(highest, peak)
		return peak > c.k
	})
	if err != nil || seen {
		return err
	}
	return s.batch.never("never more than %d were open at once; more than %d were wanted", highest, c.k)
}

// peak is how many were open at once, and the line of stdout, from 0, where
// that was reached first.
func (c *atmostCommand) peak(t *trial) (peak, line int, err error) {
	open, opens, closes := 0, 0, 0
	for i, l := range t.stdout.Lines {
		if c.close.MatchString(l.Text) {
			open--
			closes++
		}
		if c.open.MatchString(l.Text) {
			open++
			opens++
		}
		if open < 0 {
			here := stdoutLine(t, i)
			return 0, 0, &marked{fmt.Errorf("line %d %q closes what was not open", here+1, l.Text), []int{here}}
		}
		if open > peak {
			peak, line = open, i
		}
	}
	if opens == 0 {
		return 0, 0, fmt.Errorf("no line matches '%s'", c.open)
	}
	if opens != closes {
		return 0, 0, fmt.Errorf("%d lines open ('%s') and %d close ('%s')", opens, c.open, closes, c.close)
	}
	return peak, line, nil
}

type overlapCommand struct {
	d    time.Duration
	a, b *regexp.Regexp
}

func parseOverlap(args []string, neg bool) (command, error) {
	if err := notNegated("overlap", neg); err != nil {
		return nil, err
	}
	rest, err := flags(args, 3, 3, nil)
	if err != nil {
		return nil, err
	}
	c := &overlapCommand{}
	if c.d, err = time.ParseDuration(rest[0]); err != nil || c.d <= 0 {
		return nil, fmt.Errorf("the time must be above 0 and such as 20ms, not %q", rest[0])
	}
	res, err := patterns(rest[1:]...)
	if err != nil {
		return nil, err
	}
	c.a, c.b = res[0], res[1]
	return c, nil
}

// do asks of every run that A and B were written by different processes, and
// waits for a run in which they were seen alive together for long enough.
// What the guard has seen is less than what was: on a busy machine it looks
// too rarely, so one run that shows too little says nothing.
func (c *overlapCommand) do(s *session, at place) error {
	err := s.batch.every(at, func(t *trial) error {
		as, bs := writers(t, c.a), writers(t, c.b)
		switch {
		case len(as) == 0:
			return fmt.Errorf("no line matches '%s'", c.a)
		case len(bs) == 0:
			return fmt.Errorf("no line matches '%s'", c.b)
		case slices.Contains(as, 0) || slices.Contains(bs, 0):
			return errKernelLanes
		}
		for _, a := range as {
			if slices.Contains(bs, a) {
				return fmt.Errorf("process %d wrote both '%s' and '%s'", a, c.a, c.b)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	var most time.Duration
	enough, err := s.batch.until(s, func(t *trial) bool {
		together := c.together(t)
		most = max(most, together)
		return together >= c.d
	})
	if err != nil || enough {
		return err
	}
	return s.batch.never("the processes were seen alive together for %v at most; at least %v was wanted",
		most.Truncate(100*time.Microsecond), c.d)
}

// together is how long each process that wrote A was seen alive together with
// each that wrote B, at least.
func (c *overlapCommand) together(t *trial) time.Duration {
	least := time.Duration(math.MaxInt64)
	for _, a := range writers(t, c.a) {
		for _, b := range writers(t, c.b) {
			p, q := t.Processes[a], t.Processes[b]
			least = min(least, min(p.Last, q.Last)-max(p.First, q.First))
		}
	}
	return max(least, 0)
}

// writers are the processes that wrote a line that matches.
func writers(t *trial, re *regexp.Regexp) (pids []int) {
	for _, l := range t.stdout.Lines {
		if re.MatchString(l.Text) && !slices.Contains(pids, l.Pid) {
			pids = append(pids, l.Pid)
		}
	}
	return pids
}
