package build

import (
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// job is a program to be built: once, whichever lessons have it.
type job struct {
	key, path string
	programs  []Program // equal but for their lessons
	indexes   []int     // of the programs, among those that Build was given
	built     bool
	problems  lesson.Problems
}

// report adds a problem, in each lesson that has the program. The line is
// the file's own, from 1.
func (j *job) report(file string, line int, hint, msg string) {
	for _, p := range j.programs {
		j.problems = append(j.problems, lesson.Problem{Place: place(p, file, line), Msg: msg, Hint: hint})
	}
}

// place is where a line of a program's file stands in the lesson. A program's
// own //line directive can name any place: that is put at main.go's first line.
func place(p Program, name string, line int) lesson.Place {
	if f := p.Lesson.File(p.Program.Name + "/" + name); f != nil && 1 <= line && line <= 1+strings.Count(f.Data, "\n") {
		return p.Lesson.At(f.Line + line - 1)
	}
	if f := p.Lesson.File(p.Program.Name + "/main.go"); f != nil {
		return p.Lesson.At(f.Line)
	}
	return p.Lesson.At(0)
}

// check finds what would stop go build before it has compiled anything, and
// with it the programs beside this one.
func (t *toolchain) check(j *job) {
	const std = "a lesson's programs use the standard library alone"
	p := j.programs[0].Program
	for _, f := range p.Files {
		name := inProgram(p, f)
		if path.Base(name) == "go.mod" || path.Base(name) == "go.work" {
			j.report(name, 1, "leave the file out", name+" in a program: "+std)
			continue
		}
		if path.Ext(name) != ".go" {
			continue
		}
		fset := token.NewFileSet()
		// Mistakes below the imports are left to the compiler: it says them in
		// the words that go run will.
		file, err := parser.ParseFile(fset, name, f.Data, parser.ImportsOnly)
		if list, ok := err.(scanner.ErrorList); ok && len(list) > 0 {
			j.report(name, list[0].Pos.Line, "", list[0].Msg)
		}
		if file == nil {
			continue
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			line := fset.PositionFor(spec.Pos(), false).Line
			switch {
			case err != nil:
			case imported == "C":
				j.report(name, line, "", "imports \"C\": "+std+", and no cgo")
			case !t.isStandard(imported):
				j.report(name, line, "", fmt.Sprintf("imports %q: %s", imported, std))
			}
		}
	}
}
