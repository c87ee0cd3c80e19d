package verify

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
)

// A session is the verification of one lesson.
type session struct {
	ctx      context.Context
	lesson   *lesson.Lesson
	gate     *gate
	runs     int    // in place of -n, where above 0
	dir      string // for the script and its working directory
	binaries binaries
	evidence bool
	started  func(claim int)

	batch    *batch   // of the last "run"
	batches  []*batch // all of them, where evidence is asked for
	work     string   // testscript's working directory
	env      []string
	total    int                   // runs
	checked  map[int]*batch        // by line: the runs that the command looked at
	problems map[int][]found       // by line
	elapsed  map[int]time.Duration // by line
}

// found is a problem of a line, and what explains it: the run in which it
// came, with the lines that it is about, or a text.
type found struct {
	lesson.Problem
	failure *failure
	about   []int
	detail  string
}

// failure is an assertion that does not hold in a run.
type failure struct {
	err   error
	trial *trial
	of    *batch
	// never says that the failure is of all runs, and trial one of them.
	never bool
}

func (f *failure) Error() string { return f.err.Error() }

// explained is an error with a text that explains it.
type explained struct {
	error
	detail string
}

// verify runs the lesson's script.
func (s *session) verify() (Report, error) {
	start := time.Now()
	s.problems = map[int][]found{}
	s.checked = map[int]*batch{}
	s.elapsed = map[int]time.Duration{}
	held, err := s.heldBack()
	if err != nil {
		return Report{}, err
	}
	if err := s.play(held); err != nil {
		return Report{}, err
	}
	r := Report{Lesson: s.lesson, Runs: s.total}
	for _, c := range s.lesson.Claims {
		r.Claims = append(r.Claims, s.result(c, held))
	}
	for _, b := range s.batches {
		r.Batches = append(r.Batches, s.record(b))
	}
	r.Elapsed = time.Since(start)
	return r, nil
}

// result gathers what the lines of a claim came to.
func (s *session) result(c lesson.Claim, held map[int]string) Result {
	r := Result{Claim: c.Text, Place: s.place(c.Line), Status: Pass}
	run := 0
	var reasons []string
	var all []found
	for _, command := range c.Commands {
		if reason, ok := held[command.Line]; ok {
			if !slices.Contains(reasons, reason) {
				reasons = append(reasons, reason)
			}
		} else {
			run++
		}
		r.Elapsed += s.elapsed[command.Line]
		if b := s.checked[command.Line]; b != nil {
			r.Runs = max(r.Runs, len(b.trials))
		}
		all = append(all, s.problems[command.Line]...)
	}
	for _, f := range all {
		r.Problems = append(r.Problems, f.Problem)
	}
	r.Reason = strings.Join(reasons, "; ")
	r.Detail = detail(all)
	switch {
	case len(r.Problems) > 0:
		r.Status = Fail
	case run == 0:
		r.Status = Skip
	}
	return r
}

func (s *session) place(line int) lesson.Place {
	return lesson.Place{File: s.lesson.Path, Line: line}
}

// command is what testscript calls for one of our commands at a line.
func (s *session) command(name string, at place) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, args []string) {
		start := time.Now()
		defer func() { s.elapsed[at.line] += time.Since(start) }()
		if s.ctx.Err() != nil {
			ts.Fatalf("%v", s.ctx.Err())
		}
		for i, c := range s.lesson.Claims {
			if slices.ContainsFunc(c.Commands, func(c lesson.Command) bool { return c.Line == at.line }) {
				s.started(i)
			}
		}
		err := s.do(ts, name, at, neg, args)
		if err != nil {
			s.fail(at, err)
			ts.Fatalf("%v", err)
		}
	}
}

func (s *session) do(ts *testscript.TestScript, name string, at place, neg bool, args []string) error {
	c, err := parse(append([]string{name}, args...), neg)
	if err != nil {
		return err
	}
	if run, ok := c.(*runCommand); ok {
		s.env = s.scriptEnv(ts)
		if err := run.do(s, at); err != nil {
			return err
		}
		s.checked[at.line] = s.batch
		if len(s.batch.trials) == 1 {
			show(ts, s.batch.trials[0])
		}
		return nil
	}
	if l, ok := c.(*lanesCommand); !ok || l.file == "stdout" {
		if s.batch == nil {
			return fmt.Errorf("not checked: the run before it did not start")
		}
		s.checked[at.line] = s.batch
	}
	return c.do(s, at)
}

// show gives testscript's own stdout, stderr and cmp what a single run
// printed.
func show(ts *testscript.TestScript, t *trial) {
	out, errw := ts.Stdout(), ts.Stderr()
	for _, l := range t.Lines {
		w := out
		if l.Stderr {
			w = errw
		}
		fmt.Fprintln(w, l.Text)
	}
}

// do makes the runs.
func (c *runCommand) do(s *session, at place) error {
	s.batch = nil
	path, err := s.lookup(c)
	if err != nil {
		return err
	}
	b := &batch{command: c, at: at, path: path, env: s.env, files: s.work, temp: s.dir}
	// The languages of a lesson run the same programs.
	b.key = strings.Join(append([]string{s.lesson.Name, c.program}, c.args...), " ")
	if c.in != "" {
		text, err := s.read(c.in)
		if err != nil {
			return err
		}
		b.stdin = []byte(text)
	}
	n := c.n
	if _, own := s.binaries.plain[c.program]; n > 1 && s.runs > 0 && (own || !s.evidence) {
		n = s.runs // a recording is of the lesson's own programs
	}
	if err := b.grow(s, n); err != nil {
		return err
	}
	s.batch = b
	if s.evidence {
		s.batches = append(s.batches, b)
	}
	return b.every(at, c.ended)
}

// lookup finds what "run" is to run: a program of the lesson, else a command
// on PATH.
func (s *session) lookup(c *runCommand) (string, error) {
	programs := s.binaries.plain
	if c.race {
		programs = s.binaries.race
	}
	if path := programs[c.program]; path != "" {
		return path, nil
	}
	if problems, ok := s.binaries.broken[c.program]; ok {
		if len(problems) == 0 {
			return "", fmt.Errorf("%s does not compile", c.program)
		}
		return "", problems
	}
	if c.race {
		if s.binaries.plain[c.program] == "" {
			return "", fmt.Errorf("-race builds a program of the lesson, and %q is none", c.program)
		}
		return "", errors.New("the race detector is not to be had here: hold the claim back with [race]")
	}
	path, err := proc.LookPath(c.program)
	if err != nil {
		return "", fmt.Errorf("%q is neither a program of this lesson nor a command on PATH", c.program)
	}
	return filepath.Abs(path)
}

// scriptEnv is what the script's own env commands set.
func (s *session) scriptEnv(ts *testscript.TestScript) []string {
	env := []string{"PATH=" + ts.Getenv("PATH")}
	for _, key := range envKeys(s.lesson) {
		env = append(env, key+"="+ts.Getenv(key))
	}
	return env
}

// read reads a file of the script's working directory.
func (s *session) read(name string) (string, error) {
	if filepath.IsAbs(name) {
		return "", fmt.Errorf("%s: a lesson's files are named from its archive", name)
	}
	data, err := os.ReadFile(filepath.Join(s.work, filepath.FromSlash(name)))
	if errors.Is(err, os.ErrNotExist) {
		return "", fmt.Errorf("%s: the lesson has no such file", name)
	}
	return string(data), err
}

// want parses a want file of the lesson.
func (s *session) want(name string) (*lanes.Want, error) {
	for _, f := range s.lesson.Files {
		if f.Name == name {
			return lanes.Parse(f.Data, f.Line)
		}
	}
	return nil, fmt.Errorf("%s: the lesson has no such file", name)
}

// fail notes what went wrong at a line, in words and with the run in which
// it did.
func (s *session) fail(at place, err error) {
	var compile lesson.Problems
	if errors.As(err, &compile) {
		for _, p := range compile {
			s.problems[at.line] = append(s.problems[at.line], found{Problem: p})
		}
		return
	}
	note := found{Problem: lesson.Problem{Place: s.place(at.line), Msg: err.Error()}}
	if e := (*explained)(nil); errors.As(err, &e) {
		note.detail = e.detail
	}
	var f *failure
	if errors.As(err, &f) {
		note.failure = f
		var m *marked
		if errors.As(f.err, &m) {
			note.about = m.lines
		}
		if n := len(f.of.trials); n > 1 && !f.never {
			note.Msg = fmt.Sprintf("run %d of %d: %s", f.trial.number, n, note.Msg)
		}
	}
	s.problems[at.line] = append(s.problems[at.line], note)
}

// failStanding notes that an assertion made earlier does not hold in a run
// that was added for a later one. It is the earlier one's failure.
func (s *session) failStanding(b *batch, c standing, t *trial, err error) error {
	s.fail(c.at, &failure{err: err, trial: t, of: b})
	return fmt.Errorf("in run %d, added to see what can happen, line %d fails: %s", t.number, c.at.line, firstLine(err.Error()))
}

func firstLine(s string) string {
	first, _, _ := strings.Cut(s, "\n")
	return first
}
