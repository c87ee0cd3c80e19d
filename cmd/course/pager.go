package main

import (
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
)

// page shows a text in the reader's pager. It reports false where there is
// none, or none that starts: then nothing was shown.
func (a *app) page(text styled) bool {
	cmd := pager(os.LookupEnv)
	if cmd == nil {
		return false
	}
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(string(text)), a.out.file, a.err.file
	cmd.Env = append(os.Environ(), lessEnv(os.LookupEnv)...)
	// Ctrl-C is the pager's, which stops a search with it. It is caught, not
	// ignored, because the pager would inherit that.
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt)
	defer signal.Stop(interrupts)
	// A pager may end before it has read all; and how it ends says nothing of
	// the lesson.
	var exit *exec.ExitError
	err := cmd.Run()
	if errors.As(err, &exit) {
		return exit.ExitCode() != notFound
	}
	return !errors.Is(err, exec.ErrNotFound)
}

// lessEnv is what less needs to show colours as colours, whatever else the
// reader has set. -R goes first: at the end it could be part of a prompt.
func lessEnv(lookup func(string) (string, bool)) []string {
	options := "FRX"
	if own, ok := lookup("LESS"); ok {
		options = "-R " + own
	}
	env := []string{"LESS=" + options}
	if _, ok := lookup("LESSCHARSET"); !ok {
		env = append(env, "LESSCHARSET=utf-8")
	}
	return env
}

// notFound is how a shell ends that does not find a command.
const notFound = 127

// pager is $PAGER, as a shell reads it, else less; nil where there is none.
func pager(lookup func(string) (string, bool)) *exec.Cmd {
	line, ok := lookup("PAGER")
	switch line = strings.TrimSpace(line); {
	case ok && (line == "" || line == "cat"):
		return nil
	case !ok:
		less, err := exec.LookPath("less")
		if err != nil {
			return nil
		}
		return exec.Command(less)
	case runtime.GOOS == "windows":
		words := strings.Fields(line)
		return exec.Command(words[0], words[1:]...)
	}
	return exec.Command("sh", "-c", line)
}
