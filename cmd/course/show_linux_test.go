package main

import (
	"io"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/creack/pty"
	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var escape = regexp.MustCompile(`\x1b\[[0-9;]*m`)

// A pager gets what is longer than the screen. Those here say which line they
// got, so that what they print is told from what comes without one.
func TestShow_terminal(t *testing.T) {
	const paged = `PAGER=sed "s/^/paged $LESS: /"`
	tests := []struct {
		name       string
		env        []string
		rows, cols uint16
		pager      string // what its lines begin with
		colours    bool
	}{
		{"longer than the screen", []string{paged}, 24, 80, "paged FRX: ", true},
		{"as long as the reader likes it", []string{paged, "LESS=R"}, 24, 80, "paged -R R: ", true},
		{"no -R", []string{paged, "LESS=-iMS"}, 24, 80, "paged -R -iMS: ", true},
		{"shorter", []string{paged}, 200, 80, "", true},
		{"narrow", []string{paged}, 24, 40, "paged FRX: ", true},
		{"wide", []string{paged}, 24, 200, "paged FRX: ", true},
		{"no colours", []string{paged, "NO_COLOR=1"}, 24, 80, "paged FRX: ", false},
		{"a dumb terminal", []string{paged, "TERM=dumb"}, 24, 80, "", false},
		{"no name of the terminal", []string{paged, "TERM="}, 24, 80, "", false},
		{"no pager", []string{"PAGER="}, 24, 80, "", true},
		{"a pager that is not there", []string{"PAGER=no-such-pager"}, 24, 80, "", true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := command(t, "-C", "../../testdata/lessons/good", "show", "--lang", "zh", "1")
			c.Env = append(append(c.Env, "TERM=xterm-256color", "NO_COLOR="), tt.env...)
			terminal, err := pty.StartWithSize(c.Cmd, &pty.Winsize{Rows: tt.rows, Cols: tt.cols})
			require.NoError(t, err)
			defer terminal.Close()
			read := make(chan struct{})
			go func() { io.Copy(&c.output, terminal); close(read) }()
			require.Equal(t, 0, c.end(t))
			<-read
			text := strings.ReplaceAll(c.output.String(), "\r\n", "\n")
			if _, rest, ok := strings.Cut(text, "not found\n"); ok {
				text = rest // what the shell says of the pager
			}
			assert.Equal(t, tt.colours, strings.Contains(text, "\x1b["), "%q", text)
			assert.Contains(t, text, "你好")
			longest := 0
			for line := range strings.Lines(text) {
				line, ok := strings.CutPrefix(line, tt.pager)
				require.True(t, ok, "%q", line)
				require.False(t, tt.pager == "" && strings.HasPrefix(line, "paged"), "%q", line)
				longest = max(longest, runewidth.StringWidth(escape.ReplaceAllString(line, "")))
			}
			assert.LessOrEqual(t, longest, min(int(tt.cols), 80))
			assert.Greater(t, longest, min(int(tt.cols), 80)-10, "the rule goes over the width")
		})
	}
}

// less without -R shows escape sequences as ESC[1m.
func TestShow_less(t *testing.T) {
	if _, err := exec.LookPath("less"); err != nil {
		t.Skip("no less")
	}
	for _, env := range []string{"LESS=-iMS", "LESS=", "LESS=-PReading a lesson", "LESS=FRX"} {
		for _, pager := range []string{"PAGER=less", ""} {
			t.Run(env+" "+pager, func(t *testing.T) {
				c := command(t, "-C", "../../testdata/lessons/good", "show", "--lang", "en", "1")
				c.Env = slices.DeleteFunc(c.Env, func(v string) bool { return strings.HasPrefix(v, "PAGER=") })
				c.Env = append(c.Env, "TERM=xterm-256color", "NO_COLOR=", env)
				if pager != "" {
					c.Env = append(c.Env, pager)
				}
				terminal, err := pty.StartWithSize(c.Cmd, &pty.Winsize{Rows: 10, Cols: 80})
				require.NoError(t, err)
				defer terminal.Close()
				go io.Copy(&c.output, terminal)
				c.waitFor(t, "Hello")
				_, err = terminal.Write([]byte("q"))
				require.NoError(t, err)
				assert.Equal(t, 0, c.end(t))
				assert.Contains(t, c.output.String(), "\x1b[1;38;5;31m01")
				assert.NotContains(t, c.output.String(), "ESC")
			})
		}
	}
}

// Ctrl-C is the pager's.
func TestShow_interrupt(t *testing.T) {
	c := command(t, "-C", "../../testdata/lessons/good", "show", "1")
	c.Env = append(c.Env, `PAGER=trap "echo caught; exit" INT; echo ready; while :; do sleep 0.02; done`)
	terminal, err := pty.StartWithSize(c.Cmd, &pty.Winsize{Rows: 10, Cols: 80})
	require.NoError(t, err)
	defer terminal.Close()
	go io.Copy(&c.output, terminal)
	c.waitFor(t, "ready")
	_, err = terminal.Write([]byte{3})
	require.NoError(t, err)
	assert.Equal(t, 0, c.end(t))
	c.waitFor(t, "caught")
}
