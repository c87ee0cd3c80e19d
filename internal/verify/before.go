package verify

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// before: which lines of stdout precede which. The kernel keeps the order of
// writes to one stream.
var before = command{
	usage: "[!] before 'A' 'B'",
	parse: func(a *args) action {
		a.read(2, 2)
		p := newPrecedence(a.pattern(0), a.pattern(1))
		if !a.neg {
			return every(func(t *trial) error {
				_, err := p.check(t)
				return err
			})
		}
		early := event{fmt.Sprintf("'%s' before '%s'", p.b, p.a), func(t *trial) bool {
			early, _ := p.check(t)
			return early
		}}
		return action{looks: true, do: func(s *session, c lesson.Command) error {
			return s.batch.hope(c, []event{early}, each, func([]int) string { return fmt.Sprintf("no line '%s' came before its line '%s'", p.b, p.a) })
		}}
	},
}

// precedence is that each line a precedes every line b with equal named
// groups.
type precedence struct {
	a, b *regexp.Regexp
	keys []string // the named groups that both patterns have
}

func newPrecedence(a, b *regexp.Regexp) *precedence {
	p := &precedence{a: a, b: b}
	for _, name := range a.SubexpNames() {
		if name != "" && b.SubexpIndex(name) >= 0 {
			p.keys = append(p.keys, name)
		}
	}
	return p
}

// check checks a run. early is true when two lines are there in the wrong
// order; an error without it says that a line is missing.
func (p *precedence) check(t *trial) (early bool, err error) {
	last := map[string]int{} // where the last line a of a key stands
	for i, l := range t.stdout.Lines {
		if m := p.a.FindStringSubmatch(l.Text); m != nil {
			last[p.key(p.a, m)] = i
		}
	}
	if len(last) == 0 {
		return false, failed("no line matches '%s'", p.a)
	}
	found := false
	for i, l := range t.stdout.Lines {
		m := p.b.FindStringSubmatch(l.Text)
		if m == nil {
			continue
		}
		found = true
		key := p.key(p.b, m)
		a, ok := last[key]
		here := t.stdoutLine(i)
		if !ok {
			return false, failed("line %d %q has no line '%s' of its own (%s)", here+1, l.Text, p.a, key).at(here)
		}
		if a > i {
			there := t.stdoutLine(a)
			return true, failed("too early: line %d %q came before line %d %q",
				here+1, l.Text, there+1, t.stdout.Lines[a].Text).at(here, there)
		}
	}
	if !found {
		return false, failed("no line matches '%s'", p.b)
	}
	return false, nil
}

func (p *precedence) key(re *regexp.Regexp, m []string) string {
	var parts []string
	for _, name := range p.keys {
		parts = append(parts, name+"="+m[re.SubexpIndex(name)])
	}
	return strings.Join(parts, " ")
}
