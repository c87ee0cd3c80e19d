package verify

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
)

// play has testscript run the lesson's script, without the lines that are
// held back. Every command stands at its line of the lesson. Ours carry that
// line in their name ("run@41"), since testscript does not tell it.
func (s *session) play(held map[int]string) error {
	own := map[string]func(*testscript.TestScript, bool, []string){}
	script := s.rewrite(func(c lesson.Command) string {
		if _, ok := held[c.Line]; ok || len(c.Args) == 0 {
			return ""
		}
		text := withoutConds(c)
		name := c.Args[0].Text
		if commands[name] == nil {
			return text
		}
		at := place{c.Line, text}
		own[fmt.Sprintf("%s@%d", name, c.Line)] = s.command(name, at)
		return strings.Replace(text, name, fmt.Sprintf("%s@%d", name, c.Line), 1)
	})
	log, err := s.testscript("script", script, testscript.Params{Cmds: own, Setup: s.setup})
	if err != nil {
		return err
	}
	s.readLog(log)
	return nil
}

// rewrite makes a script of the lesson's commands, each at its line.
func (s *session) rewrite(line func(lesson.Command) string) string {
	var b strings.Builder
	at := 1
	for _, claim := range s.lesson.Claims {
		for _, c := range claim.Commands {
			for ; at < c.Line; at++ {
				b.WriteByte('\n')
			}
			b.WriteString(line(c))
		}
	}
	b.WriteByte('\n')
	return b.String()
}

// withoutConds is a command's text less the conditions before it.
func withoutConds(c lesson.Command) string {
	text := strings.TrimSpace(c.Text)
	for range c.Conds {
		_, rest, _ := strings.Cut(text, "]")
		text = strings.TrimSpace(rest)
	}
	return text
}

// setup lays the lesson's archive out, and puts its programs on PATH.
func (s *session) setup(env *testscript.Env) error {
	s.work = env.WorkDir
	// testscript's own folder would be copied into every run's.
	tmp := filepath.Join(s.dir, "tmp")
	if err := os.Mkdir(tmp, 0o755); err != nil {
		return err
	}
	env.Setenv("TMPDIR", tmp)
	if err := os.RemoveAll(filepath.Join(env.WorkDir, ".tmp")); err != nil {
		return err
	}
	for _, f := range s.lesson.Files {
		name := filepath.Join(env.WorkDir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(f.Data), 0o644); err != nil {
			return err
		}
	}
	bin := filepath.Join(s.dir, "bin")
	if err := os.Mkdir(bin, 0o755); err != nil {
		return err
	}
	for name, path := range s.binaries.plain {
		link := filepath.Join(bin, filepath.FromSlash(name)+filepath.Ext(path))
		if err := os.MkdirAll(filepath.Dir(link), 0o755); err != nil {
			return err
		}
		if err := os.Symlink(path, link); err != nil {
			// Windows asks for a privilege; a hard link does as well.
			if err := os.Link(path, link); err != nil {
				return err
			}
		}
	}
	env.Setenv("PATH", bin+string(os.PathListSeparator)+os.Getenv("PATH"))
	return nil
}

// heldBack asks testscript about the conditions of the script's lines, and
// says of each line that is held back why. Conditions speak of the machine
// alone, so they can be asked before the script runs; and so it is known of
// each line whether it ran.
func (s *session) heldBack() (map[int]string, error) {
	held := map[int]string{}
	holds := map[string]func(*testscript.TestScript, bool, []string){}
	script := s.rewrite(func(c lesson.Command) string {
		if len(c.Conds) == 0 {
			return ""
		}
		held[c.Line] = ""
		name := fmt.Sprintf("holds@%d", c.Line)
		holds[name] = func(*testscript.TestScript, bool, []string) { delete(held, c.Line) }
		return "[" + strings.Join(c.Conds, "] [") + "] " + name
	})
	if len(holds) == 0 {
		return held, nil
	}
	log, err := s.testscript("conditions", script, testscript.Params{Cmds: holds})
	if err != nil {
		return nil, err
	}
	s.readLog(log)
	for _, claim := range s.lesson.Claims {
		for _, c := range claim.Commands {
			if _, ok := held[c.Line]; ok {
				held[c.Line] = reason(c.Conds)
			}
		}
	}
	return held, nil
}

// condition answers for the conditions that testscript does not know.
func condition(cond string) (bool, error) {
	switch n, isCPUs := strings.CutPrefix(cond, "cpus:"); {
	case isCPUs:
		k, err := strconv.Atoi(n)
		if err != nil || k < 1 {
			return false, fmt.Errorf("cpus: takes a number from 1")
		}
		return runtime.NumCPU() >= k, nil
	case cond == "race":
		return build.RaceAvailable() == nil, nil
	case cond == "kernel-lanes":
		return proc.KernelLanes(), nil
	}
	return false, fmt.Errorf("unknown condition")
}

// reason says in words what a line's conditions ask for.
func reason(conds []string) string {
	var parts []string
	for _, cond := range conds {
		name, not := strings.CutPrefix(cond, "!")
		prog, isExec := strings.CutPrefix(name, "exec:")
		n, isCPUs := strings.CutPrefix(name, "cpus:")
		switch {
		case not:
			parts = append(parts, fmt.Sprintf("only where [%s] is not met", name))
		case isExec:
			parts = append(parts, "needs "+prog)
		case isCPUs:
			parts = append(parts, fmt.Sprintf("needs %s CPUs, %d here", n, runtime.NumCPU()))
		case name == "race":
			if err := build.RaceAvailable(); err != nil {
				parts = append(parts, fmt.Sprintf("needs the race detector: %v", err))
			}
		case name == "kernel-lanes":
			parts = append(parts, "needs a kernel that says which process wrote a line")
		default:
			parts = append(parts, fmt.Sprintf("needs [%s]", name))
		}
	}
	return strings.Join(parts, ", ")
}

// testscript runs a script and returns its log.
func (s *session) testscript(name, script string, p testscript.Params) (string, error) {
	file := filepath.Join(s.dir, name+".txtar")
	if err := os.WriteFile(file, []byte(script), 0o644); err != nil {
		return "", err
	}
	p.Files = []string{file}
	p.WorkdirRoot = s.dir
	p.Condition = condition
	p.ContinueOnError = true
	t := &recorder{}
	testscript.RunT(t, p)
	return t.log.String(), nil
}

// recorder is a testscript.T that keeps the log.
type recorder struct{ log strings.Builder }

// Run runs f on a goroutine of its own, as package testing does, since
// FailNow ends the goroutine.
func (r *recorder) Run(_ string, f func(testscript.T)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(r)
	}()
	<-done
}

func (r *recorder) Log(args ...any)   { fmt.Fprintln(&r.log, args...) }
func (r *recorder) Fatal(args ...any) { r.Log(args...); r.FailNow() }
func (r *recorder) Skip(args ...any)  { r.Fatal(args...) }
func (r *recorder) FailNow()          { runtime.Goexit() }
func (r *recorder) Parallel()         {}
func (r *recorder) Verbose() bool     { return true }

var failLine = regexp.MustCompile(`^FAIL: .*\.txtar:(\d+): (.*)$`)

// readLog takes the failures of testscript's own commands from its log; ours
// have noted theirs.
func (s *session) readLog(log string) {
	var since []string // the log since the last command
	for line := range strings.Lines(log) {
		line = strings.TrimRight(line, "\n")
		m := failLine.FindStringSubmatch(line)
		if m == nil {
			if strings.HasPrefix(line, "> ") {
				since = nil
			} else {
				since = append(since, "    "+line)
			}
			continue
		}
		n, _ := strconv.Atoi(m[1])
		if len(s.problems[n]) == 0 {
			s.problems[n] = []found{{
				Problem: lesson.Problem{Place: s.place(n), Msg: m[2]},
				detail:  strings.Join(since, "\n"),
			}}
		}
		since = nil
	}
}
