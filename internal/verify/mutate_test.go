package verify

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
)

// A program that starts itself without end is ended: a change can make any
// program that starts itself such a one.
func TestMutate_bounded(t *testing.T) {
	c := course(t, map[string]string{"01-one.en.md": block("go self/main.go",
		"package main", "",
		`import ("fmt"; "os"; "os/exec")`, "",
		"func main() {",
		`	fmt.Println("generation", len(os.Args))`,
		`	c := exec.Command(os.Args[0], append(os.Args[1:], "x")...)`,
		"	c.Stdout, c.Stderr = os.Stdout, os.Stderr",
		"	if err := c.Run(); err != nil && len(os.Args) == 1 {",
		"		fmt.Println(err)",
		"	}",
		"}",
	) + block("testscript",
		"# the first, its child and that one's child are all",
		"run self",
		"stdout -count=3 generation",
		"stderr -count=1 'a child of a child of a child'",
	)})
	reports, err := Lessons(t.Context(), Options{Cache: &build.Cache{}}, []*lesson.Lesson{bounded(c.Lessons[0])})
	require.NoError(t, err)
	assert.Equal(t, Pass, reports[0].Status(), "%+v", reports[0])
}

// Each change has what becomes of it, and what a run printed where that differs.
func TestMutate(t *testing.T) {
	body := block("go p/main.go",
		"package main", "",
		`import "fmt"`, "",
		"func main() {",
		"	n := 1",
		`	fmt.Println("a", n)`,
		"	if n > 7 {",
		`		fmt.Println("c")`,
		"	}",
		"	for n == 3 {", // turned round, it runs until it is ended
		"	}",
		"}",
	) + block("testscript", "# it says a", "run -n 2 p", "always '^a'")
	l := course(t, map[string]string{"01-one.en.md": body}).Lessons[0]
	told := 0
	r, all, err := Mutate(t.Context(), Options{Cache: &build.Cache{}}, l, func(done, n int) { told = n })
	require.NoError(t, err)
	assert.Equal(t, Pass, r.Status())
	assert.Len(t, all, told)
	got := map[string]*Mutation{}
	for _, m := range all {
		got[string(m.Kind)+" "+m.Old] = m
	}
	for _, tt := range []struct {
		change string
		want   Outcome
		after  []string
	}{
		{`left out fmt.Println("a", n)`, Noticed, nil},
		{"turned round n == 3", Noticed, nil},
		{"number 1", NotNoticed, []string{"a 2"}},
		{"turned round n > 7", NotNoticed, []string{"a 1", "c"}},
		{"number 7", NoChange, nil},
	} {
		m := got[tt.change]
		if assert.NotNil(t, m, tt.change) {
			assert.Equal(t, tt.want, m.Outcome, tt.change)
			assert.Equal(t, tt.after, m.After, tt.change)
		}
	}
	noticed := got[`left out fmt.Println("a", n)`]
	assert.Equal(t, "01-one.en.md:14", noticed.Place.String())
	assert.Equal(t, "it says a", noticed.Claim)
}

// A change that does not compile says nothing of the claims; neither does any,
// where a claim fails without it.
func TestMutate_saysNothing(t *testing.T) {
	lesson := func(want string) *lesson.Lesson {
		body := block("go p/main.go", "package main", "", "func main() {", "	a := [1]int{1}", "	println(a[0])", "}")
		return course(t, map[string]string{"01-one.en.md": body + block("testscript", "# one", "run p", "stderr "+want)}).Lessons[0]
	}
	r, all, err := Mutate(t.Context(), Options{Cache: &build.Cache{}}, lesson("^1$"), func(int, int) {})
	require.NoError(t, err)
	assert.Equal(t, Pass, r.Status())
	outcomes := map[Outcome]int{}
	for _, m := range all {
		outcomes[m.Outcome]++
	}
	assert.Positive(t, outcomes[NoBuild], "%v", outcomes) // a[1] is not there
	assert.Positive(t, outcomes[Noticed], "%v", outcomes)

	r, all, err = Mutate(t.Context(), Options{Cache: &build.Cache{}}, lesson("^2$"), func(int, int) {})
	require.NoError(t, err)
	assert.Equal(t, Fail, r.Status())
	assert.Empty(t, all)
}
