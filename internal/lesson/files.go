package lesson

import (
	"go/parser"
	"go/token"
	"path"
	"strings"
	"unicode"
)

// checkPath says what is wrong with the name of a file, and the way out.
// An archive is unpacked on any system: what means something outside of it
// on one of them is refused on all.
func checkPath(name string) (msg, hint string) {
	const hint0 = "a name is a path inside the archive, with slashes: join/main.go"
	switch {
	case strings.HasPrefix(name, "/"), strings.Contains(name, ":"):
		return "leaves the archive: an absolute path", hint0
	case strings.Contains(name, `\`):
		return "has a backslash", hint0
	case path.Clean(name) == "..", strings.HasPrefix(path.Clean(name), "../"):
		return "leaves the archive", hint0
	case path.Clean(name) == "." || strings.HasSuffix(name, "/"):
		return "is a directory", hint0
	case path.Clean(name) != name:
		return "is a roundabout path", "write " + path.Clean(name)
	case strings.IndexFunc(name, unicode.IsControl) >= 0:
		return "has a control character", hint0
	case strings.HasPrefix(name, "-"), strings.Contains(name, "/-"):
		return "would be read as a flag", "begin the name with a letter"
	}
	return "", ""
}

// findPrograms finds the directories that have a main.go.
func (l *Lesson) findPrograms() {
	for _, f := range l.Files {
		if dir, base := path.Split(f.Name); base == "main.go" && strings.Count(dir, "/") == 1 {
			l.Programs = append(l.Programs, Program{Name: path.Dir(f.Name)})
		}
	}
	for i := range l.Programs {
		p := &l.Programs[i]
		for _, f := range l.Files {
			if strings.HasPrefix(f.Name, p.Name+"/") {
				p.Files = append(p.Files, f)
			}
		}
	}
}

// checkFiles finds what is wrong with the archive.
func (l *Lesson) checkFiles() Problems {
	var problems Problems
	below := map[string]File{} // a file of each directory
	mains := map[string]bool{} // directories that have a main.go
	for _, f := range l.Files {
		problems = append(problems, l.checkMarkers(f)...)
		for dir := path.Dir(f.Name); dir != "."; dir = path.Dir(dir) {
			if _, ok := below[dir]; !ok {
				below[dir] = f
			}
		}
		if path.Base(f.Name) != "main.go" {
			continue
		}
		at, dir := l.At(f.Line-1), path.Dir(f.Name)
		mains[dir] = true
		switch {
		case dir == ".":
			problems.add(at, "name it join/main.go: the directory is the program's name", "main.go in no directory")
		case strings.Contains(dir, "/"):
			problems.add(at, "name it "+path.Base(dir)+"/main.go", "program %q inside of another directory", dir)
		}
	}
	for _, f := range l.Files {
		at := l.At(f.Line - 1)
		if other, ok := below[f.Name]; ok {
			problems.add(at, "", "%q is a file here and a directory at %s", f.Name, l.At(other.Line-1))
		}
		switch {
		case path.Ext(f.Name) != ".go":
		case mains[path.Dir(f.Name)]:
			problems = append(problems, l.checkPackage(f)...)
		default:
			problems.add(at, "a program is a directory with a main.go", "%s is part of no program", f.Name)
		}
	}
	return problems
}

// checkMarkers finds lines that would begin another file where the archive
// is written out as text.
func (l *Lesson) checkMarkers(f File) Problems {
	var problems Problems
	at := f.Line
	for line := range strings.SplitSeq(f.Data, "\n") {
		if isMarker(line) {
			problems.add(l.At(at), "indent the line", "%q begins a file in a txtar archive", line)
		}
		at++
	}
	return problems
}

// isMarker asks for a little more than txtar's own markers: txtar panics on
// "-- --", so the line is not asked of it.
func isMarker(line string) bool {
	rest, ok := strings.CutPrefix(line, "-- ")
	return ok && (rest == "--" || strings.HasSuffix(rest, " --"))
}

// checkPackage asks that a program's files are of package main. A file that
// does not parse is left to the build, which says more.
func (l *Lesson) checkPackage(f File) Problems {
	var problems Problems
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, f.Name, f.Data, parser.PackageClauseOnly)
	if err != nil || file.Name.Name == "main" {
		return problems
	}
	line := f.Line + fset.Position(file.Name.Pos()).Line - 1
	problems.add(l.At(line), "write package main", "%s is of package %s: a program's files are of package main", f.Name, file.Name.Name)
	return problems
}
