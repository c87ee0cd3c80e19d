package verify

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/seed-05413062/course/internal/lesson"
)

const (
	// mostBrokenRuns bounds the runs of a mutant: what was not seen in so many
	// is taken for what can't be seen.
	mostBrokenRuns = 30
	// hangTimeout is how long a program may take that is expected to hang.
	hangTimeout = 5 * time.Second
)

// A mutant is a copy of a lesson with the change of a broken line. The claim
// of that line must fail in it.
type mutant struct {
	*change
	command lesson.Command // the broken line
	claim   int            // its index
	lesson  *lesson.Lesson
}

// mutantsOf are the mutants that a lesson's broken lines ask for.
func mutantsOf(l *lesson.Lesson) (all []*mutant) {
	for i, claim := range l.Claims {
		for _, c := range claim.Commands {
			if change := changeOf(c); change != nil && change.fits(l.File(change.file)) {
				all = append(all, &mutant{change, c, i, change.inLesson(l, c.Line)})
			}
		}
	}
	return all
}

// inLesson makes the change in a copy of the lesson.
func (c *change) inLesson(l *lesson.Lesson, line int) *lesson.Lesson {
	changed := withFile(l, c.file, c.in)
	changed.Name = fmt.Sprintf("%s-broken-%d", l.Name, line)
	changed.Path = fmt.Sprintf("%s (broken on line %d)", l.Path, line)
	return changed
}

// withFile is a copy of the lesson with a changed file. It must get a name and
// a path of its own: what the build and the limiter know of the one is not
// true of the other.
func withFile(l *lesson.Lesson, name string, change func(lesson.File) lesson.File) *lesson.Lesson {
	changed := *l
	in := func(files []lesson.File) []lesson.File {
		files = slices.Clone(files)
		for i, f := range files {
			if f.Name == path.Clean(name) {
				files[i] = change(f)
			}
		}
		return files
	}
	changed.Files = in(l.Files)
	changed.Programs = slices.Clone(l.Programs)
	for i, p := range changed.Programs {
		changed.Programs[i].Files = in(p.Files)
	}
	return &changed
}

// timeout is the limit of its runs, 0 for that of their lines.
func (m *mutant) timeout() time.Duration {
	if m.hang {
		return hangTimeout
	}
	return 0
}

// breakClaims tries the mutants of a lesson whose check has made the report,
// and adds to it what they show.
func (v *verifier) breakClaims(s *session, r *Report) error {
	mutants := v.mutants[s.lesson]
	failures := make([]*failure, len(mutants))
	runs := make([]int, len(mutants))
	errs := make([]error, len(mutants))
	var wg sync.WaitGroup
	for i, m := range mutants {
		claim := &r.Claims[m.claim]
		if _, skipped := s.skipped[m.command.Line]; skipped || claim.Status != Pass {
			continue // its claim was not checked, or fails anyway
		}
		claim.Broken++
		wg.Go(func() { failures[i], runs[i], errs[i] = v.try(m, s.skipped) })
	}
	wg.Wait()
	for i, m := range mutants {
		r.Runs += runs[i]
		if f := failures[i]; f != nil {
			f.Place = s.lesson.At(m.command.Line)
			if f.trial != nil {
				f.detail = fmt.Sprintf("with the change of line %d, %s", m.command.Line, f.trial.show(nil))
			}
			s.failures[m.command.Line] = append(s.failures[m.command.Line], f)
		}
	}
	for i, claim := range s.lesson.Claims {
		broken := r.Claims[i].Broken
		r.Claims[i] = s.result(claim)
		r.Claims[i].Broken = broken
	}
	return errors.Join(errs...)
}

// try checks the claim of a mutant. The failure says that the claim does not
// fail, or not for a reason of its own; it is nil where all is well.
func (v *verifier) try(m *mutant, skipped map[int]string) (f *failure, runs int, err error) {
	for program, problems := range v.binaries[m.lesson].failed {
		if strings.HasPrefix(m.file, program+"/") {
			for _, p := range problems {
				return failed("the changed program does not compile: line %d: %s", p.Line, p.Msg), 0, nil
			}
			return failed("the changed program does not compile"), 0, nil
		}
	}
	skipped, repeats := m.skip(skipped)
	rounds := []int{v.Runs}
	if repeats {
		// What fails in one run fails in more: only a survivor makes all.
		rounds = []int{1, v.Runs}
	}
	for i, n := range rounds {
		s, err := v.session(m.lesson, fmt.Sprint(i))
		if err != nil {
			return nil, runs, err
		}
		s.runs, s.most, s.skipped, s.timeout = n, mostBrokenRuns, skipped, m.timeout()
		err = s.play()
		runs += s.total
		if err != nil {
			return nil, runs, err
		}
		var survived bool
		if f, survived = m.judge(s); !survived {
			break
		}
	}
	return f, runs, nil
}

// skip adds to the lines that are held back those that the mutant's claim does
// not need. It needs its own, testscript's own commands before it, and the
// last run before it where it has none of its own to look at. repeats says
// that one of these makes more than one run.
func (m *mutant) skip(skipped map[int]string) (all map[int]string, repeats bool) {
	all = maps.Clone(skipped)
	var last *lesson.Command // the run before the claim
	var lastRun *run
	ownRun := false
	for i, claim := range m.lesson.Claims {
		for _, c := range claim.Commands {
			if _, ok := skipped[c.Line]; ok {
				continue
			}
			a, ours, _ := parseCommand(c)
			switch {
			case i > m.claim:
				all[c.Line] = ""
			case i == m.claim:
				if a.run != nil {
					ownRun = true
					repeats = repeats || a.run.n > 1
				} else if (a.looks || !ours) && !ownRun && last != nil {
					delete(all, last.Line)
					repeats = repeats || lastRun.n > 1
				}
			case a.run != nil:
				last, lastRun = &c, a.run
				all[c.Line] = ""
			case ours:
				all[c.Line] = ""
			}
		}
	}
	return all, repeats
}

// judge looks at a session in which the claim was checked. survived says that
// the claim holds.
func (m *mutant) judge(s *session) (f *failure, survived bool) {
	var last *trial
	runs := 0
	var unchecked *failure
	fails := false
	for _, c := range m.lesson.Claims[m.claim].Commands {
		if b := s.looked[c.Line]; b != nil {
			for _, t := range b.trials {
				if t.Stopped != "" && !m.hang {
					f = failed("the changed program was stopped: %s", t.Stopped)
					f.Hint = "write broken -hang where the claim fails because the program never ends"
					f.trial = t
					return f, false
				}
			}
			runs = max(runs, len(b.trials))
			last = b.trials[len(b.trials)-1]
		}
		for _, f := range s.failures[c.Line] {
			if f.unchecked {
				unchecked = f
			} else {
				fails = true
			}
		}
	}
	switch {
	case fails:
		return nil, false
	case unchecked != nil:
		return failed("the changed lesson could not be checked: %s", unchecked.Msg), false
	}
	f = failed("with this change the claim still holds")
	switch {
	case runs == 1:
		f.Msg += ", in 1 run"
	case runs > 1:
		f.Msg += fmt.Sprintf(", in all %d runs", runs)
	}
	f.Hint = "let a command of the claim notice the change"
	f.trial = last
	return f, true
}
