package verify

import (
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
)

func itoa(n int) string { return strconv.Itoa(n) }

func TestStatic(t *testing.T) {
	script := func(lines ...string) string {
		return block("testscript", append([]string{"# it holds"}, lines...)...)
	}
	tests := []struct {
		name string
		give string
		want []string // parts of the problems, in order; none: nothing is wrong
	}{
		{"nothing", two + twoWant + script("run -n 2 sh two.sh", "lanes stdout two.want"), nil},
		{"unknown command", script("run true", "sometime '^a$'"), []string{`01-one.en.md:10: unknown command "sometime"` + "\n  hint: did you mean \"sometimes\"?"}},
		{"unknown flag", script("run -m 3 true"), []string{"run: flag provided but not defined: -m: usage: [!] run"}},
		{"too few arguments", script("run"), []string{"run: too few arguments"}},
		{"bad pattern", script("run true", "always '('"), []string{"always: error parsing regexp"}},
		{"negated", script("run true", "! always 'a'"), []string{`"always" cannot be negated`}},
		{"no group", script("run true", "distinct 2 'a'"), []string{"'a' has no group"}},
		{"no number", script("run true", "atmost x 'a' 'b'"), []string{`K must be a number from 1, not "x"`}},
		{"no run", script("always 'a'"), []string{"always has no run to look at"}},
		{"no such program", block("go join/main.go", "package main", "", "func main() {}") + script("run join", "run jion"),
			[]string{`"jion" is neither a program of this lesson nor a command on PATH` + "\n  hint: did you mean \"join\"?"}},
		{"no such program, but it may be absent", script("[exec:nosuch] run nosuch"), nil},
		{"no such want file", script("run true", "lanes stdout a.want"), []string{"a.want: the lesson has no such file"}},
		{"not a want file", block("text a.want", "a") + script("run true", "lanes stdout a.want"), []string{"a.want is not a want file"}},
		{"an empty want file", "```lanes a.want\n```\n\n" + script("run true", "lanes stdout a.want"), []string{"a.want: "}},
		{"no input", script("run -in a.txt cat"), []string{"a.txt: the lesson has no such file"}},
		{"one run's word for many", script("run -n 2 true", "stdout 'a'", "cmp stdout stderr", "grep a stdout"),
			[]string{"stdout looks at one run, and run -n 2 made 2", "cmp looks at one run", "grep looks at one run"}},
		{"a time without a unit", script("run -timeout 5 true"), []string{"a time has a unit: 5s, 500ms"}},
		{"no status", script("run -exit 256 true"), []string{"a status is from 0 to 255"}},
		{"in the background", script("run true &"), []string{"run waits for the program: there is no &"}},
		{"a program without supervision", block("go join/main.go", "package main", "", "func main() {}") + script("exec join"),
			[]string{"exec runs a program of the lesson without supervision\n  hint: write run join"}},
		{"nothing can fail", script("env A=1", "cd ."), []string{"01-one.en.md:8: no command proves this claim"}},
		{"a program that never runs", block("go join/main.go", "package main", "", "func main() {}") + script("run true"), []string{"the program join is never run"}},
		{"a want file that nothing is checked against", twoWant + script("run true"), []string{"nothing is checked against two.want"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Static(course(t, map[string]string{"01-one.en.md": tt.give}))
			if assert.Len(t, got, len(tt.want), "%v", got) {
				for i, want := range tt.want {
					assert.Contains(t, got[i].String(), want)
				}
			}
		})
	}
}
