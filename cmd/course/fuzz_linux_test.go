package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Whatever a lesson says and its program prints: no control character leaves
// the command, except what the command itself makes.
func FuzzCommand(f *testing.F) {
	f.Setenv("COURSE_CACHE", f.TempDir())
	f.Add("T", "hello\n")
	f.Add("\x1b]0;title\x07", "\x1b[2J\rover\x9b2J\u202e\n\xff\x00")
	f.Add("\u009b2J\u2066", "a\u0085b\n\n\x7f")
	f.Fuzz(func(t *testing.T, title, printed string) {
		if strings.ContainsAny(title, "\n\r") {
			return // ends the front matter's line
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "printed")
		quoted, err := json.Marshal(title)
		require.NoError(t, err)
		lesson := "---\ntitle: " + string(quoted) + "\nsummary: S\npart: P\n---\n\n" +
			"```go print/main.go\n" + printFile + "```\n\n" +
			"```testscript\n# it says " + title + "\nrun -plain print " + file + "\nalways '^no line has this$'\n```\n"
		write := func(name, text string) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666))
		}
		write("printed", printed)
		write("01-a.en.md", lesson)
		for _, words := range [][]string{{}, {"list"}, {"list", "--json"}, {"check"}, {"check", "--json"}, {"run", "--lanes", "01", "--", file}} {
			out, err := os.Create(filepath.Join(dir, "out"))
			require.NoError(t, err)
			in, err := os.Open(os.DevNull)
			require.NoError(t, err)
			run(append([]string{"-C", dir}, words...), in, out, out)
			text, err := os.ReadFile(out.Name())
			require.NoError(t, err)
			assert.NotEmpty(t, text, "%q", words)
			assert.True(t, utf8.Valid(text), "%q", words)
			assert.NotRegexp(t, acting, string(text), "%q", words)
			require.NoError(t, out.Close())
			require.NoError(t, in.Close())
		}
	})
}

var acting = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{202a}-\x{202e}\x{2066}-\x{2069}]`)

const printFile = `package main

import (
	"os"
)

func main() {
	data, _ := os.ReadFile(os.Args[1])
	os.Stdout.Write(append(data, 10))
}
`
