package verify

import (
	"errors"
	"flag"
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// always, never, sometimes: what some line does in every run, no line in any
// run, and some line in at least one run. They look at both streams, but
// only stdout has an order.

type alwaysCommand struct{ re *regexp.Regexp }

func parseAlways(args []string, neg bool) (command, error) {
	re, err := onePattern("always", args, neg)
	return &alwaysCommand{re}, err
}

func (c *alwaysCommand) do(s *session, at place) error {
	return s.batch.every(at, func(t *trial) error {
		if !matches(t, c.re) {
			return fmt.Errorf("no line matches '%s'", c.re)
		}
		return nil
	})
}

type neverCommand struct{ re *regexp.Regexp }

func parseNever(args []string, neg bool) (command, error) {
	re, err := onePattern("never", args, neg)
	return &neverCommand{re}, err
}

func (c *neverCommand) do(s *session, at place) error {
	return s.batch.every(at, func(t *trial) error {
		for i, l := range t.Lines {
			if c.re.MatchString(l.Text) {
				return &marked{fmt.Errorf("line %d matches '%s', which no line may", i+1, c.re), []int{i}}
			}
		}
		return nil
	})
}

func onePattern(name string, args []string, neg bool) (*regexp.Regexp, error) {
	if err := notNegated(name, neg); err != nil {
		return nil, err
	}
	rest, err := flags(args, 1, 1, nil)
	if err != nil {
		return nil, err
	}
	res, err := patterns(rest...)
	if err != nil {
		return nil, err
	}
	return res[0], nil
}

func matches(t *trial, re *regexp.Regexp) bool {
	for _, l := range t.Lines {
		if re.MatchString(l.Text) {
			return true
		}
	}
	return false
}

type sometimesCommand struct {
	first bool
	res   []*regexp.Regexp
}

func parseSometimes(args []string, neg bool) (command, error) {
	if err := notNegated("sometimes", neg); err != nil {
		return nil, err
	}
	c := &sometimesCommand{}
	rest, err := flags(args, 1, -1, func(f *flag.FlagSet) { f.BoolVar(&c.first, "first", false, "") })
	if err != nil {
		return nil, err
	}
	if c.first && len(rest) < 2 {
		return nil, errors.New("-first compares two patterns or more")
	}
	c.res, err = patterns(rest...)
	return c, err
}

func (c *sometimesCommand) do(s *session, at place) error {
	missing := slices.Clone(c.res)
	all, err := s.batch.until(s, func(t *trial) bool {
		missing = slices.DeleteFunc(missing, func(re *regexp.Regexp) bool {
			if c.first {
				return c.firstOf(t) == re
			}
			return matches(t, re)
		})
		return len(missing) == 0
	})
	if err != nil || all {
		return err
	}
	what := "no line matched"
	if c.first {
		what = "first was never"
	}
	var names []string
	for _, re := range missing {
		names = append(names, "'"+re.String()+"'")
	}
	return s.batch.never("%s %s", what, strings.Join(names, ", "))
}

// firstOf is the pattern of c whose first line on stdout comes before every
// other pattern's; nil when no pattern has a line.
func (c *sometimesCommand) firstOf(t *trial) *regexp.Regexp {
	for _, l := range t.stdout.Lines {
		for _, re := range c.res {
			if re.MatchString(l.Text) {
				return re
			}
		}
	}
	return nil
}

type distinctCommand struct {
	most bool
	k    int
	re   *regexp.Regexp
}

func parseDistinct(args []string, neg bool) (command, error) {
	if err := notNegated("distinct", neg); err != nil {
		return nil, err
	}
	c := &distinctCommand{}
	rest, err := flags(args, 2, 2, func(f *flag.FlagSet) { f.BoolVar(&c.most, "most", false, "") })
	if err != nil {
		return nil, err
	}
	if c.k, err = positive(rest[0], "K"); err != nil {
		return nil, err
	}
	res, err := patterns(rest[1])
	if err != nil {
		return nil, err
	}
	c.re = res[0]
	if c.re.NumSubexp() == 0 {
		return nil, fmt.Errorf("'%s' has no group: distinct counts the texts of the first one", c.re)
	}
	return c, nil
}

func (c *distinctCommand) do(s *session, at place) error {
	return s.batch.every(at, func(t *trial) error {
		var seen []string
		for _, l := range t.stdout.Lines {
			if m := c.re.FindStringSubmatch(l.Text); m != nil && !slices.Contains(seen, m[1]) {
				seen = append(seen, m[1])
			}
		}
		if n := len(seen); n == 0 || n > c.k || n < c.k && !c.most {
			word := "exactly"
			if c.most {
				word = "1 to"
			}
			return fmt.Errorf("'%s' took %d different texts %q; %s %d were wanted", c.re, n, seen, word, c.k)
		}
		return nil
	})
}

type outcomesCommand struct {
	min  int
	want string
}

func parseOutcomes(args []string, neg bool) (command, error) {
	if err := notNegated("outcomes", neg); err != nil {
		return nil, err
	}
	c := &outcomesCommand{}
	rest, err := flags(args, 1, 1, func(f *flag.FlagSet) { f.IntVar(&c.min, "min", 1, "") })
	if err != nil {
		return nil, err
	}
	if c.min < 1 {
		return nil, errors.New("-min must be from 1")
	}
	c.want = rest[0]
	return c, nil
}

// parseOutcomeList reads the allowed outputs, one a line; " # why" is for
// the reader.
func parseOutcomeList(src string) (allowed []string) {
	for line := range strings.Lines(src) {
		text, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " # ")
		if text = strings.TrimRight(text, " \t"); text != "" {
			allowed = append(allowed, text)
		}
	}
	return allowed
}

func (c *outcomesCommand) do(s *session, at place) error {
	src, err := s.read(c.want)
	if err != nil {
		return err
	}
	allowed := parseOutcomeList(src)
	if len(allowed) == 0 {
		return fmt.Errorf("%s lists no outcome", c.want)
	}
	if c.min > len(allowed) {
		return fmt.Errorf("-min %d, but %s lists %d", c.min, c.want, len(allowed))
	}
	err = s.batch.every(at, func(t *trial) error {
		lines := t.stdout.Lines
		if len(lines) != 1 {
			return fmt.Errorf("outcomes are of one line, and this run printed %d", len(lines))
		}
		if !slices.Contains(allowed, lines[0].Text) {
			return fmt.Errorf("%q is not among the outcomes of %s", lines[0].Text, c.want)
		}
		return nil
	})
	if err != nil {
		return err
	}
	kinds := map[string]int{}
	enough, err := s.batch.until(s, func(t *trial) bool {
		kinds[t.stdout.Lines[0].Text]++
		return len(kinds) >= c.min
	})
	if err != nil || enough {
		return err
	}
	return s.batch.never("%d kinds of outcome came; at least %d were wanted", len(kinds), c.min)
}

// marked is an error that points at lines of its run.
type marked struct {
	err   error
	lines []int // of the run's Lines, from 0
}

func (m *marked) Error() string { return m.err.Error() }

// stdoutLine is the index in the run of line i of its stdout.
func stdoutLine(t *trial, i int) int {
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
