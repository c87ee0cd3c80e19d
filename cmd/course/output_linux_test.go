package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
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

// Output that can't be written is an error of each subcommand, told once.
func TestOutput_full(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	require.NoError(t, err)
	defer full.Close()
	dir := t.TempDir()
	good := filepath.Join(dir, "good")
	require.NoError(t, os.CopyFS(good, os.DirFS("../../testdata/lessons/good")))
	const forever = "../../testdata/lessons/forever"
	words := map[string][][]string{
		"course":     {{}, {"-h"}, {"--lang", "zh"}},
		"list":       {{"list"}, {"list", "--json"}},
		"show":       {{"show", "01"}},
		"run":        {{"run", "--lanes", "02"}, {"run", "--lanes", "-C", forever, "forever"}},
		"check":      {{"check", "01"}, {"check", "01", "--json"}},
		"mutate":     {{"mutate", "01"}, {"mutate", "01", "--json"}},
		"orders":     {{"orders", "02", "pair.want"}},
		"extract":    {{"extract", "01", filepath.Join(dir, "out")}},
		"new":        {{"new", "slug"}},
		"record":     {{"record", "01", "--lang", "en"}},
		"build":      {{"build", "-o", filepath.Join(dir, "site")}},
		"serve":      {{"serve", "--addr", "127.0.0.1:0"}},
		"completion": {{"completion", "bash"}, {"completion", "zsh"}, {"completion", "fish"}, {"completion", "powershell"}},
		"help":       {{"help", "run"}},
		"__complete": {{"__complete", "li"}},
	}
	for _, name := range append(commandNames((&app{}).root()), "course", "help", "__complete") {
		require.Contains(t, words, name)
		for _, words := range words[name] {
			t.Run(strings.Join(words, " "), func(t *testing.T) {
				c := command(t, append([]string{"-C", good}, words...)...)
				c.Stdout, c.Stderr = full, &c.output
				require.NoError(t, c.Start())
				assert.Equal(t, exitMisuse, c.end(t))
				assert.Equal(t, 1, strings.Count(c.output.String(), "course: write /dev/stdout: no space left on device\n"), "%s", &c.output)
				c = command(t, append([]string{"-C", good}, append(words, "--no-such-flag")...)...)
				c.Stderr = full
				require.NoError(t, c.Start())
				assert.Equal(t, exitMisuse, c.end(t))
			})
		}
	}
}

// A reader who has seen enough is told nothing, even where SIGPIPE is ignored.
func TestOutput_unread(t *testing.T) {
	for _, line := range []string{`exec "$@"`, `trap "" PIPE; exec "$@"`} {
		t.Run(line, func(t *testing.T) {
			r, w, err := os.Pipe()
			require.NoError(t, err)
			require.NoError(t, r.Close())
			c := command(t, "-C", "../../testdata/lessons/good", "list", "--json")
			c.Path, c.Args = "/bin/sh", append([]string{"sh", "-c", line, "sh"}, c.Args...)
			c.Stdout, c.Stderr = w, &c.output
			require.NoError(t, c.Start())
			require.NoError(t, w.Close())
			assert.Equal(t, 128+int(syscall.SIGPIPE), c.end(t))
			assert.Empty(t, c.output.String())
		})
	}
}

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
