package main

import (
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/proc"
)

var update = flag.Bool("update", false, "write what the command prints into testdata/script")

func TestMain(m *testing.M) {
	proc.Init()
	testscript.Main(m, map[string]func(){"course": main})
}

// TestScript runs the command end to end; testdata/script/README.md says how.
func TestScript(t *testing.T) {
	env := environment(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(e *testscript.Env) error {
			e.Vars = append(e.Vars, env...)
			return os.CopyFS(filepath.Join(e.WorkDir, "good"), os.DirFS("../../testdata/lessons/good"))
		},
		Cmds:      map[string]func(ts *testscript.TestScript, neg bool, args []string){"exits": exits, "raw": raw},
		Condition: condition,
	})
}

// environment is what the command needs of this one: a warm build cache, a
// cache of binaries that all tests share, and a locale.
func environment(t testing.TB) []string {
	goCache, err := exec.Command("go", "env", "GOCACHE").Output()
	require.NoError(t, err)
	bin, err := exec.LookPath("course")
	require.NoError(t, err)
	return []string{
		"COURSE_BIN=" + filepath.Dir(bin),
		"GOCACHE=" + string(goCache[:len(goCache)-1]),
		"COURSE_CACHE=" + t.TempDir(),
		"LC_ALL=en_US.UTF-8",
	}
}

// exits runs a command and asks for its exit status: exits 2 course nope.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND [ARGS…]")
	}
	err := ts.Exec(args[1], args[2:]...)
	status := 0
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		status = shellStatus(exit.ProcessState)
	} else {
		ts.Check(err)
	}
	if strconv.Itoa(status) != args[0] {
		ts.Fatalf("exit status %d, want %s", status, args[0])
	}
}

var rawHex = regexp.MustCompile(`\{\{([0-9a-f]+)\}\}`)

// raw puts bytes in place of their hexadecimal digits: {{1b}}.
func raw(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: raw FILE")
	}
	file := ts.MkAbs(args[0])
	text := rawHex.ReplaceAllStringFunc(ts.ReadFile(args[0]), func(s string) string {
		b, err := hex.DecodeString(strings.Trim(s, "{}"))
		ts.Check(err)
		return string(b)
	})
	ts.Check(os.WriteFile(file, []byte(text), 0o666))
}

// condition knows kernel-lanes: the kernel says who wrote a line; and
// namespaces: this user may mount a file system where nobody else sees it.
func condition(name string) (bool, error) {
	switch name {
	case "kernel-lanes":
		return proc.KernelLanes(), nil
	case "namespaces":
		return exec.Command("unshare", "-rm", "mount", "-t", "tmpfs", "none", os.TempDir()).Run() == nil, nil
	}
	return false, fmt.Errorf("unknown condition %q", name)
}
