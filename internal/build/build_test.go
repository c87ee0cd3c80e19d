package build

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
)

// hello is a program that says its name.
const hello = "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println(\"hello\") }\n"

// programs makes a lesson of each map of files, and reads it as any other.
func programs(t testing.TB, lessons ...map[string]string) []Program {
	t.Helper()
	var ps []Program
	for i, files := range lessons {
		src := "---\ntitle: a\nsummary: b\npart: c\n---\n"
		for _, name := range []string{"one/main.go", "one/x.txt", "one/more.go", "two/main.go", "three/main.go"} {
			if data, ok := files[name]; ok {
				src += "\n```go " + name + "\n" + data + "```\n"
			}
		}
		src += "\n```testscript\n# claim\nrun one\n```\n"
		name := string(rune('a'+i)) + ".md"
		c, err := lesson.Read(fstest.MapFS{"0" + string(rune('1'+i)) + "-l.zh.md": {Data: []byte(src)}}, "")
		require.NoError(t, err, name)
		for _, p := range c.Lessons[0].Programs {
			ps = append(ps, Program{Lesson: c.Lessons[0], Program: p})
		}
	}
	return ps
}

func output(t testing.TB, path string) string {
	t.Helper()
	out, err := exec.Command(path).CombinedOutput()
	require.NoError(t, err)
	return string(out)
}

// names is what a cache holds, but for the mark of its trim.
func names(t testing.TB, dir string) []string {
	t.Helper()
	var names []string
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	for _, e := range entries {
		if e.Name() != trimMark {
			names = append(names, e.Name())
		}
	}
	return names
}

// fakeGo puts a shell script before go on PATH, $GO is the real one.
func fakeGo(t testing.TB, script string) {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("no sh to stand in for go")
	}
	real, err := exec.LookPath("go")
	require.NoError(t, err)
	dir := t.TempDir()
	script = "#!" + sh + "\n" + strings.ReplaceAll(script, "$GO", "'"+real+"'")
	require.NoError(t, os.WriteFile(filepath.Join(dir, "go"), []byte(script), 0o755))
	t.Setenv("PATH", dir+string(filepath.ListSeparator)+os.Getenv("PATH"))
}

func TestCache_Build(t *testing.T) {
	ps := programs(t,
		map[string]string{
			"one/main.go": "package main\n\nimport (\n\t_ \"embed\"\n)\n\n//go:embed x.txt\nvar text string\n\nfunc main() { print(text + more) }\n",
			"one/more.go": "package main\n\nconst more = \"more\"\n",
			"one/x.txt":   "embedded\n",
			"two/main.go": hello,
		},
		map[string]string{"two/main.go": hello},
	)
	started := filepath.Join(t.TempDir(), "started")
	fakeGo(t, "echo started >>'"+started+"'\nexec $GO \"$@\"\n")
	c := Cache{Dir: filepath.Join(t.TempDir(), "not", "yet"), TempDir: t.TempDir()}
	count := func() int {
		data, err := os.ReadFile(started)
		require.NoError(t, err)
		return strings.Count(string(data), "started")
	}

	paths, err := c.Build(t.Context(), ps)
	require.NoError(t, err)
	require.Len(t, paths, 3)
	assert.Equal(t, 1, count(), "one go build for all programs")
	assert.Equal(t, "embedded\nmore", output(t, paths[0]))
	assert.Equal(t, "hello\n", output(t, paths[1]))
	assert.Equal(t, paths[1], paths[2], "equal programs of two lessons are one binary")
	assert.Equal(t, binaryName("two"), filepath.Base(paths[1]))
	assert.Len(t, names(t, c.Dir), 2)
	assert.Empty(t, names(t, c.TempDir))

	again, err := c.Build(t.Context(), ps)
	require.NoError(t, err)
	assert.Equal(t, paths, again)
	assert.Equal(t, 1, count(), "a program in the cache starts no toolchain")

	// An embedded file is as good as a source.
	changed := ps[0]
	changed.Program.Files = append([]lesson.File(nil), changed.Program.Files...)
	for i := range changed.Program.Files {
		if f := &changed.Program.Files[i]; f.Name == "one/x.txt" {
			f.Data = "changed\n"
		}
	}
	other, err := c.Build(t.Context(), []Program{changed})
	require.NoError(t, err)
	assert.NotEqual(t, paths[0], other[0])
	assert.Equal(t, "changed\nmore", output(t, other[0]))
	assert.Equal(t, 2, count())
}

// A binary that is no longer what was built is built again, in its place.
func TestCache_Build_damaged(t *testing.T) {
	ps := programs(t, map[string]string{"one/main.go": hello})
	c := Cache{Dir: t.TempDir()}
	paths, err := c.Build(t.Context(), ps)
	require.NoError(t, err)
	path := paths[0]
	entry := filepath.Dir(path)
	write := func(name, content string) func(binary string) error {
		return func(string) error { return os.WriteFile(filepath.Join(entry, name), []byte(content), 0o755) }
	}
	tests := []struct {
		desc   string
		damage func(binary string) error
	}{
		{"empty", write("one", "")},
		{"truncated", func(binary string) error { return os.Truncate(path, int64(len(binary)/2)) }},
		{"overwritten", write("one", "#!/bin/sh\necho damaged\n")},
		{"same size", func(binary string) error { return write("one", strings.Repeat("\x00", len(binary)))("") }},
		{"removed", func(string) error { return os.Remove(path) }},
		{"a folder", func(string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o755)) }},
		{"checksum removed", func(string) error { return os.Remove(filepath.Join(entry, checksumName)) }},
		{"checksum overwritten", write(checksumName, "x")},
		{"entry is a file", func(string) error { return errors.Join(os.RemoveAll(entry), os.WriteFile(entry, nil, 0o644)) }},
		{"entry is empty", func(string) error { return errors.Join(os.RemoveAll(entry), os.Mkdir(entry, 0o755)) }},
	}
	if runtime.GOOS != "windows" {
		tests = append(tests, struct {
			desc   string
			damage func(binary string) error
		}{"not executable", func(string) error { return os.Chmod(path, 0o644) }})
	}
	for _, tt := range tests {
		t.Run(tt.desc, func(t *testing.T) {
			binary, err := os.ReadFile(path)
			require.NoError(t, err)
			require.NoError(t, tt.damage(string(binary)))
			paths, err := c.Build(t.Context(), ps)
			require.NoError(t, err)
			assert.Equal(t, []string{path}, paths)
			assert.Equal(t, "hello\n", output(t, path))
			assert.Len(t, names(t, c.Dir), 1)
		})
	}
}

// A traceback names a program's file as the lesson does, in each of two
// lessons that have a program of the same name.
func TestCache_Build_traceback(t *testing.T) {
	source := func(text string) map[string]string {
		return map[string]string{"one/main.go": "package main\n\nfunc main() {\n\tpanic(\"" + text + "\")\n}\n"}
	}
	paths, err := (&Cache{Dir: t.TempDir()}).Build(t.Context(), programs(t, source("zh"), source("en")))
	require.NoError(t, err)
	for i, text := range []string{"zh", "en"} {
		out, err := exec.Command(paths[i]).CombinedOutput()
		assert.Error(t, err)
		assert.Contains(t, string(out), "panic: "+text)
		assert.Regexp(t, `(?m)^\tlesson/one/main.go:4`, string(out))
	}
}

func TestJob_folder(t *testing.T) {
	for _, tt := range []struct{ give, want string }{
		{"join", "join"}, {"2", "2"}, {"at-most_4", "at-most_4"},
		// go build refuses these names, or gives the binary another one.
		{"进程", "p---0123456789ab"}, {"a.b", "pa-b-0123456789ab"}, {"-x", "p-x-0123456789ab"},
		{"v2", "pv2-0123456789ab"}, {"con", "pcon-0123456789ab"}, {"Nul", "pNul-0123456789ab"}, {"COM1", "pCOM1-0123456789ab"},
	} {
		j := &job{key: "0123456789abcdef", programs: []Program{{Program: lesson.Program{Name: tt.give}}}}
		assert.Equal(t, tt.want, j.folder(), tt.give)
	}
}

// A toolchain that was replaced builds anew, and one that was not is known
// by its file alone.
func TestCache_Build_toolchainChanged(t *testing.T) {
	ps := programs(t, map[string]string{"one/main.go": hello})
	c := Cache{Dir: t.TempDir()}
	fakeGo(t, "exec $GO \"$@\"\n")
	first, err := c.Build(t.Context(), ps)
	require.NoError(t, err)

	path, err := exec.LookPath("go")
	require.NoError(t, err)
	later := time.Now().Add(time.Hour)
	require.NoError(t, os.Chtimes(path, later, later))
	second, err := c.Build(t.Context(), ps)
	require.NoError(t, err)
	assert.NotEqual(t, first, second)
}

func TestCache_Build_problems(t *testing.T) {
	tests := []struct {
		desc string
		give string // two/main.go, whose first line is line 16 of the lesson
		want []string
	}{
		{"does not compile", "package main\n\nfunc main() {\n\tx := 1\n\ty()\n\tvar s string = f(1)\n}\n\nfunc f(a, b int) string { return \"\" }\n",
			[]string{"01-l.zh.md:19: declared and not used: x", "01-l.zh.md:20: undefined: y",
				"01-l.zh.md:21: declared and not used: s", "01-l.zh.md:21: not enough arguments in call to f\n  \thave (number)\n  \twant (int, int)"}},
		{"syntax error", "package main\n\nfunc main() {\n\tx := = 1\n}\n", []string{"01-l.zh.md:19: syntax error: unexpected =, expected expression"}},
		{"broken imports", "package main\n\nimport fmt\n\nfunc main() {}\n", []string{"01-l.zh.md:18: missing import path"}},
		{"outside of the standard library", "package main\n\nimport (\n\t\"fmt\"\n\t_ \"github.com/x/y\"\n)\n\nfunc main() { fmt.Println() }\n",
			[]string{"01-l.zh.md:20: imports \"github.com/x/y\": a lesson's programs use the standard library alone"}},
		{"no such package", "package main\n\nimport _ \"fmtt\"\n\nfunc main() {}\n",
			[]string{"01-l.zh.md:18: imports \"fmtt\": a lesson's programs use the standard library alone"}},
		{"cgo", "package main\n\nimport \"C\"\n\nfunc main() {}\n",
			[]string{"01-l.zh.md:18: imports \"C\": a lesson's programs use the standard library alone, and no cgo"}},
		{"internal", "package main\n\nimport _ \"internal/abi\"\n\nfunc main() {}\n",
			[]string{"01-l.zh.md:18: use of internal package internal/abi not allowed"}},
		{"embeds nothing", "package main\n\nimport _ \"embed\"\n\n//go:embed x\nvar x string\n\nfunc main() {}\n",
			[]string{"01-l.zh.md:20: pattern x: no matching files found"}},
		{"no main", "package main\n", []string{"01-l.zh.md:16: runtime.main_main·f: function main is undeclared in the main package"}},
		{"not for this system", "//go:build none\n\npackage main\n",
			[]string{"01-l.zh.md:16: package two: build constraints exclude all Go files in two"}},
		{"line directive", "package main\n\n//line /etc/passwd:7\nfunc main() { x() }\n", []string{"01-l.zh.md:16: /etc/passwd:7: undefined: x"}},
		{"line directive into nowhere", "package main\n\n//line main.go:700\nfunc main() { x() }\n", []string{"01-l.zh.md:16: main.go:700: undefined: x"}},
		{"ten and more", "package main\n\nfunc main() {\n" + strings.Repeat("\tx()\n", 12) + "}\n", nil},
	}
	for _, tt := range tests {
		t.Run(tt.desc, func(t *testing.T) {
			ps := programs(t, map[string]string{"one/main.go": hello, "two/main.go": tt.give, "three/main.go": hello})
			c := Cache{Dir: t.TempDir()}
			paths, err := c.Build(t.Context(), ps)
			var problems lesson.Problems
			require.ErrorAs(t, err, &problems)
			var got []string
			for _, p := range problems {
				got = append(got, p.Place.String()+": "+strings.ReplaceAll(p.Msg, "\n", "\n  "))
			}
			if tt.want == nil {
				assert.Len(t, got, 11)
				assert.Contains(t, got[10], "too many errors")
			} else {
				assert.Equal(t, tt.want, got)
			}

			assert.Empty(t, paths[1])
			assert.Equal(t, "hello\n", output(t, paths[0]), "a broken program stops no other")
			assert.Equal(t, "hello\n", output(t, paths[2]))
			assert.Len(t, names(t, c.Dir), 2)
		})
	}
}

func TestPlace(t *testing.T) {
	p := programs(t, map[string]string{"one/main.go": hello, "one/more.go": "package main\n"})[0]
	for _, tt := range []struct {
		file string
		line int
		want int
	}{
		{"main.go", 1, 8}, {"main.go", 6, 13}, {"more.go", 1, 16},
		// A //line directive names what is not there.
		{"main.go", 0, 8}, {"main.go", 700, 8}, {"other.go", 1, 8},
	} {
		assert.Equal(t, tt.want, place(p, tt.file, tt.line).Line, tt)
	}
}

// A program that two lessons share is wrong in both.
func TestCache_Build_problemInBoth(t *testing.T) {
	broken := map[string]string{"one/main.go": "package main\n\nfunc main() { x() }\n"}
	_, err := (&Cache{Dir: t.TempDir()}).Build(t.Context(), programs(t, broken, broken))
	assert.EqualError(t, err, "01-l.zh.md:10: undefined: x\n02-l.zh.md:10: undefined: x")
}

func TestCache_Build_concurrent(t *testing.T) {
	ps := programs(t, map[string]string{"one/main.go": hello, "two/main.go": hello})
	dir := t.TempDir()
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			c := Cache{Dir: dir}
			paths, err := c.Build(context.Background(), ps)
			if assert.NoError(t, err) && assert.Len(t, paths, 2) {
				assert.FileExists(t, paths[0])
				assert.FileExists(t, paths[1])
			}
		})
		wg.Go(func() {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), asBuilder+"="+dir)
			out, err := cmd.CombinedOutput()
			assert.NoError(t, err, string(out))
		})
	}
	wg.Wait()
	assert.Len(t, names(t, dir), 2, "two entries, and nothing half-written")
}

// asBuilder makes this test binary build as another process would.
const asBuilder = "BUILD_TEST_DIR"

func TestMain(m *testing.M) {
	if dir := os.Getenv(asBuilder); dir != "" {
		l := &lesson.Lesson{Path: "other"}
		for _, name := range []string{"one", "two"} {
			l.Files = append(l.Files, lesson.File{Name: name + "/main.go", Data: hello, Line: 1})
		}
		var ps []Program
		for i, f := range l.Files {
			ps = append(ps, Program{Lesson: l, Program: lesson.Program{Name: filepath.Dir(f.Name), Files: l.Files[i : i+1]}})
		}
		if _, err := (&Cache{Dir: dir}).Build(context.Background(), ps); err != nil {
			panic(err)
		}
		return
	}
	os.Exit(m.Run())
}
