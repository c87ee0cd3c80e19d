package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/creack/pty"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const hostileLesson = `---
title: "Clear \e[2J \r \x9b \u202E"
summary: A lesson of a stranger.
part: "Part \e[31m"
---

~~~go a/main.go
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Print("\x1b[2Jcleared\x1b]0;title\a \x9b \u009b2J \u202e overwritten\r\n")
	fmt.Fprint(os.Stderr, "\x1b[2Jcleared\r")
}
~~~

~~~testscript
# A claim ` + "\x1b]0;title\a \u202e" + ` is read
run a
always '^never so$'
~~~
`

// On a terminal too nothing but the command's own control sequences goes out.
func TestOutput_terminal(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, os.WriteFile(filepath.Join(dir, "01-a.en.md"), []byte(strings.ReplaceAll(hostileLesson, "~~~", "```")), 0o666))
	own := strings.NewReplacer("\r\n", "", eraseLine, "", "\x1b[31m", "", "\x1b[m", "")
	for _, tt := range []struct {
		words []string
		exit  int
	}{
		{nil, 0},
		{[]string{"list"}, 0},
		{[]string{"check"}, 1},
		{[]string{"run", "--lanes", "01"}, 0},
	} {
		t.Run(strings.Join(tt.words, " "), func(t *testing.T) {
			c := command(t, append([]string{"-C", dir}, tt.words...)...)
			c.Env = append(c.Env, "TERM=xterm")
			terminal, err := pty.StartWithSize(c.Cmd, &pty.Winsize{Rows: 24, Cols: 80})
			require.NoError(t, err)
			defer terminal.Close()
			read := make(chan struct{})
			go func() { io.Copy(&c.output, terminal); close(read) }()
			require.Equal(t, tt.exit, c.end(t), "%q", &c.output)
			<-read
			text := own.Replace(c.output.String())
			assert.Contains(t, text, `\x1b`)
			assert.Equal(t, -1, strings.IndexFunc(text, acts), "%q", text)
			assert.Equal(t, text, strings.ToValidUTF8(text, ""), "%q", text)
		})
	}
}
