// Package verify turns lessons into results: it builds a lesson's programs,
// runs its script with testscript, and says of each claim whether it holds.
// It knows no *testing.T: go test and course check both call it.
package verify

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
	"github.com/seed-05413062/course/internal/recording"
)

// Status says whether a claim holds.
type Status string

const (
	Pass Status = "pass"
	Fail Status = "fail"
	Skip Status = "skip" // every command was held back by a condition
)

// Result is what the check of a claim found.
type Result struct {
	Claim   string
	Place   lesson.Place // of the claim
	Status  Status
	Elapsed time.Duration
	// Problems are what failed, each at its command's line.
	Problems lesson.Problems
	// Detail explains the problems: the transcript of the run that failed,
	// with the process that wrote each line. Lines, ready to print.
	Detail string
	// Reason says why the claim, or a command of it, was held back.
	Reason string
	// Runs is how many supervised runs the claim was checked in.
	Runs int
	// Seen is in how many runs there was what some run must have, where
	// Options.Evidence asks for it.
	Seen []recording.Seen
	// Broken is how many broken lines were tried.
	Broken int
}

// Report is what the check of a lesson found.
type Report struct {
	Lesson  *lesson.Lesson
	Claims  []Result
	Runs    int // supervised runs made
	Elapsed time.Duration
	// Batches are the evidence of the runs, where Options.Evidence asks for it.
	Batches []recording.Batch
}

// Status is Fail when a claim failed, Skip when one was skipped, else Pass.
func (r Report) Status() Status {
	status := Pass
	for _, c := range r.Claims {
		switch {
		case c.Status == Fail:
			return Fail
		case c.Status == Skip:
			status = Skip
		}
	}
	return status
}

// Options are the ways to verify.
type Options struct {
	Cache *build.Cache
	Runs  int // in place of every -n above 1, where above 0
	// Evidence is kept of the runs, for a recording.
	Evidence bool
	// Broken also makes the change of each broken line, and asks that its claim
	// then fails; in one language of a lesson.
	Broken bool
	// Started is called when a command of a claim begins, and when the broken
	// lines begin, with the number of claims; Ended when a lesson is done. One
	// call at a time.
	Started func(l *lesson.Lesson, claim int)
	Ended   func(Report)
	// Command is how the caller is called, "course -C dir": what fails says with
	// it how a run is made again. "": it does not.
	Command string

	replay int // the one run to be made, from 1; 0 for all
}

// Lessons verifies lessons, several at once, and returns their reports in
// order. A program that does not compile fails the claims that run it. The
// error is of the machine (no toolchain, no cache, ctx ended), never of a
// lesson.
func Lessons(ctx context.Context, o Options, lessons []*lesson.Lesson) ([]Report, error) {
	v, release, err := begin(ctx, o, lessons)
	if err != nil {
		return nil, err
	}
	defer release()

	reports := make([]Report, len(lessons))
	var wg sync.WaitGroup
	var end context.CancelCauseFunc
	v.ctx, end = context.WithCancelCause(ctx)
	defer end(nil)
	for i, l := range lessons {
		wg.Go(func() {
			var err error
			if reports[i], err = v.lesson(l); err != nil {
				end(err) // what the machine lacks, it lacks for all
			}
		})
	}
	wg.Wait()
	if err := context.Cause(v.ctx); err != nil {
		return nil, err
	}
	return reports, nil
}

// begin makes a verifier of lessons whose programs are built. What it has
// written is removed by release, and even when this process is killed.
func begin(ctx context.Context, o Options, lessons []*lesson.Lesson) (v *verifier, release func(), err error) {
	dir, release, err := proc.TempDir()
	if err != nil {
		return nil, nil, proc.Machine(err, "")
	}
	v = &verifier{Options: o, ctx: ctx, dir: dir, limiter: newLimiter(), mutants: map[*lesson.Lesson][]*mutant{}}
	if err := v.build(lessons); err != nil {
		release()
		return nil, nil, proc.Machine(err, "")
	}
	return v, release, nil
}

// A verifier verifies the lessons of one call.
type verifier struct {
	Options
	ctx      context.Context
	dir      string // for all that it writes
	limiter  *limiter
	mutants  map[*lesson.Lesson][]*mutant // that are tried
	binaries map[*lesson.Lesson]binaries

	telling sync.Mutex // Started and Ended are called under it
}

// build builds the programs of all lessons and mutants in one go.
func (v *verifier) build(lessons []*lesson.Lesson) (err error) {
	all := slices.Clone(lessons)
	if v.Broken {
		tried := map[string]bool{}
		for _, l := range lessons {
			if tried[l.Name] {
				continue // the languages of a lesson agree
			}
			tried[l.Name] = true
			v.mutants[l] = mutantsOf(l)
			for _, m := range v.mutants[l] {
				all = append(all, m.lesson)
			}
		}
	}
	v.binaries, err = v.buildAll(all)
	return err
}

// buildAll builds the programs of lessons, in the verifier's folder.
func (v *verifier) buildAll(lessons []*lesson.Lesson) (map[*lesson.Lesson]binaries, error) {
	cache := *v.Cache
	cache.TempDir = v.dir
	return buildAll(v.ctx, &cache, lessons)
}

// lesson verifies one lesson.
func (v *verifier) lesson(l *lesson.Lesson) (Report, error) {
	s, err := v.session(l, "")
	if err != nil {
		return Report{}, err
	}
	r, err := s.verify()
	if err == nil && v.ctx.Err() == nil && len(v.mutants[l]) > 0 {
		s.started(len(l.Claims))
		start := time.Now()
		err = v.breakClaims(s, &r)
		r.Elapsed += time.Since(start)
	}
	if err != nil || v.ctx.Err() != nil {
		return r, err // a check that was cut short proves nothing
	}
	if v.Ended != nil {
		v.telling.Lock()
		defer v.telling.Unlock()
		v.Ended(r)
	}
	return r, nil
}

// session is a session in a folder of its own: name tells those of one lesson
// apart.
func (v *verifier) session(l *lesson.Lesson, name string) (*session, error) {
	s := &session{
		ctx: v.ctx, lesson: l, limiter: v.limiter, runs: v.Runs, most: mostRuns, evidence: v.Evidence,
		dir: filepath.Join(v.dir, l.Name+"."+l.Lang+name), binaries: v.binaries[l], replay: v.replay,
		started: func(int) {},
		looked:  map[int]*batch{}, failures: map[int][]*failure{}, elapsed: map[int]time.Duration{},
	}
	if name == "" { // it is no mutant
		s.command = v.Command
	}
	if v.Started != nil && name == "" {
		s.started = func(claim int) {
			v.telling.Lock()
			defer v.telling.Unlock()
			v.Started(l, claim)
		}
	}
	return s, os.Mkdir(s.dir, 0o755)
}
