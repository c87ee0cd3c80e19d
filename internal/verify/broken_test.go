package verify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/build"
)

func TestBroken_static(t *testing.T) {
	archive := block("sh a.sh", "echo a", "echo b; echo b") // lines 8 and 9
	script := func(lines ...string) string {
		return archive + block("testscript", append([]string{"# it holds", "run sh a.sh", "always a"}, lines...)...)
	}
	const line = "01-one.en.md:16: "
	tests := []struct {
		name string
		give string
		want []string
	}{
		{"once", script("broken a.sh 'echo a' 'true'"), nil},
		{"with nothing", script("broken -hang a.sh 'echo a' ''"), nil},
		{"not there", script("broken a.sh 'echo c' ''"), []string{line + `a.sh does not contain "echo c"`}},
		{"twice", script("broken a.sh 'echo b' ''"), []string{line + `a.sh contains "echo b" 2 times, on lines 9, 9` + "\n  hint: write more of the line"}},
		{"three times", script("broken a.sh 'echo ' ''"), []string{line + `a.sh contains "echo " 3 times, on lines 8, 9, 9`}},
		{"no such file", script("broken b.sh 'echo' ''"), []string{line + "b.sh: the lesson has no such file\n  hint: did you mean \"a.sh\"?"}},
		{"no change", script("broken a.sh 'echo a' 'echo a'"), []string{line + "broken: OLD and NEW are the same: usage: broken [-hang] FILE 'OLD' 'NEW' ['OLD' 'NEW'…]"}},
		{"nothing", script("broken a.sh '' 'echo a'"), []string{line + "broken: OLD is empty"}},
		{"two places", script("broken a.sh 'echo a' 'echo b' 'b; echo' 'a; echo'"), nil},
		{"two places, one not there", script("broken a.sh 'echo a' 'echo b' 'x' ''"), []string{line + `a.sh does not contain "x"`}},
		{"two places that overlap", script("broken a.sh 'echo a' 'b' 'o a' ''"), []string{line + "the texts to be changed overlap"}},
		{"no NEW", script("broken a.sh 'echo a' 'echo b' 'c'"), []string{line + "broken: an OLD without a NEW"}},
		{"negated", script("! broken a.sh 'echo a' ''"), []string{line + `broken: "broken" cannot be negated`}},
		{"the same twice", script("broken a.sh 'echo a' ''", "broken a.sh 'o a' 'o c'", "broken a.sh 'echo a' 'echo c'"),
			[]string{"01-one.en.md:18: the same change as on line 17"}},
		{"the same twice, by other words", script("broken a.sh 'a' 'c' 'b; echo' 'd; echo'", "broken a.sh 'b; echo' 'd; echo' 'echo a' 'echo c'"),
			[]string{"01-one.en.md:17: the same change as on line 16"}},
		{"the same in two claims", script("broken a.sh 'echo a' ''", "# more", "always b", "broken a.sh 'echo a' ''"), nil},
		{"alone in a claim", script("# more", "broken a.sh 'echo a' ''"), []string{line + "no command proves this claim"}},
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

// The languages of a lesson have the same broken lines.
func TestBroken_drift(t *testing.T) {
	lesson := func(program, text, broken string) string {
		return block("go p/main.go", program, "", "func main() {", "\tprintln(\"a\", 1, 1)", "\tprintln(\"b\", 1)", "}") +
			block("text a.txt", text, "b") + block("testscript", "# it holds", "run p", "always a", broken)
	}
	const program = "package main"
	tests := []struct {
		name       string
		en, zh     string
		text, want string
	}{
		{"strings", `broken p/main.go '"a"' '"c"'`, `broken p/main.go '"a"' '"丙"'`, "a", ""},
		{"a string is none", `broken p/main.go '"a"' '"c"'`, `broken p/main.go '"a"' '丙'`, "a", "the changed files differ: p/main.go has a string there and 丙 here"},
		{"another string", `broken p/main.go '"a"' '"c"'`, `broken p/main.go '"b"' '"丙"'`, "a", "are not the same place of p/main.go"},
		{"two strings", `broken p/main.go '"a"' '"b"' '"b"' '"a"'`, `broken p/main.go '"a"' '"乙"' '"b"' '"甲"'`, "a", ""},
		{"two strings in another order", `broken p/main.go '"a"' '"b"' '"b"' '"a"'`, `broken p/main.go '"b"' '"甲"' '"a"' '"乙"'`, "a", "are not the same place of p/main.go"},
		{"another file", `broken p/main.go '"a"' '"c"'`, `broken a.txt 'b' 'c'`, "a", "only quoted texts may differ"},
		{"a number", `broken p/main.go ', 1, 1' ''`, `broken p/main.go ', 1, 1' ', 1'`, "a", "01-one.zh.md:26: drifted from 01-one.en.md:25: the changed files differ: p/main.go has ) there and , here"},
		{"texts", `broken a.txt 'a' 'c'`, `broken a.txt '甲' '丙'`, "甲", ""},
		{"another line", `broken a.txt 'a' 'c'`, `broken a.txt 'b' '丙'`, "甲", `"a" and "b" are not the same place of a.txt`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Static(course(t, map[string]string{
				"01-one.en.md": lesson(program, "a", tt.en),
				"01-one.zh.md": lesson("// 程序\n"+program, tt.text, tt.zh),
			}))
			if tt.want == "" {
				assert.Empty(t, got)
				return
			}
			if assert.Len(t, got, 1, "%v", got) {
				assert.Contains(t, got[0].String(), tt.want)
			}
		})
	}
}

// breakOne checks a course of one lesson in two languages, and its broken
// lines.
func breakOne(t *testing.T, body string) Report {
	t.Helper()
	c := course(t, map[string]string{"01-one.en.md": body, "01-one.zh.md": body})
	reports, err := Lessons(t.Context(), Options{Cache: &build.Cache{Dir: t.TempDir()}, Broken: true}, c.Lessons)
	require.NoError(t, err)
	for _, claim := range reports[1].Claims {
		assert.Zero(t, claim.Broken, "one language is enough")
	}
	return reports[0]
}

func TestLessons_brokenLines(t *testing.T) {
	needKernelLanes(t)
	archive := two + twoWant +
		block("text legal.txt", "start", "b1", "a1", "a2", "b2", "end") +
		block("sh loop.sh", "echo a", "n=3", "while [ $n -gt 0 ]; do n=$((n-1)); sleep 0.01; done", "echo b") +
		block("sh write.sh", "echo a >a.txt") +
		block("text odd.outcomes", "odd", "even") +
		block("sh odd.sh", "if [ $(($$ % 2)) = 1 ]; then echo odd; else echo even; fi")
	tests := []struct {
		name  string
		claim []string
		want  string // "": the claim fails when it is broken
	}{
		{"fails", []string{"run -n 12 sh two.sh", "lanes stdout two.want", "broken two.sh 'wait' ''"}, ""},
		{"fails, by a text of the want file", []string{"run sh two.sh", "lanes stdout two.want", "broken two.want 'a| a2' 'a| a3'"}, ""},
		{"fails, by two texts exchanged", []string{"run sh two.sh", "before a1 a2", "broken two.sh 'a1' 'a2' 'a2' 'a1'"}, ""},
		{"fails, without a run", []string{"lanes legal.txt two.want", "broken legal.txt 'a2' 'a3'"}, ""},
		{"fails, by a command of testscript", []string{"run sh two.sh", "stdout b2", "broken two.sh 'echo b2' 'echo'"}, ""},
		{"fails, by the end of the run", []string{"run sh two.sh", "broken two.sh 'echo end' 'exit 3'"}, ""},
		{"survives", []string{"run -n 12 sh two.sh", "lanes stdout two.want", "broken two.sh 'echo b1; sleep 0.02' 'echo b1'"}, "with this change the claim still holds, in all 12 runs"},
		{"survives, one run", []string{"run sh two.sh", "always start", "broken two.sh 'echo end' ''"}, "with this change the claim still holds, in 1 run"},
		{"survives, no run", []string{"lanes legal.txt two.want", "broken two.sh 'echo end' ''"}, "with this change the claim still holds"},
		{"survives, many runs", []string{"run -n 60 true", "never .", "broken two.sh 'echo end' ''"}, "with this change the claim still holds, in all 30 runs"},
		{"sometimes", []string{"run sh odd.sh", "sometimes odd", "broken odd.sh 'echo odd' 'echo even'"}, ""},
		{"not before", []string{"run sh two.sh", "! before a1 b1", "broken two.sh 'echo a2'' &' 'echo a2'''"}, ""},
		{"not atmost", []string{"run sh two.sh", "! atmost 1 '^[ab]1$' '^[ab]2$'", "broken two.sh 'echo a2'' &' 'echo a2'''"}, ""},
		{"overlap", []string{"run -plain sh two.sh", "overlap 5ms a1 b1", "broken two.sh 'echo a2'' &' 'echo a2'''"}, ""},
		{"outcomes", []string{"run sh odd.sh", "outcomes -min 2 odd.outcomes", "broken odd.sh 'echo odd' 'echo even'"}, ""},
		{"a hang", []string{"run -timeout 3s sh loop.sh", "always b", "broken loop.sh 'n=$((n-1))' ':'"}, "the changed program was stopped: "},
		{"a hang that may be", []string{"run -timeout 3s sh loop.sh", "always b", "broken -hang loop.sh 'n=$((n-1))' ':'"}, ""},
		{"no hang", []string{"run sh loop.sh", "always b", "broken -hang loop.sh 'n=3' 'n=2'"}, "with this change the claim still holds, in 1 run"},
		{"can't be checked", []string{"exec sh write.sh", "run -in a.txt cat", "broken write.sh 'a.txt' 'b.txt'"}, "the changed lesson could not be checked: a.txt: the lesson has no such file"},
		{"the run before it", []string{"run -n 12 sh two.sh", "# more", "always a1", "# more", "always start", "broken two.sh 'echo start' ''"}, ""},
		{"the run before it fails", []string{"run sh two.sh", "# more", "always start", "broken two.sh 'echo end' 'exit 3'"}, "with this change the claim still holds, in 1 run"},
		{"what testscript did before, and it survives", []string{"exec sh write.sh", "# more", "run cat a.txt", "always a", "broken two.sh 'echo end' ''"}, "with this change the claim still holds, in 1 run"},
		{"a run before it that is held back", []string{"run sh two.sh", "[exec:no-such-command] run no-such-command", "# more", "always start", "broken two.sh 'echo start' ''"}, ""},
		{"its own run", []string{"run sh -c 'exit 3'", "# more", "run sh two.sh", "always start", "broken two.sh 'echo start' ''"}, ""},
		{"what testscript did before", []string{"env A=1", "exec sh write.sh", "# more", "run sh -c 'cat a.txt; echo $A'", "always 1", "always a", "broken write.sh 'echo a' 'echo b'"}, ""},
		{"held back", []string{"run sh two.sh", "always start", "[exec:no-such-command] broken two.sh 'echo end' ''"}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			body := archive + block("testscript", append([]string{"# it holds"}, tt.claim...)...)
			claims := breakOne(t, body).Claims
			c := claims[len(claims)-1]
			if tt.want == "" {
				assert.Empty(t, c.Problems, c.Detail)
				assert.Equal(t, Pass, c.Status)
				return
			}
			assert.Equal(t, Fail, c.Status)
			require.Len(t, c.Problems, 1, "%s", c.Detail)
			assert.Contains(t, c.Problems[0].Msg, tt.want)
			assert.Equal(t, tt.claim[len(tt.claim)-1], strings.Split(front+body, "\n")[c.Problems[0].Line-1])
		})
	}
}

// Programs are changed before they are built, all in one go; what doesn't
// compile shows nothing.
func TestLessons_brokenPrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	r := breakOne(t, block("go p/main.go", "package main", "", `import _ "embed"`, "", "//go:embed a.txt", "var a string", "",
		"func main() {", "\tn := 1", `	print("n is ", n, "\n", a)`, "}")+
		block("text p/a.txt", "embedded")+
		block("testscript",
			"# n is 1", "run p", "always '^n is 1$'",
			"broken p/main.go 'n := 1' 'n := 2'",
			"broken p/main.go 'n := 1' 'n := x'",
			"broken p/main.go 'n := 1' 'n := (1)'",
			"# a is embedded", "always embedded", "broken p/a.txt 'embedded' 'other'",
			"# a claim that fails is not tried", "always '^n is 2$'", "broken p/main.go 'n := 1' 'n := 2'"))
	assert.Equal(t, []int{3, 1, 0}, []int{r.Claims[0].Broken, r.Claims[1].Broken, r.Claims[2].Broken})
	assert.Equal(t, []Status{Fail, Pass, Fail}, []Status{r.Claims[0].Status, r.Claims[1].Status, r.Claims[2].Status})
	assert.Equal(t, "01-one.en.md:30: the changed program does not compile: line 16: undefined: x\n"+
		"01-one.en.md:31: with this change the claim still holds, in 1 run\n"+
		"  hint: let a command of the claim notice the change", r.Claims[0].Problems.Error())
	assert.Regexp(t, `^with the change of line 31, run 1 of p, exited with status 0:\n.*n is 1\n`, r.Claims[0].Detail)
	assert.Equal(t, 1+2+1, r.Runs)
}

// A program that doesn't compile is nothing to the claims about another.
func TestLessons_brokenBesideBroken(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	main := func(body string) []string { return []string{"package main", "", "func main() {", body, "}"} }
	r := breakOne(t, block("go p/main.go", main(`	println("hello")`)...)+block("go q/main.go", main("	x()")...)+
		block("testscript", "# p", "run p", "always hello", "broken p/main.go 'hello' 'bye'", "# q", "run q", "broken q/main.go 'x()' ''"))
	assert.Empty(t, r.Claims[0].Problems, r.Claims[0].Detail)
	assert.Equal(t, 1, r.Claims[0].Broken)
	assert.Contains(t, r.Claims[1].Problems.Error(), "undefined: x")
	assert.Zero(t, r.Claims[1].Broken)
}

// A claim that fails in the first run makes no more; a survivor makes all.
func TestLessons_brokenRuns(t *testing.T) {
	run := func(script ...string) int {
		return breakOne(t, two+block("testscript", append([]string{"# it holds"}, script...)...)).Runs
	}
	assert.Equal(t, 6+1, run("run -n 6 sh two.sh", "always start", "broken two.sh 'echo start' ''"))
	assert.Equal(t, 6+1+6, run("run -n 6 sh two.sh", "always start", "broken two.sh 'echo end' ''"))
	assert.Equal(t, 6+1, run("run -n 6 sh two.sh", "# more", "always start", "broken two.sh 'echo start' ''"))
	assert.Equal(t, 6+6+1, run("run -n 6 sh two.sh", "# more", "run -n 6 sh two.sh", "always start", "broken two.sh 'echo start' ''"),
		"of a claim that begins with a run, no run before it is made")
	assert.Equal(t, 1+1, run("run sh two.sh", "always start", "broken two.sh 'echo end' ''"), "no run is made again")
}

func TestMutant_timeout(t *testing.T) {
	assert.Zero(t, (&mutant{change: &change{}}).timeout())
	assert.Equal(t, hangTimeout, (&mutant{change: &change{hang: true}}).timeout())
}

func TestUnbroken(t *testing.T) {
	c := course(t, map[string]string{"01-one.en.md": block("sh a.sh", "echo a") + block("testscript",
		"# broken", "run sh a.sh", "broken a.sh 'echo' 'true'",
		"# not broken, and it says why", "  # not broken: the shell is not ours", "run true",
		"# nothing", "run true",
		"# no reason", "  # not broken:", "run true",
		"# both", "run sh a.sh", "\t# not broken: why", "broken a.sh 'echo' 'true'")})
	var got []string
	for _, p := range Unbroken(c) {
		got = append(got, p.Place.String()+": "+p.Msg)
	}
	assert.Equal(t, []string{
		"01-one.en.md:18: nothing shows that this claim can fail",
		"01-one.en.md:20: nothing shows that this claim can fail",
		"01-one.en.md:23: this claim has a broken line, and says why it has none",
	}, got)
}
