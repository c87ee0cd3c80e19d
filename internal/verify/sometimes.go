package verify

import (
	"regexp"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// sometimes: what some line does in at least one run. It looks at both
// streams, but only stdout has an order, for -first.
var sometimes = command{
	usage: "sometimes [-first] 'RE' 'RE'…",
	parse: func(a *args) action {
		first := a.Bool("first", false, "")
		a.read(1, -1)
		if *first && a.NArg() < 2 {
			a.fail("-first compares two patterns or more")
		}
		var patterns []*regexp.Regexp
		for i := range a.NArg() {
			patterns = append(patterns, a.pattern(i))
		}
		var events []event
		for _, re := range patterns {
			in := func(t *trial) bool { return t.hasLine(re) }
			if *first {
				in = func(t *trial) bool { return t.firstMatch(patterns) == re }
			}
			events = append(events, event{re.String(), in})
		}
		return action{looks: true, do: func(s *session, c lesson.Command) error {
			return s.batch.hope(c, events, each, func(seen []int) string {
				var names []string
				for i, e := range events {
					if seen[i] == 0 {
						names = append(names, "'"+e.name+"'")
					}
				}
				if *first {
					return "no line of stdout was the first to match " + strings.Join(names, ", ")
				}
				return "no line matched " + strings.Join(names, ", ")
			})
		}}
	},
}

// firstMatch is the pattern whose first line on stdout comes before every
// other pattern's; nil when no pattern has a line.
func (t *trial) firstMatch(patterns []*regexp.Regexp) *regexp.Regexp {
	for _, l := range t.stdout.Lines {
		for _, re := range patterns {
			if re.MatchString(l.Text) {
				return re
			}
		}
	}
	return nil
}
