// Command bench compares "course build" with hugo on made-up courses of the
// same Markdown, and prints a table of the time and the memory of each.
//
//	go run ./site/bench [-n 10,100,1000,5000] [-hugo latest|v0.165.0|PATH|none]
//
// The hugo of a version is installed into a temporary folder: the latest one
// may need a newer Go. Each time is the shortest of five; the two build in turn,
// so that other work on the machine slows both. "one changed" is a second build
// after one lesson was changed.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

func main() {
	sizes := flag.String("n", "10,100,1000,5000", "numbers of lessons")
	hugo := flag.String("hugo", "latest", "the hugo to compare with: a version, a path, or none")
	keep := flag.String("keep", "", "a folder that keeps the courses")
	flag.Parse()
	if *keep != "" {
		abs, err := filepath.Abs(*keep)
		if err != nil {
			fmt.Fprintln(os.Stderr, "bench:", err)
			os.Exit(2)
		}
		*keep = abs
	}
	if err := bench(*sizes, *hugo, *keep); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

const times = 5

// settling is how long the lessons are left alone before the first build: one
// that was written a moment before it was read is read again the next time.
const settling = 4 * time.Second

func bench(sizes, hugo, dir string) error {
	if dir == "" {
		temp, err := os.MkdirTemp("", "bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		dir = temp
	}
	course := filepath.Join(dir, "course")
	if err := command(nil, "go", "build", "-o", course, "github.com/seed-05413062/course/cmd/course"); err != nil {
		return err
	}
	if hugo == "latest" || strings.HasPrefix(hugo, "v0.") {
		env := []string{"GOBIN=" + dir, "CGO_ENABLED=0"}
		if err := command(env, "go", "install", "github.com/gohugoio/hugo@"+hugo); err != nil {
			return err
		}
		hugo = filepath.Join(dir, "hugo")
	}
	fmt.Println("| lessons | course | CPU | memory | one changed | CPU | hugo | CPU | memory | time ÷ hugo's | CPU ÷ hugo's | memory ÷ hugo's |")
	fmt.Println("|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
	for _, size := range strings.Split(sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			return err
		}
		if err := row(filepath.Join(dir, size), course, hugo, n); err != nil {
			return err
		}
	}
	return nil
}

func row(dir, course, hugo string, n int) error {
	lessons, cache := filepath.Join(dir, "lessons"), filepath.Join(dir, "cache")
	if err := os.MkdirAll(lessons, 0o777); err != nil {
		return err
	}
	if err := generate(lessons, n); err != nil {
		return err
	}
	time.Sleep(settling)
	build := func(i int) (cost, error) {
		return measure(dir, []string{fmt.Sprint("COURSE_CACHE=", cache, i)}, course, "-C", lessons, "build", "-o", filepath.Join(dir, fmt.Sprint("dist", i)))
	}
	// Each whole build has a folder and a cache of its own: it finds nothing of
	// the last one. And where many files were removed a moment ago, a file
	// system may take several times as long to make new ones.
	hugoBuild := func(i int) (cost, error) {
		return measure(filepath.Join(dir, "hugo"), []string{fmt.Sprint("HUGO_CACHEDIR=", cache, "hugo", i)}, hugo, "--quiet", "-d", fmt.Sprint("public", i))
	}
	if hugo == "none" {
		hugoBuild = func(int) (cost, error) { return cost{}, nil }
	} else if err := hugoSite(dir, lessons); err != nil {
		return err
	}
	var whole, other, one least
	for i := range times {
		if err := errors.Join(whole.of(build(i)), other.of(hugoBuild(i))); err != nil {
			return err
		}
	}
	for range times {
		if err := change(lessons, n/2+1); err != nil {
			return err
		}
		if err := one.of(build(0)); err != nil {
			return err
		}
	}
	if hugo == "none" {
		fmt.Printf("| %d | %s | %d MB | %s | | | | | | |\n", n, whole, whole.memory>>20, one)
		return nil
	}
	fmt.Printf("| %d | %s | %d MB | %s | %s | %d MB | %.2f | %.2f | %.2f |\n", n,
		whole, whole.memory>>20, one, other, other.memory>>20, float64(whole.wall)/float64(other.wall),
		float64(whole.cpu)/float64(other.cpu), float64(whole.memory)/float64(other.memory))
	return nil
}

// change adds a sentence to a lesson.
func change(lessons string, n int) error {
	found, err := filepath.Glob(filepath.Join(lessons, fmt.Sprintf("*-lesson%d.zh.md", n)))
	if err != nil || len(found) != 1 {
		return fmt.Errorf("lesson %d: %v %v", n, found, err)
	}
	f, err := os.OpenFile(found[0], os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = fmt.Fprintf(f, "\n改过了 %d。\n", time.Now().UnixNano())
	return err
}

// cost of a command.
type cost struct {
	wall   time.Duration
	cpu    time.Duration // of all CPUs: other work on the machine changes it less
	memory int64         // bytes at its peak, 0 where the system doesn't tell
}

func (c cost) String() string {
	return fmt.Sprintf("%d ms | %d ms", c.wall.Milliseconds(), c.cpu.Milliseconds())
}

// least is of several times the shortest, and the most memory.
type least struct {
	cost
	times int
}

func (l *least) of(c cost, err error) error {
	if err != nil {
		return err
	}
	if l.times == 0 || c.wall < l.wall {
		l.wall = c.wall
	}
	if l.times == 0 || c.cpu < l.cpu {
		l.cpu = c.cpu
	}
	l.memory = max(l.memory, c.memory)
	l.times++
	return nil
}

func measure(dir string, env []string, name string, args ...string) (cost, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	began := time.Now()
	out, err := cmd.CombinedOutput()
	c := cost{wall: time.Since(began)}
	if err != nil {
		return c, fmt.Errorf("%s: %w\n%s", filepath.Base(name), err, out)
	}
	c.memory = peak(cmd.ProcessState)
	c.cpu = cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
	return c, nil
}

func command(env []string, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Env = append(os.Environ(), env...)
	cmd.Stderr = os.Stderr
	return cmd.Run()
}
