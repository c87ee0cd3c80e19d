package lesson

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/zeebo/xxh3"

	"github.com/seed-05413062/course/internal/stamp"
)

const outlined = front + `## Why it [is](06-x.en.md#a) so

![a swan](swan.png) and ![](mute.png)

` + "```go join/main.go\npackage main\n\nfunc main() {}\n```\n\n> ### Deeper\n\nSee\nthe *[web](https://example.org)*, 主进程。\n\n```testscript\n# it ends\nrun join\n\n# it ends well\nrun join\n```\n"

func TestReadIndex_outline(t *testing.T) {
	x, err := ReadIndex(fstest.MapFS{"05-join.en.md": {Data: []byte(outlined)}}, "lessons", nil, nil)
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
		x, err := ReadIndex(files, "lessons", m, nil)
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
		m := OpenMemory(file, "2")
		_, err := ReadIndex(files, "lessons", m, nil)
		m.Save()
		assert.ErrorContains(t, err, "no front matter", "what is wrong is told each time")
	}
	files["06-wait.zh.md"] = moved
	for _, broken := range []string{"", "2", "2\n", "2\nx", "2\noutline " + x.Lessons[0].Sum + " {", "2\nfile 06-wait.zh.md x", "2\nfile 06-wait.zh.md 1 2 3", "\x00\n"} {
		require.NoError(t, os.WriteFile(file, []byte(broken), 0o644))
		_, parsed = read("2")
		assert.Equal(t, 1, parsed, "%q", broken)
		_, parsed = read("2")
		assert.Zero(t, parsed, "%q", broken)
	}
}

// counted counts how often files are read.
type counted struct {
	fs.FS
	reads int
}

func (c *counted) ReadFile(name string) ([]byte, error) {
	c.reads++
	return fs.ReadFile(c.FS, name)
}

func (c *counted) Stat(name string) (fs.FileInfo, error) { return fs.Stat(c.FS, name) }

// A file that nobody has touched is read once, and never again; one that was
// touched a moment before it was read is read again.
func TestMemory_Sum(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there is no stamp to be trusted")
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "memory")
	fresh := filepath.Join(dir, "fresh")
	require.NoError(t, os.WriteFile(fresh, []byte("one"), 0o644))
	sum := func(fsys *counted, name string) string {
		t.Helper()
		m := OpenMemory(file, "maker")
		sum, word, err := m.Sum(fsys, name, func(data []byte) string { return strconv.Itoa(len(data)) })
		require.NoError(t, err)
		data, err := fs.ReadFile(fsys.FS, name)
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf("%x", xxh3.Hash128(data).Bytes()), sum)
		assert.Equal(t, strconv.Itoa(len(data)), word)
		m.Save()
		return sum
	}
	settled := &counted{FS: os.DirFS(".")}
	for range 3 {
		sum(settled, "doc.go") // nobody has written it in the last seconds
	}
	assert.Equal(t, 1, settled.reads)

	moved := &counted{FS: os.DirFS(dir)}
	first := sum(moved, "fresh")
	assert.Equal(t, first, sum(moved, "fresh"))
	assert.Equal(t, 2, moved.reads)
	require.NoError(t, os.WriteFile(fresh, []byte("two"), 0o644))
	assert.NotEqual(t, first, sum(moved, "fresh"))

	m := OpenMemory(file, "maker")
	m.files["fresh"] = seen{"another stamp", "wrong", "0"}
	again, _, err := m.Sum(moved, "fresh", nil)
	assert.NoError(t, err)
	assert.Equal(t, sum(moved, "fresh"), again)

	_, _, err = OpenMemory(file, "maker").Sum(moved, "none", nil)
	assert.ErrorIs(t, err, fs.ErrNotExist)
	_, _, err = (*Memory)(nil).Sum(moved, "fresh", nil)
	assert.NoError(t, err)
}

// Who has made something of a file asks for the sum of what it was then.
func TestMemory_Read(t *testing.T) {
	files := fstest.MapFS{"a": {Data: []byte("one")}}
	m := OpenMemory(filepath.Join(t.TempDir(), "memory"), "maker")
	length := func(data []byte) string { return strconv.Itoa(len(data)) }
	data, err := m.Read(files, "a", length)
	require.NoError(t, err)
	assert.Equal(t, "one", string(data))
	files["a"].Data = []byte("three")
	sum, word, err := m.Sum(files, "a", length)
	require.NoError(t, err)
	assert.Equal(t, fmt.Sprintf("%x", xxh3.Hash128([]byte("one")).Bytes()), sum)
	assert.Equal(t, "3", word)
	_, err = m.Read(files, "none", length)
	assert.ErrorIs(t, err, fs.ErrNotExist)
	files["none"] = files["a"]
	sum, word, err = m.Sum(files, "none", length)
	require.NoError(t, err)
	assert.Empty(t, sum+word, "there was none")
	data, err = (*Memory)(nil).Read(files, "a", length)
	require.NoError(t, err)
	assert.Equal(t, "three", string(data))

	// A file that is known is read all the same.
	m.Save()
	m = OpenMemory(m.file, "maker")
	m.files["a"] = seen{stamp.Of(must(fs.Stat(files, "a"))).String(), "sum", "word"}
	data, err = m.Read(files, "a", length)
	require.NoError(t, err)
	assert.Equal(t, "three", string(data))
	assert.Empty(t, m.news)
	assert.Equal(t, []string{"a"}, m.used)
}

// Lessons are offered once they are parsed, and those that are in order; what
// is taken is not held, and can be read again.
func TestReadIndex_take(t *testing.T) {
	files := fstest.MapFS{
		"05-join.en.md": {Data: []byte(outlined)}, "05-join.zh.md": {Data: []byte(outlined)},
		"06-wrong.en.md": {Data: []byte("---\ntitle: T\n---\n")},
	}
	file := filepath.Join(t.TempDir(), "memory")
	offered := func() (langs []string, x *Index) {
		var mu sync.Mutex
		m := OpenMemory(file, "maker")
		x, err := ReadIndex(files, "lessons", m, func(l *Lesson) bool {
			mu.Lock()
			defer mu.Unlock()
			assert.Equal(t, "05-join", l.Name)
			assert.NotEmpty(t, l.Hash)
			langs = append(langs, l.Lang)
			l.Doc = nil
			return l.Lang == "en"
		})
		assert.Error(t, err)
		m.Save()
		return langs, x
	}
	langs, x := offered()
	assert.ElementsMatch(t, []string{"en", "zh"}, langs)
	zh := x.In("zh")[0]
	en := x.Twin(zh, "en")
	assert.Nil(t, x.files[en].source)
	assert.NotNil(t, x.files[zh].source)
	assert.Equal(t, outlined, string(whole(t, x, en).Source))
	langs, _ = offered()
	assert.Empty(t, langs, "they are known")
}

// A lesson with problems is read each time. Where somebody mends it in that
// moment, what is read is not taken for what was wrong.
func TestReadIndex_mended(t *testing.T) {
	const name = "05-join.en.md"
	files := fstest.MapFS{name: {Data: []byte("# wrong\n")}}
	file := filepath.Join(t.TempDir(), "memory")
	m := OpenMemory(file, "maker")
	_, err := ReadIndex(files, "lessons", m, nil)
	require.Error(t, err)
	wrong := fmt.Sprintf("%x", xxh3.Hash128(files[name].Data).Bytes())
	m.news = [][]byte{lineOfFile(name, seen{stamp.Of(must(fs.Stat(files, name))).String(), wrong, ""})}
	m.Save()

	m = OpenMemory(file, "maker")
	x, err := ReadIndex(mending{files}, "lessons", m, nil)
	require.NoError(t, err)
	assert.Equal(t, fmt.Sprintf("%x", xxh3.Hash128([]byte(outlined)).Bytes()), x.Lessons[0].Sum)
	m.Save()
	assert.Nil(t, OpenMemory(file, "maker").outlines[wrong])
}

// mending has other texts than its stamps say.
type mending struct{ fstest.MapFS }

func (mending) ReadFile(string) ([]byte, error) { return []byte(outlined), nil }

// An index with texts has them as they were, whatever becomes of the files.
func TestReadTexts(t *testing.T) {
	files := fstest.MapFS{"05-join.en.md": {Data: []byte(outlined)}}
	file := filepath.Join(t.TempDir(), "memory")
	for _, known := range []bool{false, true} {
		m := OpenMemory(file, "maker")
		x, err := ReadTexts(files, "lessons", m)
		require.NoError(t, err)
		m.Save()
		assert.Equal(t, known, len(m.news) == 0)
		changed := files["05-join.en.md"]
		files["05-join.en.md"] = &fstest.MapFile{Data: []byte("# wrong\n")}
		assert.Equal(t, outlined, string(whole(t, x, x.Lessons[0]).Source))
		files["05-join.en.md"] = changed
	}
}

// Another program's memory is not written to.
func TestMemory_Save_anotherMaker(t *testing.T) {
	files := fstest.MapFS{"05-join.en.md": {Data: []byte(outlined)}}
	file := filepath.Join(t.TempDir(), "memory")
	save := func(m *Memory) {
		_, err := ReadIndex(files, "lessons", m, nil)
		require.NoError(t, err)
		m.Save()
	}
	save(OpenMemory(file, "1"))
	mine := OpenMemory(file, "1")
	save(OpenMemory(file, "2"))
	files["05-join.en.md"] = &fstest.MapFile{Data: []byte(outlined + "\nMore.\n")}
	save(mine)
	assert.Len(t, OpenMemory(file, "2").outlines, 1, "its own")
}

// A memory is begun anew when most of it is of files that are not there any
// more.
func TestMemory_Save(t *testing.T) {
	file := filepath.Join(t.TempDir(), "memory")
	size := 0
	for i := range 300 {
		m := OpenMemory(file, "maker")
		files := fstest.MapFS{"05-join.en.md": {Data: []byte(fmt.Sprintf("%s\nLine %d.\n", outlined, i))}}
		_, err := ReadIndex(files, "lessons", m, nil)
		require.NoError(t, err)
		m.Save()
		info, err := os.Stat(file)
		require.NoError(t, err)
		size = max(size, int(info.Size()))
	}
	assert.Less(t, size, 120*len(outlined)*2)
	m := OpenMemory(file, "maker")
	assert.Less(t, m.lines, 100)
	_, err := ReadIndex(fstest.MapFS{"05-join.en.md": {Data: []byte(outlined + "\nLine 299.\n")}}, "lessons", m, nil)
	require.NoError(t, err)
	assert.Empty(t, m.news, "what was asked for is still there")
	assert.NotEmpty(t, m.outlines)
}

// A lesson that changes between the plan and its page is told, and not made
// in the outline of another text.
func TestIndex_Lesson_changed(t *testing.T) {
	files := fstest.MapFS{"05-join.en.md": {Data: []byte(outlined)}}
	file := filepath.Join(t.TempDir(), "memory")
	m := OpenMemory(file, "maker")
	x, err := ReadIndex(files, "lessons", m, nil)
	require.NoError(t, err)
	m.news = append(m.news, lineOfFile("05-join.en.md", seen{stamp.Of(must(fs.Stat(files, "05-join.en.md"))).String(), x.Lessons[0].Sum, ""}))
	m.Save()
	x, err = ReadIndex(files, "lessons", OpenMemory(file, "maker"), nil)
	require.NoError(t, err)
	_, err = x.Lesson(x.Lessons[0])
	require.NoError(t, err)
	files["05-join.en.md"].Data = []byte(strings.Replace(outlined, "Why", "How", 1))
	_, err = x.Lesson(x.Lessons[0])
	assert.EqualError(t, err, "lessons/05-join.en.md: was changed just now: build again")
	delete(files, "05-join.en.md")
	_, err = x.Lesson(x.Lessons[0])
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
