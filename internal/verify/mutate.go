package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"sync"

	"golang.org/x/sync/semaphore"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/mutate"
)

// Outcome is what became of a change.
type Outcome string

const (
	Noticed    Outcome = "noticed"          // a claim fails
	NotNoticed Outcome = "not noticed"      // all claims hold
	NoBuild    Outcome = "does not compile" // and so says nothing of the claims
	NoChange   Outcome = "same program"     // for the compiler
)

// Mutation is a change of a lesson's program, and what became of it.
type Mutation struct {
	mutate.Mutant
	File    string       // of the lesson's archive
	Place   lesson.Place // in the lesson
	Outcome Outcome
	// Claim is the one that fails.
	Claim      string
	ClaimPlace lesson.Place
	// Before and After are what a run of the program printed without the change
	// and with it, where it is Different.
	Different     bool
	Before, After []string
}

// Mutate checks a lesson; where all of its claims hold, it makes every change
// of its programs that package mutate knows, several at once, and looks whether
// a claim notices. Told is called after each, one call at a time. The error is
// of the machine, or ctx's.
func Mutate(ctx context.Context, o Options, l *lesson.Lesson, told func(done, all int)) (Report, []*Mutation, error) {
	v, release, err := begin(ctx, o, []*lesson.Lesson{l})
	if err != nil {
		return Report{}, nil, err
	}
	defer release()
	s, err := v.session(l, "")
	if err != nil {
		return Report{}, nil, err
	}
	r, err := s.verify()
	if err := cmp.Or(ctx.Err(), err); err != nil || r.Status() == Fail {
		return r, nil, err
	}
	all := mutationsOf(l)
	m := &mutations{
		verifier: v, unchanged: s, bounded: bounded(l),
		sessions: semaphore.NewWeighted(int64(4 * runtime.NumCPU())),
		builds:   semaphore.NewWeighted(int64(runtime.NumCPU())),
	}
	if m.plain, err = m.build(m.bounded); err != nil {
		return r, nil, err
	}
	errs := make([]error, len(all))
	done := 0
	told(done, len(all))
	var wg sync.WaitGroup
	for i, mutation := range all {
		wg.Go(func() {
			if errs[i] = m.try(i, mutation); errs[i] != nil {
				return
			}
			v.telling.Lock()
			defer v.telling.Unlock()
			done++
			told(done, len(all))
		})
	}
	wg.Wait()
	return r, all, cmp.Or(ctx.Err(), errors.Join(errs...))
}

// mutationsOf are all changes of a lesson's programs, in the order of its
// lines.
func mutationsOf(l *lesson.Lesson) (all []*Mutation) {
	for _, f := range l.Files {
		if _, ok := programOf(l, f.Name); !ok || !isGo(f) {
			continue
		}
		found, err := mutate.File(f.Data)
		if err != nil {
			continue // for another system, or the lesson would not have passed
		}
		for _, m := range found {
			all = append(all, &Mutation{Mutant: m, File: f.Name, Place: l.At(f.Line + m.Line - 1)})
		}
	}
	return all
}

// depthFile makes a program end that is too many generations away from the first
// one. Programs that start themselves are asked by an argument which of the
// processes they are: turned round, the question makes each of them start
// others, and these, faster than anybody can end them.
const depthFile = `package main

import (
	"os"
	"strconv"
)

func init() {
	const name, most = "COURSE_MUTANT_DEPTH", 2
	depth, _ := strconv.Atoi(os.Getenv(name))
	if depth > most {
		os.Stderr.WriteString("a child of a child of a child\n")
		os.Exit(125)
	}
	os.Setenv(name, strconv.Itoa(depth+1))
}
`

// bounded is a copy of the lesson whose programs have the depthFile.
func bounded(l *lesson.Lesson) *lesson.Lesson {
	c := *l
	c.Files, c.Programs = slices.Clone(l.Files), slices.Clone(l.Programs)
	for i, p := range c.Programs {
		f := lesson.File{Name: p.Name + "/course_mutant_depth.go", Data: depthFile, Kind: lesson.KindGo}
		c.Files = append(c.Files, f)
		c.Programs[i].Files = append(slices.Clone(p.Files), f)
	}
	c.Name += "-bounded"
	return &c
}

// programOf is the name of the program that has a file.
func programOf(l *lesson.Lesson, file string) (name string, ok bool) {
	for _, p := range l.Programs {
		for _, f := range p.Files {
			if f.Name == file {
				return p.Name, true
			}
		}
	}
	return "", false
}

// mutations are tried.
type mutations struct {
	*verifier
	unchanged        *session
	bounded          *lesson.Lesson      // what is changed
	plain            binaries            // of it
	sessions, builds *semaphore.Weighted // how many at once
}

// try makes a change, number i, and finds what becomes of it.
func (m *mutations) try(i int, mutation *Mutation) error {
	if err := m.sessions.Acquire(m.ctx, 1); err != nil {
		return err
	}
	defer m.sessions.Release(1)
	program, _ := programOf(m.unchanged.lesson, mutation.File)
	l := withFile(m.bounded, mutation.File, func(f lesson.File) lesson.File {
		f.Data = mutation.Data
		return f
	})
	l.Name = fmt.Sprintf("%s-changed-%d", l.Name, i)
	l.Path = fmt.Sprintf("%s (change %d)", l.Path, i)
	built, err := m.build(l)
	switch {
	case err != nil:
		return err
	case built.failed[program] != nil || built.plain[program] == "":
		mutation.Outcome = NoBuild
		return nil
	case build.Same(built.plain[program], m.plain.plain[program]):
		mutation.Outcome = NoChange
		return nil
	}
	skipped, repeats := without(m.unchanged, program)
	rounds := []int{m.Runs}
	if repeats {
		// What fails in one run fails in more: only a survivor makes all.
		rounds = []int{1, m.Runs}
	}
	for round, n := range rounds {
		s, err := m.session(l, fmt.Sprint(round))
		if err != nil {
			return err
		}
		s.binaries, s.runs, s.most, s.skipped, s.hasty = built, n, mostBrokenRuns, skipped, true
		s.timeout = hangTimeout + 4*m.unchanged.longest
		if err := cmp.Or(s.play(), m.ctx.Err()); err != nil {
			return err
		}
		if len(s.failures) > 0 {
			return mutation.failed(s)
		}
		if round == len(rounds)-1 {
			mutation.Outcome = NotNoticed
			mutation.compare(m.unchanged, s, program)
		}
	}
	return nil
}

func (m *mutations) build(l *lesson.Lesson) (binaries, error) {
	if err := m.builds.Acquire(m.ctx, 1); err != nil {
		return binaries{}, err
	}
	defer m.builds.Release(1)
	all, err := m.buildAll([]*lesson.Lesson{l})
	return all[l], err
}

// failed notes the first claim that fails. It is an error where a claim could
// only not be checked.
func (m *Mutation) failed(s *session) error {
	for _, claim := range s.lesson.Claims {
		for _, c := range claim.Commands {
			if slices.ContainsFunc(s.failures[c.Line], func(f *failure) bool { return !f.unchecked }) {
				m.Outcome, m.Claim, m.ClaimPlace = Noticed, claim.Text, lesson.Place{File: m.Place.File, Line: claim.Line}
				return nil
			}
		}
	}
	for _, failures := range s.failures {
		return fmt.Errorf("%s: the changed lesson could not be checked: %s", m.Place, failures[0].Msg)
	}
	return nil
}

// without are the lines that are held back when only the runs of a program
// matter, and those that follow from them. repeats says that one of the others
// makes more than one run.
func without(s *session, program string) (skipped map[int]string, repeats bool) {
	skipped = maps.Clone(s.skipped)
	matters := false // the last run
	for _, claim := range s.lesson.Claims {
		for _, c := range claim.Commands {
			if _, ok := skipped[c.Line]; ok {
				continue
			}
			a, ours, _ := parseCommand(c)
			if a.run != nil {
				matters = slices.Contains(a.run.words(), program)
				repeats = repeats || matters && a.run.n > 1
			}
			if !matters && (ours || looksAtOutput(c)) {
				skipped[c.Line] = ""
			}
			if len(c.Args) > 0 && c.Args[0].Text == "exec" {
				matters = true
			}
		}
	}
	return skipped, repeats
}

// looksAtOutput says that a command of testscript's looks at what the last run
// has printed.
func looksAtOutput(c lesson.Command) bool {
	return slices.ContainsFunc(c.Args, func(a lesson.Arg) bool { return a.Text == "stdout" || a.Text == "stderr" })
}

// compare notes the output of the first run command whose runs printed
// something else with the change, in any order of the lines.
func (m *Mutation) compare(before, after *session, program string) {
	for _, claim := range before.lesson.Claims {
		for _, c := range claim.Commands {
			a, _, _ := parseCommand(c)
			b, d := before.looked[c.Line], after.looked[c.Line]
			if a.run == nil || b == nil || d == nil || !slices.Contains(a.run.words(), program) {
				continue
			}
			if !haveCommon(b.trials, d.trials) {
				m.Different, m.Before, m.After = true, b.trials[0].printed(), d.trials[0].printed()
				return
			}
		}
	}
}

// haveCommon says that a run of one printed the lines of a run of the other.
func haveCommon(a, b []*trial) bool {
	seen := map[string]bool{}
	key := func(t *trial) string { return fmt.Sprintf("%q", slices.Sorted(slices.Values(t.printed()))) }
	for _, t := range a {
		seen[key(t)] = true
	}
	return slices.ContainsFunc(b, func(t *trial) bool { return seen[key(t)] })
}

var digits = regexp.MustCompile(`\b[0-9]+\b`)

// printed is what a run printed, and how it ended, without the numbers that
// its processes had by chance.
func (t *trial) printed() (lines []string) {
	for _, l := range t.Lines {
		text := digits.ReplaceAllStringFunc(shortened(l.Text), func(n string) string {
			pid, _ := strconv.Atoi(n)
			if _, ok := t.Processes[pid]; ok || pid == t.Main {
				return "<pid>"
			}
			return n
		})
		if l.Stderr {
			text = "(stderr) " + text
		}
		lines = append(lines, text)
	}
	if t.Exit != 0 {
		lines = append(lines, "("+t.ending()+")")
	}
	return lines
}
