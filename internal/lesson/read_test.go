package lesson

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// front is a front matter that is right: five lines.
const front = "---\ntitle: Join\nsummary: Who waits.\npart: Process\n---\n"

// proof is a script that is right: five lines with the empty one.
const proof = "\n```testscript\n# it holds\nrun join\n```\n"

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

func TestRead(t *testing.T) {
	src := strings.Join([]string{
		"---", "title: Join", "summary: Who waits.", "part: Process", "notes: join", "---", // 1-6
		"",
		"```go join/main.go", // 8
		"package main", "", "func main() {}",
		"```", // 12
		"- a list:",
		"",
		"  ```lanes join.want", // 15
		"  one",
		"    two",
		"  ```",
		"> ```testscript", // 19
		"> # first and last",
		"> run -n 30 join",
		"> ```",
		"",
		"~~~~testscript", // 24
		"[exec:python3] ! run python3 'a file.py' # why",
		"",
		"# second",
		"lanes stdout join.want",
		"~~~~",
		"```go {3}", "prose", "```",
	}, "\n")
	c, err := Read(folder(map[string]string{
		"05-join.zh.md":      "\ufeff" + strings.ReplaceAll(src, "\n", "\r\n"),
		"05-join.en.md":      src,
		"README.md":          "not a lesson, and that is all right",
		"recordings/x.md":    "neither",
		"recordings/05.json": "",
		"lessons.go":         "",
	}), "lessons")
	require.NoError(t, err)
	assert.Equal(t, []string{"en", "zh"}, c.Langs)
	require.Len(t, c.Lessons, 2)
	for _, l := range c.Lessons {
		assert.Equal(t, "05-join", l.Name)
		assert.Equal(t, "lessons/05-join."+l.Lang+".md", l.Path)
		assert.Equal(t, []string{"Join", "Who waits.", "Process", "join"}, []string{l.Title, l.Summary, l.Part, l.Notes})
		assert.Equal(t, src, string(l.Source))
		main := File{Name: "join/main.go", Lang: "go", Data: "package main\n\nfunc main() {}\n", Line: 9}
		assert.Equal(t, []File{main, {Name: "join.want", Lang: "lanes", Data: "one\n  two\n", Line: 16}}, l.Files)
		assert.Equal(t, []Program{{Name: "join", Files: []File{main}}}, l.Programs)
		python := "[exec:python3] ! run python3 'a file.py' # why"
		assert.Equal(t, []Claim{
			{Text: "first and last", Line: 20, Commands: []Command{
				{Text: "run -n 30 join", Line: 21, Args: []Arg{{"run", false}, {"-n", false}, {"30", false}, {"join", false}}},
				{Text: python, Line: 25, Conds: []string{"exec:python3"}, Neg: true,
					Args: []Arg{{"run", false}, {"python3", false}, {"a file.py", true}}},
			}},
			{Text: "second", Line: 27, Commands: []Command{
				{Text: "lanes stdout join.want", Line: 28, Args: []Arg{{"lanes", false}, {"stdout", false}, {"join.want", false}}},
			}},
		}, l.Claims)

		script := strings.Split(l.Script(), "\n")
		assert.Equal(t, []string{"# first and last", "run -n 30 join"}, script[19:21])
		assert.Equal(t, python, script[24])
		assert.Equal(t, []string{"", "# second", "lanes stdout join.want", ""}, script[25:])
		a := l.Archive()
		assert.Equal(t, l.Script(), string(a.Comment))
		require.Len(t, a.Files, 2)
		assert.Equal(t, "join.want", a.Files[1].Name)
	}
}

func TestRead_none(t *testing.T) {
	_, err := Read(folder(map[string]string{"README.md": "x"}), "some/dir")
	assert.ErrorIs(t, err, ErrEmpty)
	assert.ErrorContains(t, err, "some/dir")
}
