package verify

import (
	"errors"
	"fmt"
	"maps"
	"os/exec"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
)

// Static reports everything that is wrong in a course and can be seen
// without running it: unknown commands, bad want files and patterns, missing
// programs, what nothing checks, and translations that drifted apart.
func Static(c *lesson.Course) lesson.Problems {
	var all lesson.Problems
	for _, l := range c.Lessons {
		s := &statics{lesson: l, used: map[string]bool{}}
		s.wants()
		for _, claim := range l.Claims {
			for _, command := range claim.Commands {
				s.command(command)
			}
			if !slices.ContainsFunc(claim.Commands, proves) {
				s.problem(claim.Line, "run a program, and say what must come of it", "no command proves this claim: none of them can fail because of it")
			}
		}
		s.unused()
		all = append(all, s.problems...)
	}
	all = append(all, drift(c)...)
	all.Sort()
	return all
}

// statics looks over one lesson.
type statics struct {
	lesson   *lesson.Lesson
	problems lesson.Problems
	used     map[string]bool // programs and want files that a command names
	last     *runCommand     // the run that an assertion would speak of
}

func (s *statics) problem(line int, hint, format string, args ...any) {
	s.problems = append(s.problems, lesson.Problem{
		Place: lesson.Place{File: s.lesson.Path, Line: line},
		Msg:   fmt.Sprintf(format, args...),
		Hint:  hint,
	})
}

// wants parses the want files.
func (s *statics) wants() {
	for _, f := range s.lesson.Files {
		if f.Lang != "lanes" {
			continue
		}
		_, err := lanes.Parse(f.Data, f.Line)
		var bad lanes.Problems
		if errors.As(err, &bad) {
			for _, p := range bad {
				s.problem(p.Line, p.Hint, "%s: %s", f.Name, p.Msg)
			}
		}
	}
}

// command looks over one line of the script.
func (s *statics) command(c lesson.Command) {
	if len(c.Args) == 0 {
		return
	}
	name := c.Args[0].Text
	if commands[name] == nil {
		s.builtin(c, name)
		return
	}
	own, err := parse(texts(c.Args), c.Neg)
	if err != nil {
		s.problem(c.Line, "", "%s: %v", name, err)
		if name == "run" {
			s.last = &runCommand{n: 1} // one message is enough
		}
		return
	}
	switch own := own.(type) {
	case *runCommand:
		s.last = own
		s.used[own.program] = true
		s.program(c, own)
		if own.in != "" {
			s.file(c, own.in)
		}
		return
	case *lanesCommand:
		s.used[own.want] = true
		if s.file(c, own.want) && s.lang(own.want) != "lanes" {
			s.problem(c.Line, "open its block with ```lanes "+own.want, "%s is not a want file", own.want)
		}
		if own.file != "stdout" {
			s.file(c, own.file)
			return
		}
	case *outcomesCommand:
		s.used[own.want] = true
		s.file(c, own.want)
	}
	if s.last == nil {
		s.problem(c.Line, "put a run command before it", "%s has no run to look at", name)
	}
}

// proves reports whether a command can fail because of what a claim says,
// and not only because the script is wrong.
func proves(c lesson.Command) bool {
	idle := []string{"cd", "chmod", "cp", "env", "mkdir", "mv", "rm", "symlink", "unquote", "wait"}
	return len(c.Args) > 0 && !slices.Contains(idle, c.Args[0].Text)
}

// builtin looks over a command that is not ours.
func (s *statics) builtin(c lesson.Command, name string) {
	if name == "skip" || name == "stop" {
		return // refused where the script is read
	}
	if !slices.Contains(builtins, name) {
		all := append(slices.Sorted(maps.Keys(commands)), builtins...)
		slices.Sort(all)
		hint := "the commands are " + strings.Join(all, ", ")
		if near := lesson.Nearest(name, all); near != "" {
			hint = fmt.Sprintf("did you mean %q?", near)
		}
		s.problem(c.Line, hint, "unknown command %q", name)
		return
	}
	stream := name
	if name == "cmp" || name == "grep" {
		stream = ""
		for _, a := range c.Args[1:] {
			if a.Text == "stdout" || a.Text == "stderr" {
				stream = a.Text
			}
		}
	}
	if (stream == "stdout" || stream == "stderr") && s.last != nil && s.last.n > 1 {
		s.problem(c.Line, `"always 'RE'" holds over all runs, and so do lanes and outcomes`,
			"%s looks at one run, and run -n %d made %d", name, s.last.n, s.last.n)
	}
	if name == "exec" {
		s.last = nil
		for _, p := range s.lesson.Programs {
			if len(c.Args) > 1 && c.Args[1].Text == p.Name {
				s.used[p.Name] = true
				s.problem(c.Line, "write run "+p.Name+": it has limits, and leaves no process behind",
					"exec runs a program of the lesson without supervision")
			}
		}
	}
}

// program looks for what a run is to run. A line with conditions may name
// what only another machine has.
func (s *statics) program(c lesson.Command, run *runCommand) {
	var names []string
	for _, p := range s.lesson.Programs {
		if p.Name == run.program {
			return
		}
		names = append(names, p.Name)
	}
	if len(c.Conds) > 0 {
		return
	}
	if _, err := exec.LookPath(run.program); err == nil {
		return
	}
	hint := "a lesson's program is a directory with a main.go; where a command may be absent, write [exec:" + run.program + "] before the line"
	if near := lesson.Nearest(run.program, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	s.problem(c.Line, hint, "%q is neither a program of this lesson nor a command on PATH", run.program)
}

// file says whether the archive has a file.
func (s *statics) file(c lesson.Command, name string) bool {
	var names []string
	for _, f := range s.lesson.Files {
		if f.Name == name {
			return true
		}
		names = append(names, f.Name)
	}
	hint := "a fenced block whose info string ends in " + name + " is that file"
	if near := lesson.Nearest(name, names); near != "" {
		hint = fmt.Sprintf("did you mean %q?", near)
	}
	s.problem(c.Line, hint, "%s: the lesson has no such file", name)
	return false
}

func (s *statics) lang(name string) string {
	for _, f := range s.lesson.Files {
		if f.Name == name {
			return f.Lang
		}
	}
	return ""
}

// unused finds what a reader would take for proved and nothing proves: a
// program that never runs, a want file that nothing is held against.
func (s *statics) unused() {
	for _, p := range s.lesson.Programs {
		if !s.used[p.Name] {
			s.problem(p.Files[0].Line, "run it in a testscript block", "the program %s is never run", p.Name)
		}
	}
	for _, f := range s.lesson.Files {
		if f.Lang == "lanes" && !s.used[f.Name] {
			s.problem(f.Line, "add \"lanes stdout "+f.Name+"\" after a run", "nothing is held against %s", f.Name)
		}
	}
}
