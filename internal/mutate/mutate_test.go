package mutate

import (
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// in is a file with the statements in a function, which begin on line 4.
func in(stmts ...string) string {
	return "package main\n\nfunc main() {\n" + strings.Join(stmts, "\n") + "\n}\n"
}

func TestFile(t *testing.T) {
	tests := []struct {
		name string
		give string
		want []string // LINE: OLD -> NEW
	}{
		{"nothing to change", in(), nil},
		{"a statement", in("f()"), []string{"4 left out: f() -> "}},
		{"two statements", in("f()", "g()"), []string{"4 left out: f() -> ", "4 exchanged: f();g() -> g();f()", "5 left out: g() -> "}},
		{"two that are the same", in("f()", "f()"), []string{"4 left out: f() -> ", "5 left out: f() -> "}},
		{"two on a line", in("f(); g()"), []string{"4 left out: f() -> ", "4 exchanged: f(); g() -> g(); f()", "4 left out: g() -> "}},
		{"definitions", in("x := a", "var y = b", "_ = y"), []string{"4 exchanged: x := a;var y = b -> var y = b;x := a"}},
		{"a definition and its use", in("x := a", "use(x)"), []string{"5 left out: use(x) -> "}},
		{"a use before the definition", in("use(x)", "x := a"), []string{"4 left out: use(x) -> "}},
		{"the end of a list", in("f()", "return"), []string{"4 left out: f() -> ", "5 left out: return -> "}},
		{"only for errors", in("if err != nil {", "\tlog.Fatal(err)", "}", "f()"),
			[]string{"4 turned round: err != nil -> err == nil", "7 left out: f() -> "}},
		{"panic", in("panic(a)"), nil},
		{"conditions", in("if a < b {} else if a >= b {}"), []string{
			"4 left out: if a < b {} else if a >= b {} -> ", "4 turned round: a < b -> a >= b", "4 turned round: a >= b -> a < b"}},
		{"other conditions", in("for a && b == c {}"), []string{
			"4 left out: for a && b == c {} -> ", "4 turned round: a && b == c -> !(a && b == c)"}},
		{"a negated condition", in("for !a {}"), []string{"4 left out: for !a {} -> ", "4 turned round: !a -> a"}},
		{"no condition", in("for {", "f()", "}"), []string{"4 left out: for {;f();} -> ", "5 left out: f() -> "}},
		{"cases that are conditions", in("switch {", "case a, b:", "\tfallthrough", "default:", "\tf()", "}"), []string{
			"4 left out: switch {;case a, b:;\tfallthrough;default:;\tf();} -> ", "5 turned round: a -> !(a)", "5 turned round: b -> !(b)", "8 left out: f() -> "}},
		{"cases that are values", in("switch a {", "case 1:", "}"), []string{"4 left out: switch a {;case 1:;} -> ", "5 number: 1 -> 2"}},
		{"select", in("select {", "case <-a:", "\tf()", "}"), []string{"4 left out: select {;case <-a:;\tf();} -> ", "6 left out: f() -> "}},
		{"numbers", in("_ = a(0, 9, 10, 11, 1_000, 0x10, 0644, 0o644, 0b1, 1.5, 1i, 'a', 99999999999999999999)"), []string{
			"4 number: 0 -> 1", "4 number: 9 -> 10", "4 number: 10 -> 11", "4 number: 11 -> 5", "4 number: 1_000 -> 500", "4 number: 1.5 -> 2.5"}},
		{"durations", in("_ = 300 * time.Millisecond", "_ = time.Second * 3", "_ = 2 * x"), []string{
			"4 exchanged: _ = 300 * time.Millisecond;_ = time.Second * 3 -> _ = time.Second * 3;_ = 300 * time.Millisecond",
			"5 exchanged: _ = time.Second * 3;_ = 2 * x -> _ = 2 * x;_ = time.Second * 3", "6 number: 2 -> 3"}},
		{"in a declaration", "package main\n\nconst n = 4\n\nvar s [3]int\n", []string{"3 number: 4 -> 5", "5 number: 3 -> 4"}},
		{"a call whose error is used", in("err := w.Wait()", "_, err := p.Wait()", "a, b, c := p.Wait()", "n := w.Add()", "return w.Flush()"), []string{
			"4 no call: w.Wait() -> error(nil)",
			"5 exchanged: _, err := p.Wait();a, b, c := p.Wait() -> a, b, c := p.Wait();_, err := p.Wait()", "5 no call: p.Wait() -> any(nil), error(nil)",
			"6 exchanged: a, b, c := p.Wait();n := w.Add() -> n := w.Add();a, b, c := p.Wait()",
			"8 left out: return w.Flush() -> ", "8 no call: w.Flush() -> error(nil)"}},
		{"comments stay where they are", in("f() // 1", "/* 2 */ g() // 3"), []string{
			"4 left out: f() -> ", "4 exchanged: f() // 1;/* 2 */ g() -> g() // 1;/* 2 */ f()", "5 left out: g() -> "}},
		{"strings are texts", in("f(\"1; g()\", `if a {", "}`)"), []string{"4 left out: f(\"1; g()\", `if a {;}`) -> "}},
		{"generics", "package main\n\nfunc f[T any](a T) T {\n\tg[int](1)\n\treturn a\n}\n", []string{
			"4 left out: g[int](1) -> ", "4 number: 1 -> 2", "5 left out: return a -> "}},
		{"functions in functions", in("go func() {", "\tdefer close(c)", "\tf()", "}()"), []string{
			"4 left out: go func() {;\tdefer close(c);\tf();}() -> ",
			"5 left out: defer close(c) -> ", "5 exchanged: defer close(c);\tf() -> f();\tdefer close(c)", "6 left out: f() -> "}},
		{"labels", in("L:", "\tfor {", "\t\tbreak L", "\t}", "f()"), []string{"6 left out: break L -> ", "8 left out: f() -> "}},
		{"a line directive", in("//line other.go:1", "f()"), []string{"5 left out: f() -> "}},
		{"a windows file", strings.ReplaceAll(in("f()", "g()"), "\n", "\r\n"), []string{"4 left out: f() -> ", "4 exchanged: f()\r;g() -> g()\r;f()", "5 left out: g() -> "}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			all, err := File(tt.give)
			require.NoError(t, err)
			var got []string
			for _, m := range all {
				got = append(got, strings.ReplaceAll(fmt.Sprintf("%d %s: %s -> %s", m.Line, m.Kind, m.Old, m.New), "\n", ";"))
				requireMutant(t, tt.give, m)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

// What is left out is still compiled, on its line.
func TestFile_data(t *testing.T) {
	all, err := File(in("f(", "\ta, // why", ") // what", "g()"))
	require.NoError(t, err)
	require.Len(t, all, 3)
	assert.Equal(t, in("if false { f(", "\ta, // why", ") } // what", "g()"), all[0].Data)
	assert.Equal(t, in("g() // what", "f(", "\ta, // why", ")"), all[1].Data)
}

func TestFile_syntaxError(t *testing.T) {
	_, err := File("package main\n\nfunc main() {")
	assert.Error(t, err)
}

// requireMutant asks what is true of each mutant.
func requireMutant(t *testing.T, src string, m Mutant) {
	t.Helper()
	require.NotEqual(t, src, m.Data)
	_, err := parser.ParseFile(token.NewFileSet(), "", m.Data, parser.SkipObjectResolution)
	require.NoError(t, err, "%s", m.Data)
	lines := strings.Split(src, "\n")
	require.Contains(t, strings.Join(lines[m.Line-1:], "\n"), m.Old)
	require.Equal(t, strings.Count(src, "\n"), strings.Count(m.Data, "\n"), "lines keep their numbers")
}

func FuzzFile(f *testing.F) {
	files, _ := filepath.Glob("*.go")
	for _, name := range files {
		data, err := os.ReadFile(name)
		require.NoError(f, err)
		f.Add(string(data))
	}
	f.Add(in("switch { case a: L: for { break L }; default: f() }", "if x := 1; x < 2. { x++ } else { panic(x) }"))
	f.Add(in("{ ; f(); ; }", "L: {}", "goto L", "select { case a <- 1: default: }"))
	f.Fuzz(func(t *testing.T, src string) {
		all, err := File(src)
		if err != nil {
			return
		}
		for _, m := range all {
			requireMutant(t, src, m)
		}
	})
}
