package screen

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
)

var update = flag.Bool("update", false, "write testdata/*.txt anew")

// read makes a lesson of what testdata has, or of a text of its own.
func read(t testing.TB, lang, text string) *lesson.Lesson {
	c, err := lesson.Read(fstest.MapFS{"01-all." + lang + ".md": {Data: []byte(text)}}, "")
	var problems lesson.Problems
	if err != nil {
		require.ErrorAs(t, err, &problems)
	}
	require.Len(t, c.Lessons, 1)
	return c.Lessons[0]
}

func command(words ...string) string { return "course " + strings.Join(words, " ") }

func TestLesson(t *testing.T) {
	tests := []struct {
		name string
		give Options
	}{
		{"all.en", Options{Width: 80}},
		{"all.en", Options{Width: 40}},
		{"all.en", Options{Width: 80, Colours: true}},
		{"all.zh", Options{Width: 80}},
		{"all.zh", Options{Width: 40}},
		{"all.zh", Options{Width: 80, Colours: true}},
		{"roles.en", Options{Width: 80}},
		{"roles.en", Options{Width: 40}},
		{"roles.en", Options{Width: 80, Colours: true}},
		{"roles.en", Options{Width: 80, All: true}},
	}
	for _, tt := range tests {
		name := tt.name + map[int]string{80: "", 40: ".narrow"}[tt.give.Width] + map[bool]string{true: ".colours"}[tt.give.Colours] + map[bool]string{true: ".whole"}[tt.give.All]
		t.Run(name, func(t *testing.T) {
			src, err := os.ReadFile("testdata/" + tt.name + ".md")
			require.NoError(t, err)
			tt.give.Command = command
			got := Lesson(read(t, strings.TrimPrefix(filepath.Ext(tt.name), "."), string(src)), tt.give)
			golden := filepath.Join("testdata", name+".txt")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(strings.ReplaceAll(got, "\x1b", "␛")), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), strings.ReplaceAll(got, "\x1b", "␛"))
			assertFits(t, got, tt.give)
		})
	}
}

var escapes = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// assertFits asks for what holds of any lesson: no line is longer than the
// terminal, none ends in a blank, each ends as it began, and there is no
// escape but for colours.
func assertFits(t testing.TB, got string, o Options) {
	require.True(t, utf8.ValidString(got))
	require.True(t, strings.HasSuffix(got, "\n"))
	for line := range strings.Lines(got) {
		line = strings.TrimSuffix(line, "\n")
		bare := line
		if o.Colours {
			bare = escapes.ReplaceAllString(line, "")
			if codes := escapes.FindAllString(line, -1); len(codes) > 0 {
				require.Equal(t, "\x1b[m", codes[len(codes)-1], "%q goes on in colour", line)
			}
		}
		require.Equal(t, -1, strings.IndexFunc(bare, unicode.IsControl), "%q", line)
		require.LessOrEqual(t, width(bare), o.Width, "%q", line)
		require.Equal(t, strings.TrimRight(bare, " "), bare)
	}
}

func TestLesson_hostile(t *testing.T) {
	l := read(t, "en", "---\ntitle: \"a\\e[31m\"\nsummary: s\npart: p\n---\n"+
		"red \x1b[31m, `\x1b]0;title\a`, c1 \u009b, turned \u202e, &#27;[1m <b\x1b[m>\n\n```go\n\x1b[2J\r// \u2066x\n```\n")
	for _, colours := range []bool{false, true} {
		o := Options{Command: command, Width: 80, Colours: colours}
		got := Lesson(l, o)
		assertFits(t, got, o)
		assert.NotContains(t, got, "\x1b[31m")
		assert.NotContains(t, got, "\u202e")
		assert.NotContains(t, got, "\u2066")
	}
}

// Marks of direction stay in prose, and are shown in code.
func TestLesson_directionMarks(t *testing.T) {
	got := Lesson(read(t, "en", "---\ntitle: t\nsummary: s\npart: p\n---\n"+
		"prose \u200f\u200e\u061c.\n\n```go\n// code \u200f.\n```\n"), Options{Width: 80})
	assert.Contains(t, got, "prose \u200f\u200e\u061c.")
	assert.Contains(t, got, "// code \ufffd.")
}

// Lines end where Unicode lets them, and the line ends of the source are
// spaces only where words stand.
func TestWrap(t *testing.T) {
	code := func(s string) run { return run{text: s, whole: true} }
	tests := []struct {
		name    string
		give    []run
		columns int
		want    []string
	}{
		{"words", []run{{text: "one two three"}}, 9, []string{"one two", "three"}},
		{"a word that is too long", []run{{text: "a abcdefghij"}}, 4, []string{"a", "abcd", "efgh", "ij"}},
		{"Chinese, two columns each", []run{{text: "一二三四五"}}, 5, []string{"一二", "三四", "五"}},
		{"no mark begins a line", []run{{text: "一二，三"}}, 4, []string{"一", "二，", "三"}},
		{"a line end in English", []run{{text: "a"}, {text: softBreak}, {text: "b"}}, 9, []string{"a b"}},
		{"a line end in Chinese", []run{{text: "一"}, {text: softBreak}, {text: "二"}}, 9, []string{"一二"}},
		{"a line end in Korean", []run{{text: "가"}, {text: softBreak}, {text: "나"}}, 9, []string{"가 나"}},
		{"a line end in Japanese", []run{{text: "あ"}, {text: softBreak}, {text: "ア"}}, 9, []string{"あア"}},
		{"a line end between the two", []run{{text: "一"}, {text: softBreak}, {text: "b"}}, 9, []string{"一 b"}},
		{"a line end after a Chinese mark", []run{{text: "一，"}, {text: softBreak}, {text: "b"}}, 9, []string{"一，b"}},
		{"a line end before Chinese code", []run{{text: "一"}, {text: softBreak}, code("二")}, 9, []string{"一 二"}},
		{"a line end that stays", []run{{text: "a"}, {text: hardBreak}, {text: "b"}}, 9, []string{"a", "b"}},
		{"code in one piece", []run{{text: "see "}, code("a-b"), {text: "."}}, 6, []string{"see", "a-b."}},
		{"code at its spaces", []run{code("run -n 3")}, 6, []string{"run -n", "3"}},
		{"a letter with its mark", []run{{text: "e\u0301e\u0301"}}, 1, []string{"e\u0301", "e\u0301"}},
		{"no room", []run{{text: "一二"}}, 1, []string{"一", "二"}},
		{"nothing", nil, 9, []string{""}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, line := range wrap(tt.give, tt.columns) {
				text := ""
				for _, c := range line {
					text += c.text
				}
				got = append(got, text)
			}
			assert.Equal(t, tt.want, got)
		})
	}
}

func FuzzLesson(f *testing.F) {
	for _, lang := range []string{"en", "zh"} {
		src, err := os.ReadFile("testdata/all." + lang + ".md")
		require.NoError(f, err)
		f.Add(string(src), 80, true)
	}
	f.Add("```go a/main.go fold=b mark=f\npackage main\n\nfunc b() {}\nfunc f() {}\n```\n```text x given\ny\n```", 30, true)
	f.Add("```testscript\n# a\nrun\n```", 30, false)
	f.Add("- - 1. > x\n-\n\n|a|\n|-|\n|\x1b|", 24, true)
	f.Fuzz(func(t *testing.T, src string, columns int, colours bool) {
		if len(src) > 2000 {
			return
		}
		c, _ := lesson.Read(fstest.MapFS{"01-x.en.md": {Data: []byte(src)}}, "")
		for _, l := range c.Lessons {
			o := Options{Command: command, Width: 24 + int(uint(columns)%100), Colours: colours}
			assertFits(t, Lesson(l, o), o)
		}
	})
}
