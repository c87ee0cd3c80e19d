package lesson

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const outlined = front + `## Why it [is](06-x.en.md#a) so

![a swan](swan.png) and ![](mute.png)

` + "```go join/main.go\npackage main\n\nfunc main() {}\n```\n\n> ### Deeper\n\nSee\nthe *[web](https://example.org)*, 主进程。\n\n```testscript\n# it ends\nrun join\n\n# it ends well\nrun join\n```\n"

func TestReadIndex_outline(t *testing.T) {
	x, err := ReadIndex(fstest.MapFS{"05-join.en.md": {Data: []byte(outlined)}}, "lessons", nil)
	require.NoError(t, err)
	require.Len(t, x.Lessons, 1)
	line := func(text string) int { return 1 + strings.Count(outlined[:strings.Index(outlined, text)], "\n") }
	o := x.Lessons[0]
	assert.Equal(t, "lessons/05-join.en.md", o.Path)
	assert.Equal(t, []Heading{{2, "Why it is so", line("## Why")}, {3, "Deeper", line("> ### Deeper")}}, o.Headings)
	assert.Equal(t, []Link{
		{To: "06-x.en.md#a", Line: line("## Why")}, {To: "swan.png", Line: line("![a swan]"), Picture: true},
		{To: "mute.png", Line: line("![a swan]"), Picture: true, Mute: true}, {To: "https://example.org", Line: line("the *[web")},
	}, o.Links)
	assert.Equal(t, []FileName{{"join/main.go", line("package main"), 3}}, o.FileNames)
	assert.Equal(t, []Sentence{{"it ends", line("# it ends\n")}, {"it ends well", line("# it ends well")}}, o.Sentences)
	assert.Equal(t, 3, o.Length.Code)
	assert.Equal(t, 4, o.Length.Wide)
	assert.Nil(t, o.Named("join"))
	assert.Equal(t, "join/main.go", o.Named("join/main.go").Name)
}

func whole(t *testing.T, x *Index, o *Outline) *Lesson {
	t.Helper()
	l, err := x.Lesson(o)
	require.NoError(t, err)
	return l
}

// What is known of a lesson is what would be read of it, and the lesson is
// read in full all the same when it is asked for.
func TestReadIndex_memory(t *testing.T) {
	files := fstest.MapFS{
		"05-join.en.md": {Data: []byte(outlined)},
		"05-join.zh.md": {Data: []byte(strings.ReplaceAll("\ufeff"+outlined, "\n", "\r\n"))},
	}
	file := filepath.Join(t.TempDir(), "deep", "memory")
	read := func(stamp string) (*Index, int) {
		t.Helper()
		m := OpenMemory(file, stamp)
		x, err := ReadIndex(files, "lessons", m)
		require.NoError(t, err)
		m.Save()
		parsed := 0
		for _, line := range m.news {
			if strings.HasPrefix(string(line), "outline ") {
				parsed++
			}
		}
		return x, parsed
	}
	same := func(want, got *Index) {
		t.Helper()
		require.Len(t, got.Lessons, len(want.Lessons))
		for i, o := range want.Lessons {
			assert.Equal(t, o, got.Lessons[i])
			one, other, again := whole(t, want, o), whole(t, got, got.Lessons[i]), whole(t, want, o)
			assert.NotSame(t, one, again, "it is the caller's alone")
			assert.Equal(t, *o, one.Outline)
			assert.Equal(t, *o, other.Outline)
			assert.Equal(t, string(one.Source), string(other.Source))
			assert.Equal(t, one.Files, other.Files)
			assert.Equal(t, one.Claims, other.Claims)
			assert.NotNil(t, other.Doc)
		}
	}
	first, parsed := read("1")
	assert.Equal(t, 2, parsed)
	again, parsed := read("1")
	assert.Zero(t, parsed)
	same(first, again)
	_, parsed = read("2")
	assert.Equal(t, 2, parsed, "another program may see more")
	_, parsed = read("2")
	assert.Zero(t, parsed)

	files["05-join.en.md"] = &fstest.MapFile{Data: []byte(outlined + "\nMore.\n")}
	_, parsed = read("2")
	assert.Equal(t, 1, parsed)
	moved := files["05-join.zh.md"]
	files = fstest.MapFS{"06-wait.zh.md": moved}
	x, parsed := read("2")
	assert.Zero(t, parsed, "it has only another name")
	assert.Equal(t, "06", x.Lessons[0].Number)
	assert.Equal(t, "06-wait", whole(t, x, x.Lessons[0]).Name)

	files["06-wait.zh.md"] = &fstest.MapFile{Data: []byte("# wrong\n")}
	for range 2 {
		_, err := ReadIndex(files, "lessons", OpenMemory(file, "2"))
		assert.ErrorContains(t, err, "no front matter", "what is wrong is told each time")
	}
	files["06-wait.zh.md"] = moved
	for _, broken := range []string{"", "2", "2\n", "2\nx", "2\noutline " + x.Lessons[0].Sum + " {", "2\nfile 06-wait.zh.md x", "\x00\n"} {
		require.NoError(t, os.WriteFile(file, []byte(broken), 0o644))
		_, parsed = read("2")
		assert.Equal(t, 1, parsed, "%q", broken)
		_, parsed = read("2")
		assert.Zero(t, parsed, "%q", broken)
	}
}
