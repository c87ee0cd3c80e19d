package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/verify"
)

// BenchmarkCheck is what all checks of the course cost: warm, against the
// longest lesson alone and the CPU time over the number of CPUs, whichever is
// greater; cold, against that and one go build of all programs. Beside them
// stands a loop that does go run once for each program, and checks nothing.
func BenchmarkCheck(b *testing.B) {
	c, err := lesson.Read(os.DirFS("../../lessons"), "lessons")
	require.NoError(b, err)
	cache := &build.Cache{Dir: b.TempDir()}
	check := func(b *testing.B, cache *build.Cache, lessons ...*lesson.Lesson) {
		reports, err := verify.Lessons(b.Context(), verify.Options{Cache: cache}, lessons)
		require.NoError(b, err)
		for _, r := range reports {
			for _, claim := range r.Claims {
				require.Empty(b, claim.Problems, claim.Detail)
			}
		}
	}
	check(b, cache, c.Lessons[0]) // the standard library is compiled, the guards run

	b.Run("cold", func(b *testing.B) {
		for b.Loop() {
			check(b, &build.Cache{Dir: b.TempDir()}, c.Lessons...)
		}
	})
	check(b, cache, c.Lessons...)
	b.Run("warm", func(b *testing.B) {
		before := cpuTime(b)
		for b.Loop() {
			check(b, cache, c.Lessons...)
		}
		used := (cpuTime(b) - before).Seconds() / float64(b.N)
		b.ReportMetric(used/float64(runtime.NumCPU()), "cpu-s/cpus")
	})
	b.Run("longest lesson alone", func(b *testing.B) {
		for b.Loop() {
			var longest time.Duration
			for _, l := range c.Lessons {
				begin := time.Now()
				check(b, cache, l)
				longest = max(longest, time.Since(begin))
			}
			b.ReportMetric(longest.Seconds(), "longest-s")
		}
	})

	dirs := extractAll(b, c)
	b.Run("one go build of all programs", func(b *testing.B) {
		for b.Loop() {
			cmd := exec.Command("go", "build", "-o", b.TempDir(), "./...")
			cmd.Dir = filepath.Dir(filepath.Dir(dirs[0]))
			output, err := cmd.CombinedOutput()
			require.NoError(b, err, "%s", output)
		}
	})
	b.Run("go run of each program", func(b *testing.B) {
		for b.Loop() {
			for _, dir := range dirs {
				goRun(b, dir)
			}
		}
	})
}

// cpuTime is what this process and its children, ended or not, have used of
// the CPUs; of the guards, which are its children, also what their programs
// have.
func cpuTime(b *testing.B) time.Duration {
	var ticks int64
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	require.NoError(b, err)
	for _, name := range stats {
		stat, err := os.ReadFile(name)
		if err != nil {
			continue // it has ended
		}
		// Fields 3 and on of proc_pid_stat(5), behind the name in parentheses.
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
		self := strings.HasPrefix(string(stat), strconv.Itoa(os.Getpid())+" ")
		if !self && fields[1] != strconv.Itoa(os.Getpid()) {
			continue
		}
		for _, field := range fields[11:15] { // utime, stime, cutime, cstime
			n, err := strconv.ParseInt(field, 10, 64)
			require.NoError(b, err)
			ticks += n
		}
	}
	const perSecond = 100 // USER_HZ, the same on every Linux that Go runs on
	return time.Duration(ticks) * time.Second / perSecond
}

// extractAll writes the programs of all lessons into one module.
func extractAll(b *testing.B, c *lesson.Course) (dirs []string) {
	root := b.TempDir()
	for _, l := range c.Lessons {
		files := []lesson.File{{Name: "../go.mod", Data: "module lessons\n\ngo 1.26\n"}}
		for _, p := range l.Programs {
			files = append(files, p.Files...)
			dirs = append(dirs, filepath.Join(root, l.Name+"-"+l.Lang, p.Name))
		}
		require.NoError(b, writeAll(filepath.Join(root, l.Name+"-"+l.Lang), files))
	}
	return dirs
}

// goRun gives a program five seconds, and then ends it: some never would.
func goRun(b *testing.B, dir string) {
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = dir
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	require.NoError(b, cmd.Start())
	stop := time.AfterFunc(5*time.Second, func() { syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) })
	_ = cmd.Wait() // some programs end with a failure on purpose
	stop.Stop()
}
