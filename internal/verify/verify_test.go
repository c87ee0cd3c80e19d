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

// scriptTest is a claim and what the check of it finds.
type scriptTest struct {
	name string
	give []string // the script's lines after "# it holds"
	// want is "" where the claim holds, else a part of the first problem's
	// message.
	want string
}

// archive is what the scripts of scriptTests find beside two.sh and two.want.
var archive = two + twoWant +
	block("text legal.txt", "start", "b1", "a1", "a2", "b2", "end") +
	block("text illegal.txt", "start", "a1", "a2", "end", "b1", "b2") +
	block("sh one.sh", "printf 'start\\n'; printf 'a1\\n'; printf 'a2\\n'; printf 'b1\\n'; printf 'b2\\n'; printf 'end\\n'") +
	block("sh ticks.sh", "i=1", "while :; do echo tick $i; i=$((i+1)); sleep 0.01; done") +
	block("sh pid.sh", "echo $$") +
	block("sh odd.sh", "if [ $(($$ % 2)) = 1 ]; then echo odd; else echo even; fi") +
	block("text odd.outcomes", "odd # the pid was odd", "", "even # it was not") +
	block("sh long.sh", "sh -c 'echo a1; sleep 0.4; echo a2' &", "sh -c 'echo b1; sleep 0.4; echo b2' &", "wait") +
	block("sh apart.sh", "sh -c 'echo a1'", "sleep 0.05", "sh -c 'echo b1'")

func testScripts(t *testing.T, tests []scriptTest) {
	needKernelLanes(t)
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
