package verify

import (
	"regexp"
	"slices"
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
		return action{looks: true, do: func(s *session, _ lesson.Command) error {
			missing := slices.Clone(patterns)
			return s.batch.some(func(t *trial) bool {
				missing = slices.DeleteFunc(missing, func(re *regexp.Regexp) bool {
					if *first {
						return t.firstMatch(patterns) == re
					}
					return t.hasLine(re)
				})
				return len(missing) == 0
			}, func() string {
				var names []string
				for _, re := range missing {
					names = append(names, "'"+re.String()+"'")
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
