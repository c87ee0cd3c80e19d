package lesson

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestCourse_Find(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"05-join", "06-globals", "07-pool", "17-pool-failures"} {
		for _, lang := range []string{"zh", "en"} {
			files[name+"."+lang+".md"] = front + proof
		}
	}
	c, err := Read(folder(files), "")
	require.NoError(t, err)

	tests := []struct{ give, want, lang string }{
		{"05", "05-join", "zh"},
		{"5", "05-join", "zh"},
		{"005", "05-join", "zh"},
		{"join", "05-join", "zh"},
		{"05-join", "05-join", "zh"},
		{"pool", "07-pool", "zh"},
		{"05-join.en.md", "05-join", "en"},
		{"lessons/05-join.en.md", "05-join", "en"},
		{`lessons\05-join.en.md`, "05-join", "en"},
	}
	for _, tt := range tests {
		l, err := c.Find(tt.give, "zh")
		require.NoError(t, err, tt.give)
		assert.Equal(t, []string{tt.want, tt.lang}, []string{l.Name, l.Lang}, tt.give)
	}

	bad := []struct{ give, lang, want, hint string }{
		{"jion", "zh", `no lesson "jion"`, `did you mean "05-join"?`},
		{"05-jion", "zh", `no lesson "05-jion"`, `did you mean "05-join"?`},
		{"glob", "zh", `no lesson "glob"`, `did you mean "06-globals"?`},
		{"4o", "zh", `no lesson "4o"`, `"course list" shows the lessons`},
		{"+5", "zh", `no lesson "+5"`, `"course list" shows the lessons`},
		{"", "zh", `no lesson ""`, `"course list" shows the lessons`},
		{"08-x.zh.md", "zh", `no lesson "08-x.zh.md"`, `"course list" shows the lessons`},
		{"join", "zn", `no language "zn"`, `did you mean "en"?`},
		{"join", "de", `no language "de"`, `there is: en, zh`},
	}
	for _, tt := range bad {
		l, err := c.Find(tt.give, tt.lang)
		assert.Nil(t, l)
		var notFound *NotFoundError
		require.ErrorAs(t, err, &notFound)
		assert.Equal(t, []string{tt.want, tt.hint}, []string{err.Error(), notFound.Hint()})
	}

	assert.Len(t, c.In("zh"), 4)
	assert.Equal(t, "07-pool", c.In("en")[2].Name)
	assert.Same(t, c.In("en")[0], c.Twin(c.In("zh")[0], "en"))
	assert.Nil(t, c.Twin(c.In("zh")[0], "de"))
}

// Numbers may have up to four digits.
func TestCourse_Find_threeDigits(t *testing.T) {
	c, err := Read(folder(map[string]string{"007-seven.en.md": front + proof, "070-seventy.en.md": front + proof}), "")
	require.NoError(t, err)
	for give, want := range map[string]string{"7": "007-seven", "07": "007-seven", "007": "007-seven", "70": "070-seventy"} {
		l, err := c.Find(give, "en")
		require.NoError(t, err, give)
		assert.Equal(t, want, l.Name, give)
	}
}

func TestLesson_FindProgram(t *testing.T) {
	l := &Lesson{Programs: []Program{{Name: "join"}, {Name: "unjoined"}}}
	for give, want := range map[string]string{"": "join", "join": "join", "unjoined": "unjoined"} {
		p, err := l.FindProgram(give)
		require.NoError(t, err)
		assert.Equal(t, want, p.Name)
	}
	_, err := l.FindProgram("unjoind")
	var notFound *NotFoundError
	require.ErrorAs(t, err, &notFound)
	assert.Equal(t, `no program "unjoind"`, err.Error())
	assert.Equal(t, `did you mean "unjoined"?`, notFound.Hint())

	_, err = (&Lesson{}).FindProgram("")
	assert.EqualError(t, err, "the lesson has no program")
	require.ErrorAs(t, err, &notFound)
	assert.Empty(t, notFound.Hint())
}

func TestNearest(t *testing.T) {
	names := []string{"title", "summary", "part", "notes", "子进程"}
	for give, want := range map[string]string{
		"titel":   "title",
		"tittle":  "title",
		"sumary":  "summary",
		"apart":   "part",
		"summ":    "summary",
		"子程进":     "子进程",
		"colour":  "",
		"p":       "part",
		"x":       "",
		"":        "",
		"notable": "",
	} {
		assert.Equal(t, want, Nearest(give, names), give)
	}
	assert.Equal(t, "a", Nearest("a", []string{"ab", "a"}), "the nearest, not the first")
	assert.Empty(t, Nearest("po", []string{"pool1234", "port1234"}), "two begin so")
	assert.Empty(t, Nearest("x", nil))
}

func TestDistance(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"", "", 0}, {"", "abc", 3}, {"abc", "", 3}, {"abc", "abc", 0},
		{"abc", "abd", 1}, {"abc", "acb", 1}, {"abc", "ab", 1}, {"abc", "xabc", 1},
		{"ca", "abc", 3}, {"kitten", "sitting", 3},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, distance(tt.a, tt.b), "%s %s", tt.a, tt.b)
		assert.Equal(t, tt.want, distance(tt.b, tt.a), "%s %s", tt.b, tt.a)
	}
}
