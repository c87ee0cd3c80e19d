package verify

import (
	"context"
	"errors"
	"strings"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
)

// binaries are the programs of one lesson, built.
type binaries struct {
	plain, race map[string]string          // by the program's name
	failed      map[string]lesson.Problems // why there is none
}

// buildAll builds the programs of all lessons in one go, and once more with
// the race detector those that a script runs with -race.
func buildAll(ctx context.Context, cache *build.Cache, lessons []*lesson.Lesson) (map[*lesson.Lesson]binaries, error) {
	raceable := build.RaceAvailable() == nil
	var programs []build.Program
	for _, l := range lessons {
		raced := map[string]bool{}
		for _, r := range runsOf(l) {
			raced[r.program] = raced[r.program] || r.race
		}
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
			b.failed[p.Program.Name] = problemsOf(problems, p)
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
			if q.Line >= f.Line && q.Line <= f.Line+strings.Count(f.Data, "\n") {
				own = append(own, q)
			}
		}
	}
	return own
}
