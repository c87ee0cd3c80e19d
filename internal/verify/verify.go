// Package verify turns lessons into results: it builds a lesson's programs,
// runs its script with testscript, and says of each claim whether it holds.
// It knows no *testing.T: go test and course check both call it.
package verify

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
	"github.com/seed-05413062/course/internal/recording"
)

// Status is what became of a claim.
type Status string

const (
	Pass Status = "pass"
	Fail Status = "fail"
	Skip Status = "skip" // every command was held back by a condition
)

// Result is what became of one claim.
type Result struct {
	Claim   string
	Place   lesson.Place // of the claim
	Status  Status
	Elapsed time.Duration
	// Problems are what failed, each at its command's line.
	Problems lesson.Problems
	// Detail explains the problems: the transcript of the run that failed,
	// with who wrote each line. Lines, ready to print.
	Detail string
	// Reason says why the claim, or a command of it, was held back.
	Reason string
	// Runs is how many supervised runs the claim was held against.
	Runs int
}

// Report is what became of a lesson.
type Report struct {
	Lesson  *lesson.Lesson
	Claims  []Result
	Runs    int // supervised runs made
	Elapsed time.Duration
	// Batches are what the runs showed, where Options.Evidence asks for it.
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
	// Evidence keeps what the runs showed, for a recording.
	Evidence bool
	// Started is told when the commands of claim i begin, Ended when a
	// lesson is done; both from one goroutine at a time.
	Started func(l *lesson.Lesson, claim int)
	Ended   func(Report)
}

// Lessons verifies lessons, several at once, and returns their reports in
// order. A program that does not compile fails the claims that run it. The
// error is of the machine (no toolchain, no cache, ctx ended), never of a
// lesson.
func Lessons(ctx context.Context, o Options, lessons []*lesson.Lesson) ([]Report, error) {
	// Its janitor removes the folder even when this process is killed.
	dir, release, err := proc.TempDir()
	if err != nil {
		return nil, err
	}
	defer release()
	cache := *o.Cache
	cache.TempDir = dir
	bins, err := buildAll(ctx, &cache, lessons)
	if err != nil {
		return nil, err
	}

	var mu sync.Mutex // Started and Ended are called under it
	g := newGate()
	reports := make([]Report, len(lessons))
	errs := make([]error, len(lessons))
	var wg sync.WaitGroup
	for i, l := range lessons {
		wg.Go(func() {
			s := &session{
				ctx: ctx, lesson: l, gate: g, runs: o.Runs, evidence: o.Evidence,
				dir:      filepath.Join(dir, l.Name+"."+l.Lang),
				binaries: bins[l],
				started: func(claim int) {
					if o.Started != nil {
						mu.Lock()
						defer mu.Unlock()
						o.Started(l, claim)
					}
				},
			}
			if errs[i] = os.Mkdir(s.dir, 0o755); errs[i] != nil {
				return
			}
			if reports[i], errs[i] = s.verify(); errs[i] != nil || ctx.Err() != nil {
				return // what was cut short proves nothing, either way
			}
			if o.Ended != nil {
				mu.Lock()
				defer mu.Unlock()
				o.Ended(reports[i])
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return reports, errors.Join(errs...)
}

// binaries are the programs of one lesson, built.
type binaries struct {
	plain, race map[string]string          // by the program's name
	broken      map[string]lesson.Problems // why there is none
}

// buildAll builds the programs of all lessons in one go, and once more with
// the race detector those that a script runs with -race.
func buildAll(ctx context.Context, cache *build.Cache, lessons []*lesson.Lesson) (map[*lesson.Lesson]binaries, error) {
	raceable := build.RaceAvailable() == nil
	var programs []build.Program
	for _, l := range lessons {
		raced := racedPrograms(l)
		for _, p := range l.Programs {
			programs = append(programs, build.Program{Lesson: l, Program: p})
			if raceable && raced[p.Name] {
				programs = append(programs, build.Program{Lesson: l, Program: p, Race: true})
			}
		}
	}
	paths, err := cache.Build(ctx, programs)
	var problems lesson.Problems
	if err != nil && !errors.As(err, &problems) {
		return nil, err
	}
	all := map[*lesson.Lesson]binaries{}
	for _, l := range lessons {
		all[l] = binaries{map[string]string{}, map[string]string{}, map[string]lesson.Problems{}}
	}
	for i, p := range programs {
		b := all[p.Lesson]
		switch {
		case paths[i] == "":
			b.broken[p.Program.Name] = problemsOf(problems, p)
		case p.Race:
			b.race[p.Program.Name] = paths[i]
		default:
			b.plain[p.Program.Name] = paths[i]
		}
	}
	return all, nil
}

// problemsOf picks the problems that lie in a program's files.
func problemsOf(all lesson.Problems, p build.Program) (own lesson.Problems) {
	for _, q := range all {
		if q.File != p.Lesson.Path {
			continue
		}
		for _, f := range p.Program.Files {
			if q.Line >= f.Line && q.Line <= f.Line+countLines(f.Data) {
				own = append(own, q)
			}
		}
	}
	return own
}
