package lesson

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// wrong are lessons that are wrong, one way each, with the whole message.
var wrong = []struct {
	desc string
	give string
	want string
}{
	// Front matter.
	{"empty", "", `x/05-join.zh.md: proves nothing: no testscript block with a claim
  hint: add a testscript block with a claim and the commands that prove it
x/05-join.zh.md:1: no front matter
  hint: a lesson begins with:
  ---
  title: …
  summary: …
  part: …
  ---`},
	{"front matter late", "\n" + front + proof, "x/05-join.zh.md:1: no front matter\n  hint: " + indentRest(frontHint, "  ")},
	{"front matter in a quote", "> ---\n" + front[4:] + proof, "x/05-join.zh.md:1: no front matter\n  hint: " + indentRest(frontHint, "  ")},
	{"front matter without end", "-----\ntitle: a\n", `x/05-join.zh.md: proves nothing: no testscript block with a claim
  hint: add a testscript block with a claim and the commands that prove it
x/05-join.zh.md:1: front matter without an end
  hint: close it with a line "-----" of its own`},
	{"not YAML", "---\ntitle: a\nsummary: b: c\n---\n" + proof, `x/05-join.zh.md:3: front matter: mapping values are not allowed in this context
  hint: put a text with a colon in it between quotes`},
	{"not YAML in its first line", "---\ntitle: a: b\n---\n" + proof, `x/05-join.zh.md:2: front matter: mapping values are not allowed in this context
  hint: put a text with a colon in it between quotes`},
	{"not keys", "---\n- title\n---\n" + proof, "x/05-join.zh.md:2: front matter: not a list of keys and values\n  hint: " + indentRest(frontHint, "  ")},
	{"keys", "---\ntitel: a\nnote: b\ncolour: c\ntitle: d\npart:\nsummary: [e]\ntitle: f\nnotes:\n---\n" + proof, `x/05-join.zh.md:2: front matter: unknown key "titel"
  hint: did you mean "title"?
x/05-join.zh.md:3: front matter: unknown key "note"
  hint: did you mean "notes"?
x/05-join.zh.md:4: front matter: unknown key "colour"
  hint: the keys are title, summary, part, notes
x/05-join.zh.md:6: front matter: part is empty
x/05-join.zh.md:7: front matter: summary is not a text
  hint: put a text with brackets or a colon in it between quotes
x/05-join.zh.md:8: front matter: title for a second time, first at x/05-join.zh.md:5`},
	{"keys missing", "---\n---\n" + proof, `x/05-join.zh.md:1: front matter: no title
  hint: add a line "title: …"
x/05-join.zh.md:1: front matter: no summary
  hint: add a line "summary: …"
x/05-join.zh.md:1: front matter: no part
  hint: add a line "part: …"`},
	{"YAML's other line ends", "---\ntitle: a\rb\u0085c\u2028d\u2029e\nsummary: b: c\n---\n" + proof, `x/05-join.zh.md:3: front matter: mapping values are not allowed in this context
  hint: put a text with a colon in it between quotes`},
	{"not UTF-8", front + "prose\nprose \xff\n" + proof, `x/05-join.zh.md:7: not UTF-8 text
  hint: save the file as UTF-8`},

	// Files.
	{"name twice", front + "```text a.txt\n```\n```text a.txt\n```\n" + proof,
		`x/05-join.zh.md:8: file "a.txt" for a second time, first at x/05-join.zh.md:6`},
	{"two names", front + "```text a b\n```\n" + proof, `x/05-join.zh.md:6: a block with two names, "a" and "b"
  hint: a name of a file has no spaces`},
	{"leaves the archive", front + "```text a/../../b\n```\n" + proof, `x/05-join.zh.md:6: file "a/../../b" leaves the archive
  hint: a name is a path inside the archive, with slashes: join/main.go`},
	{"absolute", front + "```text /etc/passwd\n```\n" + proof, `x/05-join.zh.md:6: file "/etc/passwd" leaves the archive: an absolute path
  hint: a name is a path inside the archive, with slashes: join/main.go`},
	{"drive", front + "```text C:x\n```\n" + proof, `x/05-join.zh.md:6: file "C:x" leaves the archive: an absolute path
  hint: a name is a path inside the archive, with slashes: join/main.go`},
	{"backslash", front + "```text a\\b\n```\n" + proof, `x/05-join.zh.md:6: file "a\\b" has a backslash
  hint: a name is a path inside the archive, with slashes: join/main.go`},
	{"directory", front + "```text a/\n```\n" + proof, `x/05-join.zh.md:6: file "a/" is a directory
  hint: a name is a path inside the archive, with slashes: join/main.go`},
	{"roundabout", front + "```text ./a\n```\n" + proof, `x/05-join.zh.md:6: file "./a" is a roundabout path
  hint: write a`},
	{"control character", front + "```text a\x01\n```\n" + proof, `x/05-join.zh.md:6: file "a\x01" has a control character
  hint: a name is a path inside the archive, with slashes: join/main.go`},
	{"flag", front + "```text -a\n```\n" + proof, `x/05-join.zh.md:6: file "-a" would be read as a flag
  hint: begin the name with a letter`},
	{"file and directory", front + "```text a\n```\n```text a/b\n```\n" + proof,
		`x/05-join.zh.md:6: "a" is a file here and a directory at x/05-join.zh.md:8`},
	{"marker", front + "```text a\nx\n-- b --\n```\n" + proof, `x/05-join.zh.md:8: "-- b --" begins a file in a txtar archive
  hint: indent the line`},
	{"marker without a name", front + "```text a\nx\n-- --\n```\n" + proof, `x/05-join.zh.md:8: "-- --" begins a file in a txtar archive
  hint: indent the line`},
	{"marker in the script", front + proof + "```testscript\n-- b --\n```\n", `x/05-join.zh.md:12: "-- b --" begins a file in a txtar archive
  hint: indent the line`},

	// Programs.
	{"no program", front + "```go join/a.go\npackage main\n```\n" + proof, `x/05-join.zh.md:6: join/a.go is part of no program
  hint: a program is a directory with a main.go`},
	{"program without a name", front + "```go main.go\npackage main\n```\n" + proof, `x/05-join.zh.md:6: main.go in no directory
  hint: name it join/main.go: the directory is the program's name`},
	{"program in a program", front + "```go a/b/main.go\npackage main\n```\n" + proof, `x/05-join.zh.md:6: program "a/b" inside of another directory
  hint: name it b/main.go`},
	{"package", front + "```go join/main.go\n// Join.\npackage join\n```\n" + proof,
		`x/05-join.zh.md:8: join/main.go is of package join: a program's files are of package main
  hint: write package main`},

	// What would be hidden.
	{"swallowed script", front + proof + "```\nx\n\n```testscript\n# two\nrun b\n```\n", `x/05-join.zh.md:11: the block is not closed before the block of line 14
  hint: ` + fenceHint},
	{"script in a longer fence is shown", front + proof + "````\n```testscript\n# two\n````\n~~~\n```go a\n~~~\n" + "```\n", `x/05-join.zh.md:18: the block is not closed
  hint: ` + fenceHint},
	{"not closed in a quote", front + proof + "> ```\n> x\n\ntext\n", `x/05-join.zh.md:11: the block is not closed
  hint: ` + fenceHint},
	{"misspelt script", front + proof + "```testScript\n```\n\n```test-script\n```\n\n```testscript,x\n```\n\n```{testscript}\n```\n\n```typescript\n```\n", `x/05-join.zh.md:11: "testScript": did you mean testscript?
  hint: write ` + "```" + `testscript
x/05-join.zh.md:14: "test-script": did you mean testscript?
  hint: write ` + "```" + `testscript
x/05-join.zh.md:17: "testscript,x": did you mean testscript?
  hint: write ` + "```" + `testscript
x/05-join.zh.md:20: "{testscript}": did you mean testscript?
  hint: write ` + "```" + `testscript`},
	{"misspelt files", front + proof + "```Lanes a.want\n```\n\n```Go a/main.go\npackage main\n```\n\n```py a.py\n```\n\n```lane\n```\n", `x/05-join.zh.md:11: "Lanes": did you mean lanes?
  hint: write ` + "```" + `lanes
x/05-join.zh.md:14: "Go": did you mean go?
  hint: write ` + "```" + `go
x/05-join.zh.md:18: "py": did you mean python?
  hint: write ` + "```" + `python`},
	{"indented script", front + proof + "text\n\n    ```testscript\n    # two\n    ```\n", `x/05-join.zh.md:13: the script is indented, and so only shown as code
  hint: take the indentation away`},
	{"script in HTML", front + proof + "<div>\n```testscript\n# two\n```\n</div>\n", `x/05-join.zh.md:11: HTML, <div>, would be shown as text
  hint: a lesson has no HTML: write Markdown, or ` + "`<div>`" + `
x/05-join.zh.md:12: the fence stands in a block of HTML, and opens no block
  hint: put an empty line before it
x/05-join.zh.md:14: the fence stands in a block of HTML, and opens no block
  hint: put an empty line before it`},
	{"backtick behind a fence", front + proof + "```testscript `x`\n# two\n", `x/05-join.zh.md:11: the fence opens no block: what follows it has a backtick
  hint: put no backtick behind a fence of backticks`},
	{"tags", front + proof + "Press <kbd>Ctrl</kbd> of <pid>,\none<br/>two `<b>` \\<i> <A href=x>\n", `x/05-join.zh.md:11: HTML, <kbd>, would be shown as text
  hint: a lesson has no HTML: write Markdown, or ` + "`<kbd>`" + `
x/05-join.zh.md:12: HTML, <br>, would be shown as text
  hint: a lesson has no HTML: write Markdown, or ` + "`<br>`" + `
x/05-join.zh.md:12: HTML, <a>, would be shown as text
  hint: a lesson has no HTML: write Markdown, or ` + "`<a>`"},
	{"wide table", front + proof + strings.Repeat("|a", 101) + "|\n" + strings.Repeat("|-", 101) + "|\nb\n", `x/05-join.zh.md:12: a table of more than 100 columns
  hint: make two tables of it, or a list`},
	{"footnote without a text", front + proof + "A[^1] and `[^2]` and\n[^three].\n\n[^1]: one\n", `x/05-join.zh.md:12: the footnote [^three] has no text
  hint: add a line "[^three]: …", or write it as ` + "`[^three]`"},

	// Script.
	{"named script", front + proof + "```testscript a.txtar\n```\n", `x/05-join.zh.md:11: a testscript block with a name, "a.txtar"
  hint: leave the name out: the testscript blocks, in order, are the lesson's script`},
	{"empty script", front + "```testscript\n\n```\n", `x/05-join.zh.md: proves nothing: no testscript block with a claim
  hint: add a testscript block with a claim and the commands that prove it`},
	{"no claim", front + "```testscript\nrun a\nrun b\n```\n", `x/05-join.zh.md:7: a command that proves no claim
  hint: a line "# what the commands below it prove" opens a claim`},
	{"unproved", front + "```testscript\n# one\n# two\nrun a\n#\nrun b\n# three\n```\n", `x/05-join.zh.md:7: no command proves this claim
  hint: put commands below it, or make it prose; a claim is one line
x/05-join.zh.md:10: a claim without words
  hint: a line "# what the commands below it prove" opens a claim
x/05-join.zh.md:12: no command proves this claim
  hint: put commands below it, or make it prose; a claim is one line`},
	{"commands", front + "```testscript\n# one\n run 'a # b\n[x\n[] run\n[!race]\n!\n[linux] skip\nstop\n```\n", `x/05-join.zh.md:8: a quoted argument without an end
x/05-join.zh.md:9: a condition is one word in brackets: [exec:python3] or [!race]
x/05-join.zh.md:10: a condition is one word in brackets: [exec:python3] or [!race]
x/05-join.zh.md:11: a condition without a command
x/05-join.zh.md:12: ! without a command
x/05-join.zh.md:13: skip is not for lessons: a claim is held back by a condition instead
  hint: a condition holds commands back, and says why: [exec:python3] run python3 join.py
x/05-join.zh.md:14: stop is not for lessons: a claim is held back by a condition instead
  hint: a condition holds commands back, and says why: [exec:python3] run python3 join.py`},
}

func TestRead_problems(t *testing.T) {
	for _, tt := range wrong {
		t.Run(tt.desc, func(t *testing.T) {
			c, err := Read(folder(map[string]string{"05-join.zh.md": tt.give}), "x")
			var problems Problems
			require.ErrorAs(t, err, &problems)
			assert.Equal(t, tt.want, problems.Error())
			assert.Len(t, c.Lessons, 1, "what could be read is returned")
		})
	}
}

// right are lessons that might be taken for wrong ones.
var right = []string{
	front + proof,
	"---\ntitle: 'a: b'\nsummary: |\n  b\n  c\npart: 3\nnotes: null\n---\n" + proof,
	front + "```\n```\n```go {1,2} a\n```\n```go title=x\n```\n```{.go .x}\n```\n```text a {3}\n```\n" + proof,
	front + "    ```text ../a\n\n<!--\n```text ../a\n-->\n" + proof,
	front + "```go join/main.go\npackage main; func\n```\n```html join/a/b.html\n```\n" + proof,
	front + "```text a..b\n-- \n --\n```\n" + proof,
	front + "```testscript\n # only a comment\n# claim\nrun 'a''b' 'skip'\n  # comment\n\n```\n",
}

func TestRead_right(t *testing.T) {
	for _, src := range right {
		_, err := Read(folder(map[string]string{"05-join.zh.md": src}), "x")
		assert.NoError(t, err, src)
	}
}

func TestRead_folder(t *testing.T) {
	ok := front + proof
	c, err := Read(folder(map[string]string{
		"04-one.zh.md":    ok,
		"05-join.zh.md":   ok,
		"05-join.en.md":   ok,
		"05-start.zh.md":  ok, // a number twice, and no twin
		"06-join.en.md":   ok, // a slug twice, and no twin
		"notes.md":        ok,
		"7-pool.zh.md":    ok,
		"07-Pool.zh.md":   ok,
		"07-pool.Fr.md":   ok,
		"07-pool-.zh.md":  ok,
		"07-pool.zh.MD":   ok,
		".#05-join.zh.md": ok,
		"07-pool.md.txt":  ok,
	}), "")
	const lost = ": not a lesson\n  hint: " + nameHint + "\n"
	const every = "\n  hint: every lesson exists in every language of the course: en, zh"
	assert.Equal(t, []string{"en", "zh"}, c.Langs)
	assert.EqualError(t, err, `04-one.zh.md: its twin 04-one.en.md is missing`+every+`
05-start.zh.md: number 05 is that of 05-join.en.md
  hint: give one of them another number
05-start.zh.md: its twin 05-start.en.md is missing`+every+`
06-join.en.md: slug "join" is that of 05-join.en.md
  hint: the languages of a lesson have the same number; two lessons have different slugs
06-join.en.md: its twin 06-join.zh.md is missing`+every+`
07-Pool.zh.md`+lost+`07-pool-.zh.md`+lost+`07-pool.Fr.md: the language "Fr" is written fr
  hint: call it 07-pool.fr.md
07-pool.zh.MD`+lost+`7-pool.zh.md`+lost+`notes.md`+lost[:len(lost)-1])
}

// unreadable has one file that can't be opened.
type unreadable struct{ fstest.MapFS }

func (f unreadable) Open(name string) (fs.File, error) {
	if name == "04-start.zh.md" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return f.MapFS.Open(name)
}

func (f unreadable) ReadFile(name string) ([]byte, error) {
	if _, err := f.Open(name); err != nil {
		return nil, err
	}
	return f.MapFS.ReadFile(name)
}

func TestRead_unreadable(t *testing.T) {
	c, err := Read(unreadable{folder(map[string]string{"04-start.zh.md": "", "05-join.zh.md": front + proof})}, "x")
	assert.EqualError(t, err, "x/04-start.zh.md: can't be read: permission denied")
	assert.Len(t, c.Lessons, 1)

	_, err = Read(noFolder{}, "x")
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

type noFolder struct{}

func (noFolder) Open(string) (fs.File, error) { return nil, fs.ErrNotExist }
