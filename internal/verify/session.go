package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/seed-05413062/course/internal/lesson"
)

// A session is the verification of one lesson.
type session struct {
	ctx      context.Context
	lesson   *lesson.Lesson
	limiter  *limiter
	runs     int           // in place of each -n above 1, where above 0
	most     int           // runs of a batch
	timeout  time.Duration // of a run, where it is less than the line's own
	dir      string        // for the script and its working directory
	binaries binaries
	evidence bool
	replay   int    // the one run to be made, from 1; 0 for all
	command  string // how a run is made again begins with it, "" for not to say it
	hasty    bool   // the first failure ends it
	started  func(claim int)

	script  *testscript.TestScript // while a command of ours runs
	work    string                 // testscript's working directory
	batch   *batch                 // of the last "run"
	batches []*batch               // all of them, where evidence is asked for
	total   int                    // runs
	lacks   error                  // what the machine lacks, nil while it has all that runs take
	longest time.Duration          // of a run

	// By the line of a command:
	skipped  map[int]string // why it is held back
	looked   map[int]*batch // the runs that it looked at
	failures map[int][]*failure
	elapsed  map[int]time.Duration
}

// verify runs the lesson's script.
func (s *session) verify() (Report, error) {
	start := time.Now()
	if err := s.askConditions(); err != nil {
		return Report{}, err
	}
	err := s.play()
	if s.lacks != nil {
		err = s.lacks // which is why the script failed
	}
	if err != nil {
		return Report{}, err
	}
	r := Report{Lesson: s.lesson, Runs: s.total}
	for _, c := range s.lesson.Claims {
		r.Claims = append(r.Claims, s.result(c))
	}
	for _, b := range s.batches {
		r.Batches = append(r.Batches, b.recording())
	}
	r.Elapsed = time.Since(start)
	return r, nil
}

// result gathers what the commands of a claim found.
func (s *session) result(claim lesson.Claim) Result {
	r := Result{Claim: claim.Text, Place: s.lesson.At(claim.Line), Status: Skip}
	var reasons []string
	var failures []*failure
	for _, c := range claim.Commands {
		reason, skipped := s.skipped[c.Line]
		switch {
		case changeOf(c) != nil:
			// It checks nothing.
		case !skipped:
			r.Status = Pass
		case !slices.Contains(reasons, reason):
			reasons = append(reasons, reason)
		}
		r.Elapsed += s.elapsed[c.Line]
		if b := s.looked[c.Line]; b != nil {
			r.Runs = max(r.Runs, len(b.trials))
		}
		if b := s.looked[c.Line]; b != nil && s.evidence {
			r.Seen = append(r.Seen, b.sightings(c)...)
		}
		failures = append(failures, s.failures[c.Line]...)
	}
	for _, f := range failures {
		r.Status = Fail
		r.Problems = append(r.Problems, f.Problem)
	}
	r.Reason = strings.Join(reasons, "; ")
	r.Detail = explain(failures)
	return r
}

// claimAt is the index of the claim that has a command.
func (s *session) claimAt(c lesson.Command) int {
	return slices.IndexFunc(s.lesson.Claims, func(claim lesson.Claim) bool {
		return slices.ContainsFunc(claim.Commands, func(other lesson.Command) bool { return other.Line == c.Line })
	})
}

// caller is what testscript calls for a command of ours.
func (s *session) caller(c lesson.Command) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, words []string) {
		start := time.Now()
		defer func() { s.elapsed[c.Line] += time.Since(start) }()
		if err := cmp.Or(s.ctx.Err(), s.lacks); err != nil {
			ts.Fatalf("%v", err)
		}
		s.started(s.claimAt(c))
		s.script = ts
		if err := s.do(c, append([]string{c.Args[0].Text}, words...), neg); err != nil {
			s.fail(c, err)
			ts.Fatalf("%v", err)
		}
	}
}

func (s *session) do(c lesson.Command, words []string, neg bool) error {
	a, err := parse(words, neg)
	if err != nil {
		return err
	}
	if a.looks {
		if s.batch == nil {
			return errors.New("not checked: the run before it did not start")
		}
		s.looked[c.Line] = s.batch
	}
	err = a.do(s, c)
	if a.run != nil {
		s.looked[c.Line] = s.batch
	}
	return err
}

// show gives testscript's own stdout, stderr and cmp what a single run
// printed.
func (s *session) show(t *trial) {
	out, errw := s.script.Stdout(), s.script.Stderr()
	for _, l := range t.Lines {
		w := out
		if l.Stderr {
			w = errw
		}
		fmt.Fprintln(w, l.Text)
	}
}

// scriptEnv is what the script's own env commands set: the rest of
// testscript's environment is not for its runs.
func (s *session) scriptEnv() []string {
	keys := []string{"PATH"}
	for _, claim := range s.lesson.Claims {
		for _, c := range claim.Commands {
			if len(c.Args) == 0 || c.Args[0].Text != "env" {
				continue
			}
			for _, arg := range c.Args[1:] {
				if key, _, ok := strings.Cut(arg.Text, "="); ok && !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
			}
		}
	}
	var env []string
	for _, key := range keys {
		env = append(env, key+"="+s.script.Getenv(key))
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
