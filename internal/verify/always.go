package verify

import "regexp"

// always and never: what some line does in every run, and no line in any run.
// They look at both streams.

var always = command{
	usage: "always 'RE'",
	parse: func(a *args) action {
		a.read(1, 1)
		re := a.pattern(0)
		return every(func(t *trial) error {
			if !t.hasLine(re) {
				return failed("no line matches '%s'", re)
			}
			return nil
		})
	},
}

var never = command{
	usage: "never 'RE'",
	parse: func(a *args) action {
		a.read(1, 1)
		re := a.pattern(0)
		return every(func(t *trial) error {
			for i, l := range t.Lines {
				if re.MatchString(l.Text) {
					return failed("line %d matches '%s', which no line may", i+1, re).at(i)
				}
			}
			return nil
		})
	},
}

// hasLine reports whether a line of either stream matches.
func (t *trial) hasLine(re *regexp.Regexp) bool {
	for _, l := range t.Lines {
		if re.MatchString(l.Text) {
			return true
		}
	}
	return false
}
