package lesson

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark/ast"
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
		python := "[exec:python3] ! run python3 'a file.py' # why"
		main := File{Name: "join/main.go", Kind: KindGo, Lang: "go", Data: "package main\n\nfunc main() {}\n", Line: 9}
		want := File{Name: "join.want", Kind: KindWant, Lang: "lanes", Data: "one\n  two\n", Line: 16}
		assert.Equal(t, []File{main, want}, l.Files)
		assert.Equal(t, []Program{{Name: "join", Files: []File{main}}}, l.Programs)
		assert.Equal(t, []*Block{
			{Kind: KindGo, Lang: "go", Text: main.Data, Line: 9, File: &main},
			{Kind: KindWant, Lang: "lanes", Text: want.Data, Line: 16, File: &want},
			{Kind: KindScript, Lang: "testscript", Text: "# first and last\nrun -n 30 join\n", Line: 20, To: 1},
			{Kind: KindScript, Lang: "testscript", Text: python + "\n\n# second\nlanes stdout join.want\n", Line: 25, From: 1, To: 2},
			{Kind: KindCode, Lang: "go", Text: "prose\n", Line: 31},
		}, l.Blocks)
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
	}
}

func TestRead_none(t *testing.T) {
	_, err := Read(folder(map[string]string{"README.md": "x"}), "some/dir")
	assert.ErrorIs(t, err, ErrEmpty)
	assert.ErrorContains(t, err, "some/dir")
}

const outlined = front + `Some words.

## Why it [is](06-x.en.md#a) so

![a swan](swan.png) and ![](mute.png)

` + "```go join/main.go\npackage main\n\nfunc main() {}\n```\n\n> ### Deeper\n\nSee\nthe *[web](https://example.org)*, 主进程。\n\n    indented\n\n```testscript\n# it ends\nrun join\n```\n"

func TestRead_outline(t *testing.T) {
	c, err := Read(folder(map[string]string{"05-join.en.md": outlined}), "lessons")
	require.NoError(t, err)
	line := func(text string) int { return 1 + strings.Count(outlined[:strings.Index(outlined, text)], "\n") }
	l := c.Lessons[0]
	assert.Equal(t, "Some words.", l.Intro)
	assert.Equal(t, []Heading{
		{2, "Why it is so", line("## Why"), "a swan and package main func main() {}"},
		{3, "Deeper", line("> ### Deeper"), "See the web, 主进程。 indented"},
	}, l.Headings)
	assert.Equal(t, []Link{
		{To: "06-x.en.md#a", Line: line("## Why")}, {To: "swan.png", Line: line("![a swan]"), Image: true},
		{To: "mute.png", Line: line("![a swan]"), Image: true, NoAlt: true}, {To: "https://example.org", Line: line("the *[web")},
	}, l.Links)
	assert.Equal(t, 4, l.Length.Wide)
	assert.Equal(t, 3, l.Length.Code)
	assert.Equal(t, 3, l.Files[0].Lines())
}

// The tree has a node for each block, and is the caller's alone.
func TestLesson_Tree(t *testing.T) {
	c, err := Read(folder(map[string]string{"05-join.en.md": outlined}), "lessons")
	require.NoError(t, err)
	l := c.Lessons[0]
	for range 2 {
		doc := l.Tree()
		var blocks []*Block
		_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
			if n, ok := n.(*BlockNode); ok && entering {
				blocks = append(blocks, n.Block)
			}
			return ast.WalkContinue, nil
		})
		assert.Equal(t, l.Blocks, blocks)
		doc.RemoveChildren(doc)
	}
}

func TestRead_languages(t *testing.T) {
	lesson := front + proof
	for _, tt := range []struct {
		desc  string
		give  map[string]string
		langs []string
		about map[string]About
		want  string
	}{
		{"three", map[string]string{"01-a.ja.md": lesson, "01-a.pt-BR.md": lesson, "01-a.zh-Hant.md": lesson}, []string{"ja", "pt-BR", "zh-Hant"}, nil, ""},
		{"one, named by the course", map[string]string{"01-a.md": lesson, "02-b.md": strings.Replace(lesson, "Join", "B", 1),
			aboutFile: "lang: fr\ntitle: Processus\n"}, []string{"fr"}, map[string]About{"fr": {Title: "Processus"}}, ""},
		{"titles", map[string]string{"01-a.ja.md": lesson, "01-a.en.md": lesson,
			aboutFile: "ja:\n  title: P\n  summary: a\n    b\nen: {title: Q}\n"}, []string{"en", "ja"}, map[string]About{"ja": {"P", "a b"}, "en": {Title: "Q"}}, ""},
		{"not named", map[string]string{"01-a.md": lesson}, nil, nil,
			"x/01-a.md: no language\n  hint: call it 01-a.en.md, or write \"lang: en\" into course.yaml"},
		{"no tag", map[string]string{"01-a.draft.md": lesson}, nil, nil,
			"x/01-a.draft.md: \"draft\" is not the tag of a language\n  hint: a tag is of BCP 47: en, zh, ja, pt-BR"},
		{"not canonical", map[string]string{"01-a.pt-br.md": lesson}, nil, nil,
			"x/01-a.pt-br.md: the language \"pt-br\" is written pt-BR\n  hint: call it 01-a.pt-BR.md"},
		{"twice", map[string]string{"01-a.md": lesson, "01-a.fr.md": lesson, aboutFile: "lang: fr"}, []string{"fr"}, nil,
			"x/01-a.md: the same lesson in the same language as x/01-a.fr.md\n  hint: remove one of them"},
		{"keys", map[string]string{"01-a.en.md": lesson, aboutFile: "titel: a\nlang: [en]\nen:\n  sumary: b\nen: {}\nfr: x\n"}, []string{"en"}, nil,
			"x/course.yaml:1: unknown key \"titel\": neither title, summary, lang nor a language\n  hint: did you mean \"title\"?\n" +
				"x/course.yaml:2: not a text\n  hint: put a text with brackets or a colon in it between quotes\n" +
				"x/course.yaml:2: \"\" is not the tag of a language\n  hint: a tag is of BCP 47: en, zh, ja, pt-BR\n" +
				"x/course.yaml:4: unknown key \"sumary\"\n  hint: did you mean \"summary\"?\n" +
				"x/course.yaml:5: en for a second time\n" +
				"x/course.yaml:6: not a list of keys and values"},
		{"no YAML", map[string]string{"01-a.en.md": lesson, aboutFile: "en:\n\ttitle: a\n"}, []string{"en"}, nil,
			"x/course.yaml:2: found character that cannot start any token"},
	} {
		t.Run(tt.desc, func(t *testing.T) {
			c, err := Read(folder(tt.give), "x")
			assert.Equal(t, tt.langs, c.Langs)
			if tt.want != "" {
				assert.EqualError(t, err, tt.want)
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.about, c.About)
			for _, l := range c.Lessons {
				for _, lang := range c.Langs {
					assert.Equal(t, lang, c.Twin(l, lang).Lang)
					assert.Equal(t, l.Name, c.Twin(l, lang).Name)
				}
				assert.Nil(t, c.Twin(l, "de"))
			}
		})
	}
}

// What was recorded stays true while prose, roles of files or broken lines
// change.
func TestLesson_Hash(t *testing.T) {
	hash := func(text string) string {
		t.Helper()
		c, err := Read(folder(map[string]string{"05-join.en.md": front + text}), "")
		require.NoError(t, err)
		return c.Lessons[0].Hash
	}
	const file, script = "```text a.txt\nx\n```\n", "```testscript\n# it holds\nrun join\n```\n"
	want := hash(file + script)
	for _, same := range []string{"Prose.\n\n" + file + script, "```text a.txt given\nx\n```\n" + script, file + "```testscript\n# it holds\nrun join\nbroken a.txt 'x' 'y'\n```\n"} {
		assert.Equal(t, want, hash(same), same)
	}
	for _, other := range []string{script, "```text b.txt\nx\n```\n" + script, "```text a.txt\ny\n```\n" + script, file + "```testscript\n# it stands\nrun join\n```\n", file + "```testscript\n# it holds\nrun -n 2 join\n```\n"} {
		assert.NotEqual(t, want, hash(other), other)
	}
}
