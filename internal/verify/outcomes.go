package verify

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// outcomes: the outputs of a program that prints one line. What the file does
// not list is forbidden.
var outcomes = command{
	usage: "outcomes [-min K] WANT",
	parse: func(a *args) action {
		least := a.Int("min", 1, "")
		a.read(1, 1)
		if *least < 1 {
			a.fail("-min must be from 1")
		}
		name := a.Arg(0)
		return action{
			looks: true,
			lint: func(l *linter, c lesson.Command) {
				l.used[name] = true
				l.file(c, name)
			},
			do: func(s *session, c lesson.Command) error { return s.outcomes(c, name, *least) },
		}
	},
}

func (s *session) outcomes(c lesson.Command, name string, least int) error {
	text, err := s.read(name)
	if err != nil {
		return err
	}
	allowed := listedOutcomes(text)
	switch {
	case len(allowed) == 0:
		return failed("%s lists no outcome", name)
	case least > len(allowed):
		return failed("-min %d, but %s lists %d", least, name, len(allowed))
	}
	err = s.batch.every(c, func(t *trial) error {
		lines := t.stdout.Lines
		if len(lines) != 1 {
			return failed("outcomes are of one line, and this run printed %d", len(lines))
		}
		if !slices.Contains(allowed, lines[0].Text) {
			return failed("%q is not among the outcomes of %s", lines[0].Text, name)
		}
		return nil
	})
	if err != nil {
		return err
	}
	var events []event
	for _, text := range allowed {
		events = append(events, event{text, func(t *trial) bool { return t.stdout.Lines[0].Text == text }})
	}
	kinds := func(seen []int) int {
		return len(slices.DeleteFunc(slices.Clone(seen), func(n int) bool { return n == 0 }))
	}
	return s.batch.hope(c, events, func(seen []int) bool { return kinds(seen) >= least }, func(seen []int) string {
		return fmt.Sprintf("%d kinds of outcome were seen; at least %d were wanted", kinds(seen), least)
	})
}

// listedOutcomes are the allowed outputs, one a line; " # why" is for the
// reader.
func listedOutcomes(file string) (allowed []string) {
	for line := range strings.Lines(file) {
		text, _, _ := strings.Cut(strings.TrimRight(line, "\r\n"), " # ")
		if text = strings.TrimRight(text, " \t"); text != "" {
			allowed = append(allowed, text)
		}
	}
	return allowed
}
