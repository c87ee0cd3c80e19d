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
	for i := range c.Lessons {
		l := &linter{lesson: c.Lessons[i], used: map[string]bool{}}
		l.wants()
		for _, claim := range l.lesson.Claims {
			for _, c := range claim.Commands {
				l.command(c)
			}
			l.repeated(claim)
			if !slices.ContainsFunc(claim.Commands, proves) {
				l.problem(claim.Line, "run a program, and say what must be true of its runs", "no command proves this claim: none of them can fail because of it")
			}
		}
		l.unused()
		all = append(all, l.problems...)
	}
	all = append(all, drift(c)...)
	all.Sort()
	return all
}

// linter looks over one lesson.
type linter struct {
	lesson   *lesson.Lesson
	problems lesson.Problems
	used     map[string]bool // programs and want files that a command names
	last     *run            // that an assertion would look at
}

func (l *linter) problem(line int, hint, format string, args ...any) {
	l.problems = append(l.problems, lesson.Problem{Place: l.lesson.At(line), Msg: fmt.Sprintf(format, args...), Hint: hint})
}

func isWant(f lesson.File) bool { return f.Kind == lesson.KindWant }

// wants parses the want files.
func (l *linter) wants() {
	for _, f := range l.lesson.Files {
		if !isWant(f) {
			continue
		}
		_, err := lanes.Parse(f.Data, f.Line)
		var problems lanes.Problems
		if errors.As(err, &problems) {
			for _, p := range problems {
				l.problem(p.Line, p.Hint, "%s: %s", f.Name, p.Msg)
			}
		}
	}
}

// command looks over one line of the script.
func (l *linter) command(c lesson.Command) {
	a, ours, err := parseCommand(c)
	switch {
	case len(c.Args) == 0:
		return
	case !ours:
		l.builtin(c)
		return
	}
	if a.run != nil {
		l.last = a.run // even where err is of it: one message is enough
	}
	if err != nil {
		l.problem(c.Line, "", "%s: %v", c.Args[0].Text, err)
		return
	}
	if a.lint != nil {
		a.lint(l, c)
	}
	if a.looks && l.last == nil {
		l.problem(c.Line, "put a run command before it", "%s has no run to look at", c.Args[0].Text)
	}
}

// builtins are testscript's commands. skip and stop are refused: lesson.Read
// says so.
var builtins = []string{
	"cd", "chmod", "cmp", "cmpenv", "cp", "env", "exec", "exists", "grep",
	"kill", "mkdir", "mv", "rm", "stderr", "stdin", "stdout", "ttyin",
	"ttyout", "symlink", "unix2dos", "unquote", "wait",
}

// proves reports whether a command can fail because of what a claim says,
// and not only because the script is wrong.
func proves(c lesson.Command) bool {
	never := []string{"broken", "cd", "chmod", "cp", "env", "mkdir", "mv", "rm", "symlink", "unquote", "wait"}
	return len(c.Args) > 0 && !slices.Contains(never, c.Args[0].Text)
}

// builtin looks over a command that is not ours.
func (l *linter) builtin(c lesson.Command) {
	name := c.Args[0].Text
	if name == "skip" || name == "stop" {
		return // refused where the script is read
	}
	if !slices.Contains(builtins, name) {
		all := append(slices.Sorted(maps.Keys(commands)), builtins...)
		slices.Sort(all)
		l.problem(c.Line, didYouMean(name, all, "the commands are "+strings.Join(all, ", ")), "unknown command %q", name)
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
	if (stream == "stdout" || stream == "stderr") && l.last != nil && l.last.n > 1 {
		l.problem(c.Line, `"always 'RE'" holds over all runs, and so do lanes and outcomes`,
			"%s looks at one run, and run -n %d made %d", name, l.last.n, l.last.n)
	}
	if name == "exec" {
		l.last = nil
		for _, p := range l.lesson.Programs {
			if len(c.Args) > 1 && c.Args[1].Text == p.Name {
				l.used[p.Name] = true
				l.problem(c.Line, "write run "+p.Name+": it has limits, and leaves no process behind",
					"exec runs a program of the lesson without supervision")
			}
		}
	}
}

// didYouMean is a hint: the name that is nearest, else another one.
func didYouMean(name string, names []string, other string) string {
	if near := lesson.Nearest(name, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return other
}

// program looks for what a run is to run. A line with conditions may name
// what only another machine has.
func (l *linter) program(c lesson.Command, name string) {
	var names []string
	for _, p := range l.lesson.Programs {
		if p.Name == name {
			return
		}
		names = append(names, p.Name)
	}
	if len(c.Conds) > 0 {
		return
	}
	if _, err := exec.LookPath(name); err == nil {
		return
	}
	l.problem(c.Line, didYouMean(name, names, "a lesson's program is a directory with a main.go; where a command may be absent, write [exec:"+name+"] before the line"),
		"%q is neither a program of this lesson nor a command on PATH", name)
}

// file is a file of the archive; nil, and a problem, where it has none of
// that name.
func (l *linter) file(c lesson.Command, name string) *lesson.File {
	if f := l.lesson.File(name); f != nil {
		return f
	}
	var names []string
	for _, f := range l.lesson.Files {
		names = append(names, f.Name)
	}
	l.problem(c.Line, didYouMean(name, names, "a fenced block whose info string ends in "+name+" is that file"),
		"%s: the lesson has no such file", name)
	return nil
}

// unused finds what a reader would take for proved and nothing proves: a
// program that never runs, a want file that no run is checked against.
func (l *linter) unused() {
	for _, p := range l.lesson.Programs {
		if !l.used[p.Name] {
			l.problem(p.Files[0].Line, "run it in a testscript block", "the program %s is never run", p.Name)
		}
	}
	for _, f := range l.lesson.Files {
		if isWant(f) && !l.used[f.Name] {
			l.problem(f.Line, "add \"lanes stdout "+f.Name+"\" after a run", "nothing is checked against %s", f.Name)
		}
	}
}
