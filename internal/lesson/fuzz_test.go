package lesson

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// FuzzRead holds every line that Read names against the file itself.
func FuzzRead(f *testing.F) {
	for _, tt := range wrong {
		f.Add([]byte(tt.give))
	}
	for _, src := range right {
		f.Add([]byte(src))
		f.Add([]byte(strings.ReplaceAll(src, "\n", "\r\n")))
	}
	f.Add([]byte(front + "```text a\nx\r\r\n-- b --\r\r\n```\n" + proof))
	f.Add([]byte(front + "- > ```text a\n  > \tb\n  >     c\n  > ```\n\n  \t```text b\n\t x\n" + proof))
	f.Add([]byte(front + "``` \f\nx\n```\n" + proof))
	f.Fuzz(func(t *testing.T, src []byte) {
		c, err := Read(fstest.MapFS{"05-join.zh.md": {Data: src}}, "x")
		require.Len(t, c.Lessons, 1)
		l := c.Lessons[0]
		assert.NotContains(t, string(l.Source), "\r\n")
		source := strings.Split(string(l.Source), "\n")
		// The line after a fence that ends the file is the first one of its
		// file, and not there.
		inFile := func(line int) { require.True(t, 1 <= line && line <= len(source)+1, line) }

		var problems Problems
		if errors.As(err, &problems) {
			for _, p := range problems {
				require.Equal(t, "x/05-join.zh.md", p.File)
				if p.Line != 0 {
					inFile(p.Line)
				}
			}
		} else {
			require.NoError(t, err)
			require.NotEmpty(t, l.Claims)
			require.NotEmpty(t, l.Title)
		}
		same := func(want string, line int) {
			inFile(line)
			// The fence's indentation and the marks of lists and quotes may stand
			// before it; of a tab, the part beyond the indentation is spaces.
			require.True(t, strings.HasSuffix(source[line-1], strings.TrimLeft(want, " \t")), "%d: %q", line, want)
		}
		for _, file := range l.Files {
			msg, _ := checkPath(file.Name)
			require.Empty(t, msg)
			inFile(file.Line)
			data := strings.SplitAfter(file.Data, "\n")
			require.Empty(t, data[len(data)-1], "a file ends with its last line")
			for i, line := range data[:len(data)-1] {
				same(strings.TrimSuffix(line, "\n"), file.Line+i)
			}
		}
		script := strings.Split(l.Script(), "\n")
		last := 0
		for _, claim := range l.Claims {
			require.Greater(t, claim.Line, last)
			last = claim.Line
			inFile(claim.Line)
			require.Contains(t, source[claim.Line-1], claim.Text)
			require.Equal(t, "# "+claim.Text, script[claim.Line-1])
			for _, command := range claim.Commands {
				require.Greater(t, command.Line, last)
				last = command.Line
				same(command.Text, command.Line)
				require.Equal(t, command.Text, script[command.Line-1])
			}
		}
		if err == nil {
			a := &txtar.Archive{Comment: []byte(l.Script())}
			for _, file := range l.Files {
				a.Files = append(a.Files, txtar.File{Name: file.Name, Data: []byte(file.Data)})
			}
			again := txtar.Parse(txtar.Format(a))
			require.Equal(t, string(a.Comment), string(again.Comment))
			require.Len(t, again.Files, len(l.Files))
			for i, file := range again.Files {
				require.Equal(t, l.Files[i].Name, file.Name)
				require.Equal(t, l.Files[i].Data, string(file.Data))
			}
		}
	})
}

// Whatever course.yaml says, each language has a title of one line, or there
// is a problem with its place.
func FuzzRead_about(f *testing.F) {
	f.Add("zh:\n  title: 进程\n  summary: s\nen:\n  title: P\n")
	f.Add("lang: fr\ntitle: T\nsummary: S\n")
	f.Add("title: [a]\nzh: 3\n? [a]\n: b\n")
	f.Add("a: &a {b: *a}\n---\nc")
	f.Fuzz(func(t *testing.T, about string) {
		c, err := Read(fstest.MapFS{aboutFile: {Data: []byte(about)}, "05-join.zh.md": {Data: []byte(front + proof)}}, "x")
		var problems Problems
		if errors.As(err, &problems) {
			for _, p := range problems {
				require.True(t, strings.HasPrefix(p.File, "x/"), p.File)
				require.LessOrEqual(t, p.Line, strings.Count(about, "\n")+strings.Count(about, "\r")+strings.Count(about, "\u0085")+strings.Count(about, "\u2028")+strings.Count(about, "\u2029")+1)
			}
		} else {
			require.NoError(t, err)
		}
		for tag, a := range c.About {
			require.NotContains(t, a.Title, "\n", tag)
			require.NotContains(t, a.Summary, "\n", tag)
		}
	})
}
