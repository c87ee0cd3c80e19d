package verify

import (
	"errors"
	"flag"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/proc"
)

var errKernelLanes = errors.New("the kernel does not say here which process wrote a line: hold the claim back with [kernel-lanes]")

// lanesCommand is "lanes": the partial order of a want file, over all runs
// or over a transcript in a file.
type lanesCommand struct {
	processes bool
	orders    *big.Int // nil: not asked for
	file      string   // "stdout" or a file
	want      string
}

func parseLanes(args []string, neg bool) (command, error) {
	if err := notNegated("lanes", neg); err != nil {
		return nil, err
	}
	c := &lanesCommand{}
	var orders string
	rest, err := flags(args, 2, 2, func(f *flag.FlagSet) {
		f.BoolVar(&c.processes, "processes", false, "")
		f.StringVar(&orders, "orders", "", "")
	})
	if err != nil {
		return nil, err
	}
	if orders != "" {
		n, ok := new(big.Int).SetString(orders, 10)
		if !ok || n.Sign() < 1 {
			return nil, fmt.Errorf("-orders must be a number from 1, not %q", orders)
		}
		c.orders = n
	}
	c.file, c.want = rest[0], rest[1]
	if c.processes && c.file != "stdout" {
		return nil, errors.New("-processes asks the kernel, and a file holds only text")
	}
	return c, nil
}

func (c *lanesCommand) do(s *session, at place) error {
	w, err := s.want(c.want)
	if err != nil {
		return err
	}
	if c.orders != nil {
		if n := w.Orders(); n.Cmp(c.orders) != 0 {
			return fmt.Errorf("%s has %s legal orders, not %s", c.want, n, c.orders)
		}
	}
	if c.file != "stdout" {
		return c.checkFile(s, w)
	}
	if c.processes && !proc.KernelLanes() {
		return errKernelLanes
	}
	unasked := map[string]bool{}  // lanes whose parent was gone in some run
	confirmed := map[string]int{} // in how many runs a lane was not unasked
	check := func(t *trial) error {
		m, err := w.Check(t.stdout, c.processes)
		if err != nil {
			return s.mismatch(t, err)
		}
		t.match, t.want = m, c.want
		for _, lane := range m.Unasked {
			unasked[lane] = true
			confirmed[lane]--
		}
		return nil
	}
	if err := s.batch.every(at, check); err != nil {
		return err
	}
	s.batch.want = c.want
	if len(unasked) == 0 {
		return nil
	}
	// A process that is gone before anybody could ask whose child it was
	// proves nothing. One run in which it was asked is enough; no run
	// contradicted it.
	seen, err := s.batch.until(s, func(*trial) bool {
		for lane := range unasked {
			if confirmed[lane]+len(s.batch.trials) <= 0 {
				return false
			}
		}
		return true
	})
	if err != nil || seen {
		return err
	}
	names := slices.Sorted(maps.Keys(unasked))
	return fmt.Errorf("in %d runs the processes of %s ended before the kernel could be asked whose children they are", len(s.batch.trials), strings.Join(names, ", "))
}

// checkFile holds a transcript that stands in a file against w.
func (c *lanesCommand) checkFile(s *session, w *lanes.Want) error {
	text, err := s.read(c.file)
	if err != nil {
		return err
	}
	var t lanes.Transcript
	for line := range strings.Lines(text) {
		t.Lines = append(t.Lines, lanes.Line{Text: strings.TrimRight(line, "\r\n")})
	}
	if _, err := w.Check(t, false); err != nil {
		return &explained{fmt.Errorf("%s: %w", c.file, s.inWords(err)), numbered(c.file, t, err)}
	}
	return nil
}

// numbered is a transcript in a file; ">" stands before the lines that a
// mismatch is about.
func numbered(name string, t lanes.Transcript, err error) string {
	var about []int
	if m := (*lanes.Mismatch)(nil); errors.As(err, &m) {
		about = indexes(m)
	}
	out := name + ":"
	for i, l := range t.Lines {
		mark := " "
		if slices.Contains(about, i) {
			mark = ">"
		}
		out += fmt.Sprintf("\n  %s %3d  %s", mark, i+1, shortened(l.Text))
	}
	return out
}

// mismatch makes an error of lanes one that points at the run's lines.
func (s *session) mismatch(t *trial, err error) error {
	var m *lanes.Mismatch
	if !errors.As(err, &m) {
		return s.inWords(err)
	}
	var at []int
	for _, i := range indexes(m) {
		at = append(at, stdoutLine(t, i))
	}
	return &marked{s.inWords(err), at}
}

// indexes are the lines of the transcript that a mismatch is about.
func indexes(m *lanes.Mismatch) (all []int) {
	for _, e := range m.Early {
		all = append(all, e.Index)
		if e.Waits.Index >= 0 {
			all = append(all, e.Waits.Index)
		}
	}
	if m.Stuck != nil {
		all = append(all, m.Stuck.Index)
	}
	for _, h := range m.Holes {
		all = append(all, h.Index)
	}
	for _, odd := range slices.Concat(m.Unknown, m.Torn, m.Doubled) {
		all = append(all, odd.Index)
	}
	for _, w := range m.Writers {
		all = append(all, w.Index)
	}
	return all
}

// inWords says an error of lanes with the places of the lesson's lines.
func (s *session) inWords(err error) error {
	var d interface {
		Detail(func(line int) string) string
	}
	if errors.As(err, &d) {
		return errors.New(d.Detail(func(line int) string { return s.place(line).String() }))
	}
	return err
}
