package verify

import (
	"fmt"
	"regexp"

	"github.com/seed-05413062/course/internal/lesson"
)

// atmost: how many are open at once, by the lines of stdout that open and
// close.
var atmost = command{
	usage: "[!] atmost K 'OPEN' 'CLOSE'",
	parse: func(a *args) action {
		a.read(3, 3)
		k, open, close := a.number(0, "K"), a.pattern(1), a.pattern(2)
		if !a.neg {
			return every(func(t *trial) error {
				peak, line, err := t.peak(open, close)
				if err == nil && peak > k {
					here := t.stdoutLine(line)
					err = failed("%d open at once at line %d; at most %d were wanted", peak, here+1, k).at(here)
				}
				return err
			})
		}
		return action{looks: true, do: func(s *session, c lesson.Command) error {
			balanced := func(t *trial) error { _, _, err := t.peak(open, close); return err }
			if err := s.batch.every(c, balanced); err != nil {
				return err
			}
			highest := 0
			more := event{fmt.Sprintf("more than %d", k), func(t *trial) bool {
				peak, _, _ := t.peak(open, close)
				highest = max(highest, peak)
				return peak > k
			}}
			return s.batch.hope(c, []event{more}, each, func([]int) string {
				return fmt.Sprintf("never more than %d were open at once; more than %d were wanted", highest, k)
			})
		}}
	},
}

// peak is how many were open at once, and the line of stdout, from 0, where
// that was first so.
func (t *trial) peak(open, close *regexp.Regexp) (peak, line int, err error) {
	opens, closes := 0, 0
	for i, l := range t.stdout.Lines {
		if close.MatchString(l.Text) {
			closes++
		}
		if open.MatchString(l.Text) {
			opens++
		}
		if closes > opens {
			here := t.stdoutLine(i)
			return 0, 0, failed("line %d %q closes what was not open", here+1, l.Text).at(here)
		}
		if opens-closes > peak {
			peak, line = opens-closes, i
		}
	}
	switch {
	case opens == 0:
		return 0, 0, failed("no line matches '%s'", open)
	case opens != closes:
		return 0, 0, failed("%d lines open ('%s') and %d close ('%s')", opens, open, closes, close)
	}
	return peak, line, nil
}
