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
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-05413062/course/internal/lesson"
)

// play has testscript run the lesson's script, without the lines that are
// held back. Every command stands at its line of the lesson. Ours carry that
// line in their name ("run@41"), since testscript does not tell it.
func (s *session) play() error {
	ours := map[string]func(*testscript.TestScript, bool, []string){}
	script := s.rewrite(func(c lesson.Command) string {
		if _, skipped := s.skipped[c.Line]; skipped || len(c.Args) == 0 {
			return ""
		}
		text, name := withoutConds(c), c.Args[0].Text
		switch a, ours, _ := parseCommand(c); {
		case !ours:
			return text
		case a.do == nil:
			return ""
		}
		called := fmt.Sprintf("%s@%d", name, c.Line)
		ours[called] = s.caller(c)
		return strings.Replace(text, name, called, 1)
	})
	archive := &txtar.Archive{Comment: []byte(script)}
	for _, f := range s.lesson.Files {
		archive.Files = append(archive.Files, txtar.File{Name: f.Name, Data: []byte(f.Data)})
	}
	return s.testscript("script", archive, testscript.Params{Cmds: ours, Setup: s.setup})
}

// rewrite is the lesson's script with other commands, each at its line.
func (s *session) rewrite(command func(lesson.Command) string) string {
	lines := strings.Split(s.lesson.Script(), "\n")
	for _, claim := range s.lesson.Claims {
		for _, c := range claim.Commands {
			lines[c.Line-1] = command(c)
		}
	}
	return strings.Join(lines, "\n")
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

// setup puts the lesson's programs on PATH.
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

// testscript runs a script, and notes the failures of its own commands.
func (s *session) testscript(name string, archive *txtar.Archive, p testscript.Params) error {
	file := filepath.Join(s.dir, name+".txtar")
	if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
		return err
	}
	p.Files = []string{file}
	p.WorkdirRoot = s.dir
	p.Condition = condition
	p.ContinueOnError = !s.hasty
	l := &log{}
	testscript.RunT(l, p)
	s.readLog(l.text.String())
	return nil
}

// log is a testscript.T that keeps what is logged.
type log struct{ text strings.Builder }

// Run runs f on a goroutine of its own, as package testing does, since
// FailNow ends the goroutine.
func (l *log) Run(_ string, f func(testscript.T)) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f(l)
	}()
	<-done
}

func (l *log) Log(args ...any)   { fmt.Fprintln(&l.text, args...) }
func (l *log) Fatal(args ...any) { l.Log(args...); l.FailNow() }
func (l *log) Skip(args ...any)  { l.Fatal(args...) }
func (l *log) FailNow()          { runtime.Goexit() }
func (l *log) Parallel()         {}
func (l *log) Verbose() bool     { return true }

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
		if len(s.failures[n]) == 0 {
			f := failed("%s", m[2])
			f.Place, f.detail = s.lesson.At(n), strings.Join(since, "\n")
			s.failures[n] = append(s.failures[n], f)
		}
		since = nil
	}
}
