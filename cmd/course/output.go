package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"unicode"
	"unicode/utf8"

	"golang.org/x/term"
)

// output is the command's stdout or stderr. What is written to it can't act on
// a terminal, because titles, file names and what programs print may be a
// stranger's. The command's own control sequences go through print.
//
// No write returns an error: what could not be written is told once, at the end
// of the command.
type output struct {
	file *os.File

	mu  sync.Mutex
	err error // of the first write that failed
}

// Write takes whole characters: fmt and encoding/json write nothing else.
func (o *output) Write(text []byte) (int, error) {
	o.print(plain(string(text)))
	return len(text), nil
}

func (o *output) print(s styled) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.err == nil {
		_, o.err = o.file.WriteString(string(s))
	}
}

// terminal reports whether this is a terminal that can do more than print. On
// Windows TERM says nothing.
func (o *output) terminal() bool {
	name := os.Getenv("TERM")
	dumb := name == "dumb" || name == "" && runtime.GOOS != "windows"
	return term.IsTerminal(int(o.file.Fd())) && !dumb
}

// lost says why not all of the output was written, or nil.
func (o *output) lost() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.err
}

// unread reports whether a write failed because the reader of a pipe has had
// enough, who is told nothing. But on Windows, SIGPIPE has ended the command by
// then.
func unread(err error) bool {
	const brokenPipe, noData = syscall.Errno(109), syscall.Errno(232)
	return runtime.GOOS == "windows" && (errors.Is(err, brokenPipe) || errors.Is(err, noData))
}

// styled is text for the terminal as it is: its control sequences are the
// command's own.
type styled string

// plain shows control characters as \x1b and \u202e, except newlines and tabs.
// Above \x1f it writes \u, which is what JSON knows.
func plain(text string) styled {
	var b strings.Builder
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		switch {
		case r == utf8.RuneError && size == 1 || r < ' ' && acts(r):
			fmt.Fprintf(&b, `\x%02x`, text[0])
		case acts(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteString(text[:size])
		}
		text = text[size:]
	}
	return styled(b.String())
}

// acts reports whether a character acts on the terminal, or reverses the order
// of others. The marks that Arabic and Hebrew need between words and numbers
// don't.
func acts(r rune) bool {
	switch r {
	case '\n', '\t', '\u200e', '\u200f', '\u061c':
		return false
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}
