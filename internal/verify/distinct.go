package verify

import "slices"

// distinct: how many texts a group of a pattern takes in each run.
var distinct = command{
	usage: "distinct [-most] K 'RE'",
	parse: func(a *args) action {
		most := a.Bool("most", false, "")
		a.read(2, 2)
		k, re := a.number(0, "K"), a.pattern(1)
		if re.NumSubexp() == 0 {
			a.fail("'%s' has no group: distinct counts the texts of the first one", re)
		}
		return every(func(t *trial) error {
			var texts []string
			for _, l := range t.stdout.Lines {
				if m := re.FindStringSubmatch(l.Text); m != nil && !slices.Contains(texts, m[1]) {
					texts = append(texts, m[1])
				}
			}
			n := len(texts)
			switch {
			case *most && (n == 0 || n > k):
				return failed("'%s' took %d different texts %q; 1 to %d were wanted", re, n, texts, k)
			case !*most && n != k:
				return failed("'%s' took %d different texts %q; exactly %d were wanted", re, n, texts, k)
			}
			return nil
		})
	},
}
