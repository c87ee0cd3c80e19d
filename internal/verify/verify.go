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
	// Started is called when a command of a claim begins, Ended when a lesson
	// is done; one call at a time.
	Started func(l *lesson.Lesson, claim int)
	Ended   func(Report)
}

// Lessons verifies lessons, several at once, and returns their reports in
// order. A program that does not compile fails the claims that run it. The
// error is of the machine (no toolchain, no cache, ctx ended), never of a
// lesson.
func Lessons(ctx context.Context, o Options, lessons []*lesson.Lesson) ([]Report, error) {
	// It is removed even when this process is killed.
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
	limiter := newLimiter()
	reports := make([]Report, len(lessons))
	errs := make([]error, len(lessons))
	var wg sync.WaitGroup
	for i, l := range lessons {
		wg.Go(func() {
			s := &session{
				ctx: ctx, lesson: l, limiter: limiter, runs: o.Runs, evidence: o.Evidence,
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
				return // a check that was cut short proves nothing
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
