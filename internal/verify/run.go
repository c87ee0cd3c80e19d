package verify

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
)

// raceExit is the status of a program in which the race detector found a
// race, unless GORACE says otherwise.
const raceExit = 66

// run is what the command of that name asks for: which runs to make, and how
// each must end.
type run struct {
	n       int
	in      string
	exit    int // -1: not asked for
	plain   bool
	race    bool
	neg     bool
	program string
	spec    proc.Spec // what the line says of it
}

var runCommand = command{
	usage: "[!] run [-n N] [-in FILE] [-until RE] [-exit K] [-leaves] [-plain] [-race] [-timeout D] PROG ARGS…",
	parse: func(a *args) action {
		r := &run{neg: a.neg}
		a.IntVar(&r.n, "n", 1, "")
		a.StringVar(&r.in, "in", "", "")
		until := a.String("until", "", "")
		a.IntVar(&r.exit, "exit", -1, "")
		a.BoolVar(&r.spec.Leaves, "leaves", false, "")
		a.BoolVar(&r.plain, "plain", false, "")
		a.BoolVar(&r.race, "race", false, "")
		a.Func("timeout", "", func(text string) (err error) {
			if r.spec.Timeout, err = time.ParseDuration(text); err != nil {
				err = errors.New("a time has a unit: 5s, 500ms")
			}
			return err
		})
		a.read(1, -1)
		switch {
		case r.n < 1 || r.n > mostRuns:
			a.fail("-n must be from 1 to %d", mostRuns)
		case r.neg && r.exit == 0:
			a.fail("! run wants a failure, and -exit 0 is none")
		case r.spec.Timeout < 0:
			a.fail("-timeout must be above 0")
		case r.exit > 255:
			a.fail("-exit %d: a status is from 0 to 255", r.exit)
		case a.Arg(a.NArg()-1) == "&":
			a.fail("run waits for the program: there is no & (-leaves waits for what it leaves behind)")
		}
		if *until != "" {
			r.spec.Until = a.compile(*until)
		}
		r.program = a.Arg(0)
		if a.NArg() > 1 {
			r.spec.Args = a.Args()[1:]
		}
		return action{run: r, lint: r.lint, do: r.do}
	},
}

func (r *run) lint(l *linter, c lesson.Command) {
	l.used[r.program] = true
	l.program(c, r.program)
	if r.in != "" {
		l.file(c, r.in)
	}
}

// do makes the runs.
func (r *run) do(s *session, c lesson.Command) error {
	s.batch = nil
	b := &batch{session: s, run: r, command: c, spec: r.spec}
	var err error
	if b.spec.Path, err = s.lookup(r); err != nil {
		return err
	}
	if r.in != "" {
		text, err := s.read(r.in)
		if err != nil {
			return err
		}
		b.spec.Stdin = []byte(text)
	}
	b.spec.Files, b.spec.TempDir, b.spec.Env = s.work, s.dir, s.scriptEnv()
	// The languages of a lesson run the same programs.
	b.key = strings.Join(append([]string{s.lesson.Name}, r.words()...), " ")
	if s.timeout > 0 && (r.spec.Timeout == 0 || r.spec.Timeout > s.timeout) {
		b.spec.Timeout = s.timeout
	}
	n := r.n
	if _, own := s.binaries.plain[r.program]; n > 1 && s.runs > 0 && (own || !s.evidence) {
		n = s.runs // a recording is of the lesson's own programs
	}
	if err := b.make(min(n, s.most)); err != nil {
		return err
	}
	s.batch = b
	if s.evidence {
		s.batches = append(s.batches, b)
	}
	if len(b.trials) == 1 {
		s.show(b.trials[0])
	}
	return b.every(c, r.checkEnd)
}

// words are the program and its arguments.
func (r *run) words() []string { return append([]string{r.program}, r.spec.Args...) }

// checkEnd checks how a run ended.
func (r *run) checkEnd(t *trial) error {
	failure := t.Exit != 0 // a signal's Exit is -1
	switch {
	case t.Stopped != "":
		return failed("%s was stopped: %s", r.program, t.Stopped)
	case len(t.LeftOver) > 0 && !r.spec.Leaves:
		return failed("%s left %s running (-leaves waits for what a program leaves behind)", r.program, t.leftOver())
	case r.spec.Until != nil && !t.Interrupted:
		return failed("no line matched -until '%s'", r.spec.Until)
	case r.exit >= 0 && t.Exit != r.exit:
		return failed("%s %s; -exit %d was wanted", r.program, t.ending(), r.exit)
	case r.exit >= 0:
		return nil
	case r.spec.Until != nil && (t.Signal == syscall.SIGINT || t.Signal == 0):
		return nil // it may catch the interrupt, and end with any status
	case r.neg && !failure:
		return failed("%s succeeded; a failure was wanted", r.program)
	case r.neg || !failure:
		return nil
	case r.race && t.Exit == raceExit:
		return failed("%s %s: the race detector found a data race", r.program, t.ending())
	}
	return failed("%s %s", r.program, t.ending())
}

// lookup finds what is to run: a program of the lesson, else a command on
// PATH.
func (s *session) lookup(r *run) (string, error) {
	programs := s.binaries.plain
	if r.race {
		programs = s.binaries.race
	}
	if path := programs[r.program]; path != "" {
		return path, nil
	}
	if problems, ok := s.binaries.failed[r.program]; ok {
		return "", problems
	}
	if r.race {
		if s.binaries.plain[r.program] == "" {
			return "", fmt.Errorf("-race builds a program of the lesson, and %q is none", r.program)
		}
		return "", errors.New("race detector unavailable: hold the claim back with [race]")
	}
	path, err := proc.LookPath(r.program)
	if err != nil {
		return "", fmt.Errorf("%q is neither a program of this lesson nor a command on PATH", r.program)
	}
	return filepath.Abs(path)
}
