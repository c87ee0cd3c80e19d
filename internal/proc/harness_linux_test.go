package proc

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// markName is the variable by whose value a test finds its processes.
const markName = "COURSE_TEST_MARK"

// self is a run of one of the test's programs. When the test ends, no process
// and no file of the run may be left.
func self(t testing.TB, args ...string) Spec {
	exe, err := os.Executable()
	require.NoError(t, err)
	mark := fmt.Sprintf("%s-%d-%d", t.Name(), os.Getpid(), time.Now().UnixNano())
	s := Spec{
		Path:    exe,
		Args:    append([]string{"program"}, args...),
		Env:     []string{markName + "=" + mark},
		TempDir: t.TempDir(),
	}
	t.Cleanup(func() { assertGone(t, mark, s.TempDir) })
	return s
}

// assertGone asks that neither a process with the mark nor a file is left.
func assertGone(t testing.TB, mark, dir string) {
	assert.Empty(t, marked(mark), "processes left")
	entries, err := os.ReadDir(dir)
	assert.NoError(t, err)
	assert.Empty(t, entries, "files left")
}

// marked lists the processes with the mark in their environment.
func marked(mark string) (found []string) {
	environs, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, file := range environs {
		content, err := os.ReadFile(file)
		if err == nil && bytes.Contains(content, []byte(markName+"="+mark+"\x00")) {
			command, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "cmdline"))
			found = append(found, file+": "+strings.ReplaceAll(string(command), "\x00", " "))
		}
	}
	return found
}

// eventually waits for what a busy machine may be late with.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	require.Eventually(t, is, 20*time.Second, 5*time.Millisecond, what)
}

// texts are the lines that match, or all.
func texts(run *Run, re string) (found []string) {
	for _, line := range run.Lines {
		if regexp.MustCompile(re).MatchString(line.Text) {
			found = append(found, line.Text)
		}
	}
	return found
}

// runner is this test binary as somebody who runs a program: the arguments
// are a Spec; then what to wait for and a limit of processes, or for a
// foreground run whether to show lanes.
func runner(how string, args []string) {
	var s Spec
	if err := json.Unmarshal([]byte(args[0]), &s); err != nil {
		panic(err)
	}
	switch how {
	case "supervise":
		if len(args) > 2 {
			limit := unix.Rlimit{Cur: uint64(atoi(args[2])), Max: uint64(atoi(args[2]))}
			if err := unix.Setrlimit(unix.RLIMIT_NPROC, &limit); err != nil {
				panic(err)
			}
		}
		if len(args) > 1 && args[1] != "" {
			s.Until = regexp.MustCompile(args[1])
		}
		ctx, _ := signal.NotifyContext(context.Background(), unix.SIGUSR1)
		run, err := Supervise(ctx, s)
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		_ = json.NewEncoder(os.Stdout).Encode(run)
	case "two":
		// A run whose guard is killed, beside another run and another child.
		ready := make(chan string, 1)
		first := s
		first.Args = []string{"program", "late"}
		first.Leaves = true
		go func() {
			run, err := Supervise(context.Background(), first)
			if err != nil || len(run.Lines) != 1 {
				fmt.Println("error", err, run)
			}
			ready <- run.Stopped
		}()
		own := exec.Command("/bin/sleep", "60")
		if err := own.Start(); err != nil {
			panic(err)
		}
		s.Args = []string{"program", "kill the guard"}
		run, err := Supervise(context.Background(), s)
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(strings.Join(texts(run, ""), "\n"))
		fmt.Println(run.Stopped)
		fmt.Println(<-ready)
		_ = own.Process.Kill()
		state, _ := own.Process.Wait()
		fmt.Println(state)
	case "foreground":
		var options ForegroundOptions
		if len(args) > 1 && args[1] == "lanes" {
			options.Lines = func(l Line) { fmt.Printf("[%d]%s %s\n", l.Pid, map[bool]string{true: " stderr:"}[l.Stderr], l.Text) }
			options.Started = func(pid int) { fmt.Printf("main %d\n", pid) }
		}
		status, err := Foreground(context.Background(), s, options)
		if err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println("status", status)
		ExitAs(status)
	case "tempdir":
		dir, _, err := TempDir()
		fmt.Println(dir, err)
		time.Sleep(time.Minute)
	}
}
