package verify

import (
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
)

func TestMain(m *testing.M) {
	proc.Init()
	os.Exit(m.Run())
}

// course reads a course from file names and bodies; front is put before each.
func course(t *testing.T, files map[string]string) *lesson.Course {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, body := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(front + body)}
	}
	c, err := lesson.Read(fsys, "")
	require.NoError(t, err)
	return c
}

// front takes lines 1 to 6, so a body's first line is line 7.
const front = "---\ntitle: T\nsummary: S\npart: P\n---\n\n"

// verifyOne verifies a course of one lesson.
func verifyOne(t *testing.T, body string) Report {
	t.Helper()
	c := course(t, map[string]string{"01-one.en.md": body})
	reports, err := Lessons(t.Context(), Options{Cache: &build.Cache{Dir: t.TempDir()}}, c.Lessons)
	require.NoError(t, err)
	return reports[0]
}

// block is a fenced block.
func block(info string, lines ...string) string {
	return "```" + info + "\n" + strings.Join(lines, "\n") + "\n```\n\n"
}

// two has two children whose lines are free of each other: main waits for
// both. Each of its shells writes a line in one write.
var two = block("sh two.sh",
	"echo start",
	"sh -c 'echo a1; sleep 0.02; echo a2' &",
	"sh -c 'echo b1; sleep 0.02; echo b2' &",
	"wait",
	"echo end",
)

var twoWant = block("lanes two.want",
	"start",
	"a| a1",
	"a| a2",
	"b| b1",
	"b| b2",
	"end",
)

func needKernelLanes(t *testing.T) {
	if !proc.KernelLanes() {
		t.Skip("needs a kernel that says which process wrote a line")
	}
}

func TestLessons_commands(t *testing.T) {
	needKernelLanes(t)
	tests := []struct {
		name string
		give []string // the script's lines after "# it holds"
		// want is "" where the claim holds, else a part of the first
		// problem's message.
		want string
	}{
		{"lanes", []string{"run -n 12 sh two.sh", "lanes -processes -orders 6 stdout two.want"}, ""},
		{"lanes, a transcript", []string{"lanes legal.txt two.want"}, ""},
		{"lanes, an illegal transcript", []string{"lanes illegal.txt two.want"}, "too early"},
		{"lanes, a wrong number of orders", []string{"run sh two.sh", "lanes -orders 7 stdout two.want"}, "two.want has 6 legal orders, not 7"},
		{"lanes, one process in two lanes", []string{"run sh one.sh", "lanes -processes stdout two.want"}, "process"},
		{"lanes, a missing line", []string{"run echo start", "lanes stdout two.want"}, "missing"},

		{"exit", []string{"run -exit 3 sh -c 'exit 3'"}, ""},
		{"exit, another", []string{"run -exit 3 sh -c 'exit 4'"}, "sh exited with status 4; -exit 3 was wanted"},
		{"failure", []string{"! run -n 3 sh -c 'exit 4'"}, ""},
		{"failure, none", []string{"! run true"}, "true succeeded; a failure was wanted"},
		{"success, none", []string{"run -n 3 sh -c 'exit 4'"}, "run 1 of 3: sh exited with status 4"},
		{"a signal", []string{"run sh -c 'kill -SEGV $$'"}, "sh was killed by signal 11 (SIGSEGV)"},
		{"no such program", []string{"[exec:sh] run nosuch"}, `"nosuch" is neither a program of this lesson nor a command on PATH`},
		{"in", []string{"run -in legal.txt cat", "always '^b2$'", "cmp stdout legal.txt"}, ""},
		{"env", []string{"env GREETING=hello", "run sh -c 'echo $GREETING'", "always '^hello$'"}, ""},
		{"env is scrubbed", []string{"run env", "never '^WORK='"}, ""},
		{"until", []string{"run -n 6 -until '^tick 3$' sh ticks.sh", "always '^tick 3$'"}, ""},
		{"until, never", []string{"run -until '^tock$' echo tick"}, "no line matched -until '^tock$'"},
		{"timeout", []string{"run -timeout 100ms sleep 5"}, "sleep was stopped"},
		{"left over", []string{"run sh -c 'sleep 5 & echo main'"}, "sh left process"},
		{"leaves", []string{"run -leaves sh -c '(sleep 0.1; echo child) & echo main'", "always '^child$'"}, ""},
		{"one run's stdout", []string{"run echo hello", "stdout '^hello$'"}, ""},
		{"one run's stdout, another", []string{"run echo hello", "stdout '^bye$'"}, "no match for `^bye$` found in stdout"},

		{"always", []string{"run -n 3 echo hello", "always '^hel+o$'"}, ""},
		{"always, not", []string{"run -n 3 echo hello", "always '^bye$'"}, "run 1 of 3: no line matches '^bye$'"},
		{"always, stderr", []string{"run sh -c 'echo oops >&2'", "always '^oops$'"}, ""},
		{"never", []string{"run -n 3 echo hello", "never '^bye$'"}, ""},
		{"never, not", []string{"run echo hello", "never '^hello$'"}, "line 1 matches '^hello$', which no line may"},
		{"sometimes", []string{"run sh two.sh", "sometimes '^a1$' '^b1$'"}, ""},
		{"sometimes -first", []string{"run sh two.sh", "sometimes -first '^a1$' '^b1$'"}, ""},
		{"sometimes, never seen", []string{"run echo hello", "sometimes '^hello$' '^bye$'"}, "no line matched '^bye$'"},
		{"an earlier check sees the runs that are added", []string{
			"run sh pid.sh", "never '^[0-9]*7$'", "sometimes '^none$'"}, "which no line may"},

		{"before", []string{"run -n 6 sh two.sh", "before '^(?P<who>[ab])1$' '^(?P<who>[ab])2$'"}, ""},
		{"before, too early", []string{"run sh two.sh", "before '^end$' '^start$'"}, `too early: line 1 "start" came before line 6 "end"`},
		{"before, no counterpart", []string{"run printf 'in 1\\nout 1\\nout 2\\n'", "before '^in (?P<n>\\d)' '^out (?P<n>\\d)'"}, "has no line"},
		{"before, no line", []string{"run echo hello", "before '^hello$' '^bye$'"}, "no line matches '^bye$'"},
		{"not before", []string{"run sh two.sh", "! before '^a1$' '^b1$'", "! before '^b1$' '^a1$'"}, ""},

		{"atmost", []string{"run -n 3 sh two.sh", "atmost 2 '^[ab]1$' '^[ab]2$'"}, ""},
		{"atmost, more", []string{"run printf 'o\\no\\nc\\nc\\n'", "atmost 1 '^o$' '^c$'"}, "2 open at once at line 2; at most 1 were wanted"},
		{"not atmost", []string{"run sh two.sh", "! atmost 1 '^[ab]1$' '^[ab]2$'"}, ""},
		{"atmost, not balanced", []string{"run echo o", "atmost 1 '^o$' '^c$'"}, "1 lines open ('^o$') and 0 close ('^c$')"},
		{"atmost, closed first", []string{"run printf 'c\\no\\n'", "atmost 1 '^o$' '^c$'"}, "closes what was not open"},

		{"distinct", []string{"run sh two.sh", "distinct 2 '^([ab])[12]$'", "distinct -most 3 '^([ab])[12]$'"}, ""},
		{"distinct, fewer", []string{"run sh two.sh", "distinct 3 '^([ab])[12]$'"}, "took 2 different texts"},
		{"distinct, more", []string{"run sh two.sh", "distinct -most 1 '^([ab])[12]$'"}, "took 2 different texts"},

		{"outcomes", []string{"run sh odd.sh", "outcomes -min 2 odd.outcomes"}, ""},
		{"outcomes, another", []string{"run echo three", "outcomes odd.outcomes"}, `"three" is not among the outcomes of odd.outcomes`},
		{"outcomes, two lines", []string{"run printf 'odd\\neven\\n'", "outcomes odd.outcomes"}, "this run printed 2"},
		{"outcomes, too few kinds listed", []string{"run echo odd", "outcomes -min 3 odd.outcomes"}, "-min 3, but odd.outcomes lists 2"},

		{"overlap", []string{"run -plain sh long.sh", "overlap 20ms '^a1$' '^b1$'"}, ""},
		{"overlap, none", []string{"run sh apart.sh", "overlap 20ms '^a1$' '^b1$'"}, "seen alive together"},
		{"overlap, one process", []string{"run sh one.sh", "overlap 20ms '^a1$' '^b1$'"}, "wrote both"},
	}
	archive := two + twoWant +
		block("text legal.txt", "start", "b1", "a1", "a2", "b2", "end") +
		block("text illegal.txt", "start", "a1", "a2", "end", "b1", "b2") +
		block("sh one.sh", "printf 'start\\n'; printf 'a1\\n'; printf 'a2\\n'; printf 'b1\\n'; printf 'b2\\n'; printf 'end\\n'") +
		block("sh ticks.sh", "i=1", "while :; do echo tick $i; i=$((i+1)); sleep 0.01; done") +
		block("sh pid.sh", "echo $$") +
		block("sh odd.sh", "if [ $(($$ % 2)) = 1 ]; then echo odd; else echo even; fi") +
		block("text odd.outcomes", "odd # the pid was odd", "", "even # it was not") +
		block("sh long.sh", "sh -c 'echo a1; sleep 0.4; echo a2' &", "sh -c 'echo b1; sleep 0.4; echo b2' &", "wait") +
		block("sh apart.sh", "sh -c 'echo a1'", "sleep 0.05", "sh -c 'echo b1'")
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			lines := append([]string{"# it holds"}, tt.give...)
			body := archive + block("testscript", lines...)
			r := verifyOne(t, body)
			require.Len(t, r.Claims, 1)
			c := r.Claims[0]
			if tt.want == "" {
				assert.Empty(t, c.Problems, c.Detail)
				assert.Equal(t, Pass, c.Status)
				return
			}
			assert.Equal(t, Fail, c.Status)
			require.NotEmpty(t, c.Problems)
			assert.Contains(t, c.Problems[0].Msg, tt.want)
			// The problem stands at its command's line of the lesson.
			line := strings.Split(front+body, "\n")[c.Problems[0].Line-1]
			assert.Contains(t, tt.give, line)
		})
	}
}

// After a failed claim the others are still checked, and each has its own
// result; a claim whose commands were all held back is skipped.
func TestLessons_claims(t *testing.T) {
	r := verifyOne(t, block("testscript",
		"# first",
		"run echo hello",
		"always '^bye$'",
		"# second",
		"always '^hello$'",
		"# third",
		"[exec:no-such-command] run no-such-command",
		"[cpus:4096] always '^bye$'",
		"# fourth",
		"[exec:no-such-command] always '^bye$'",
		"always '^hello$'",
	))
	require.Len(t, r.Claims, 4)
	assert.Equal(t, []Status{Fail, Pass, Skip, Pass},
		[]Status{r.Claims[0].Status, r.Claims[1].Status, r.Claims[2].Status, r.Claims[3].Status})
	assert.Equal(t, "needs no-such-command; needs 4096 CPUs, "+itoa(runtime.NumCPU())+" here", r.Claims[2].Reason)
	assert.Equal(t, "needs no-such-command", r.Claims[3].Reason)
	assert.Equal(t, "01-one.en.md:8", r.Claims[0].Place.String())
	assert.Equal(t, "01-one.en.md:10", r.Claims[0].Problems[0].Place.String())
	assert.Equal(t, Fail, r.Status())
	assert.Equal(t, 1, r.Runs)
}

// What failed is shown whole, with who wrote each line.
func TestLessons_transcript(t *testing.T) {
	needKernelLanes(t)
	r := verifyOne(t, two+twoWant+block("testscript",
		"# it holds", "run sh two.sh", "before '^end$' '^a2$'"))
	detail := r.Claims[0].Detail
	assert.Regexp(t, `(?m)^run 1 of sh two\.sh, exited with status 0:$`, detail)
	assert.Regexp(t, `(?m)^    +1 +\d+\.\d ms  main \d+ +start$`, detail)
	assert.Regexp(t, `(?m)^  > +\d +\d+\.\d ms  child \d+ +a2$`, detail)
	assert.Regexp(t, `(?m)^  > +6 +\d+\.\d ms  main \d+ +end$`, detail)
}

// The middle of a long run is left out, but for what the failure is about.
func TestLessons_longTranscript(t *testing.T) {
	needKernelLanes(t)
	r := verifyOne(t, block("testscript",
		"# it holds", "run sh -c 'seq 1000; head -c 3000 /dev/zero | tr ''\\0'' x'", "never '^500$'"))
	detail := r.Claims[0].Detail
	assert.Contains(t, detail, "\n    … 289 lines more\n")
	assert.Regexp(t, `(?m)^  > 500 .* 500$`, detail)
	assert.Contains(t, detail, "x… (3000 bytes)")
	assert.Less(t, strings.Count(detail, "\n"), 430)
}

// A transcript in a file is shown with its lines numbered.
func TestLessons_fileTranscript(t *testing.T) {
	r := verifyOne(t, two+twoWant+block("text a.txt", "start", "a2", "a1", "b1", "b2", "end")+
		block("testscript", "# it holds", "lanes a.txt two.want", "run sh two.sh"))
	assert.Contains(t, r.Claims[0].Problems.Error(), "a.txt: too early: line 2 \"a2\"")
	assert.Contains(t, r.Claims[0].Detail, "a.txt:\n      1  start\n  >   2  a2\n  >   3  a1\n      4  b1\n")
}

// What was to be seen is missed in all runs: one of them is an example.
func TestLessons_neverSeen(t *testing.T) {
	r := verifyOne(t, block("testscript", "# it holds", "run true", "sometimes x", "# so does this", "run echo a", "! before a a"))
	assert.Regexp(t, `^01-one\.en\.md:10: in \d+ runs no line matched 'x'$`, r.Claims[0].Problems.Error())
	assert.Contains(t, r.Claims[0].Detail, "(it printed nothing)")
}

// A program that does not compile fails the claims that run it, at its line
// of the lesson; the others hold.
func TestLessons_broken(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	r := verifyOne(t, block("go broken/main.go", "package main", "", "func main() {", "\tundefined()", "}")+
		block("testscript", "# it runs", "run broken", "# another", "run echo hello"))
	assert.Equal(t, Fail, r.Claims[0].Status)
	assert.Equal(t, Pass, r.Claims[1].Status)
	assert.Contains(t, r.Claims[0].Problems.Error(), "01-one.en.md:11: ")
	assert.Contains(t, r.Claims[0].Problems.Error(), "undefined: undefined")
}
