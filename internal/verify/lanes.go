package verify

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
	"github.com/seed-05413062/course/internal/recording"
)

var errKernelLanes = errors.New("the kernel does not say here which process wrote a line: hold the claim back with [kernel-lanes]")

// order is what "lanes" asserts: the partial order of a want file, of all runs
// or of a transcript in a file.
type order struct {
	processes bool
	orders    *big.Int // legal ones; nil: not asked for
	file      string   // "stdout" or a file
	want      string
}

var lanesCommand = command{
	usage: "lanes [-processes] [-orders N] stdout|FILE WANT",
	parse: func(a *args) action {
		o := &order{}
		a.BoolVar(&o.processes, "processes", false, "")
		orders := a.String("orders", "", "")
		a.read(2, 2)
		if *orders != "" {
			n, ok := new(big.Int).SetString(*orders, 10)
			if !ok || n.Sign() < 1 {
				a.fail("-orders must be a number from 1, not %q", *orders)
			}
			o.orders = n
		}
		o.file, o.want = a.Arg(0), a.Arg(1)
		if o.processes && o.file != "stdout" {
			a.fail("-processes asks the kernel, and a file holds only text")
		}
		return action{looks: o.file == "stdout", lint: o.lint, do: o.do}
	},
}

func (o *order) lint(l *linter, c lesson.Command) {
	l.used[o.want] = true
	if f := l.file(c, o.want); f != nil && !isWant(*f) {
		l.problem(c.Line, "open its block with ```lanes "+o.want, "%s is not a want file", o.want)
	}
	if o.file != "stdout" {
		l.file(c, o.file)
	}
}

func (o *order) do(s *session, c lesson.Command) error {
	f := s.lesson.File(o.want)
	if f == nil {
		return fmt.Errorf("%s: the lesson has no such file", o.want)
	}
	w, err := lanes.Parse(f.Data, f.Line)
	if err != nil {
		return err
	}
	if o.orders != nil {
		n, err := w.Orders()
		if err != nil {
			return failed("%s can't be said to have %s legal orders: %v", o.want, o.orders, err)
		}
		if n.Cmp(o.orders) != 0 {
			return failed("%s has %s legal orders, not %s", o.want, n, o.orders)
		}
	}
	if o.file != "stdout" {
		return o.checkFile(s, w)
	}
	return o.checkRuns(s, c, w)
}

func (o *order) checkRuns(s *session, c lesson.Command, w *lanes.Want) error {
	if o.processes && !proc.KernelLanes() {
		return errKernelLanes
	}
	var orphaned []string // lanes whose parent was gone, in some run, before the kernel was asked
	err := s.batch.every(c, func(t *trial) error {
		m, err := w.Check(t.stdout, o.processes)
		if err != nil {
			f := failed("%s", s.inWords(err))
			for _, i := range mismatchLines(err) {
				f.lines = append(f.lines, t.stdoutLine(i))
			}
			return f
		}
		t.match = m
		for _, lane := range m.Unasked {
			if !slices.Contains(orphaned, lane) {
				orphaned = append(orphaned, lane)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	b := s.batch
	b.record = func(r *recording.Batch) { recordOrders(r, b, o.want, w) }
	if len(orphaned) == 0 {
		return nil
	}
	// A process that is gone before anybody could ask whose child it was
	// proves nothing. One run in which it was asked is enough; no run
	// contradicted it.
	var asked []event
	for _, lane := range orphaned {
		asked = append(asked, event{lane, func(t *trial) bool { return !slices.Contains(t.match.Unasked, lane) }})
	}
	return b.some(asked, each, func([]int) string {
		return fmt.Sprintf("the processes of %s ended before the kernel could be asked whose children they are",
			strings.Join(slices.Sorted(slices.Values(orphaned)), ", "))
	})
}

// checkFile checks a transcript that stands in a file.
func (o *order) checkFile(s *session, w *lanes.Want) error {
	text, err := s.read(o.file)
	if err != nil {
		return err
	}
	var t lanes.Transcript
	for line := range strings.Lines(text) {
		t.Lines = append(t.Lines, lanes.Line{Text: strings.TrimRight(line, "\r\n")})
	}
	if _, err := w.Check(t, false); err != nil {
		f := failed("%s: %s", o.file, s.inWords(err))
		f.detail = o.file + ":"
		lines := mismatchLines(err)
		for i, l := range t.Lines {
			mark := " "
			if slices.Contains(lines, i) {
				mark = ">"
			}
			f.detail += fmt.Sprintf("\n  %s %3d  %s", mark, i+1, shortened(l.Text))
		}
		return f
	}
	return nil
}

// mismatchLines are the lines of the transcript that an error of lanes is
// about.
func mismatchLines(err error) (all []int) {
	var m *lanes.Mismatch
	if !errors.As(err, &m) {
		return nil
	}
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
func (s *session) inWords(err error) string {
	var d interface {
		Detail(func(line int) string) string
	}
	if errors.As(err, &d) {
		return d.Detail(func(line int) string { return s.lesson.At(line).String() })
	}
	return err.Error()
}
