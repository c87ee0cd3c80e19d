package lesson

import (
	"path"
	"sort"

	"github.com/yuin/goldmark/ast"
)

// Course is a folder of lessons.
type Course struct {
	Dir     string   // what Place.File begins with, "" for the lessons in the binary
	Langs   []string // sorted
	Lessons []*Lesson

	twins map[[2]string]*Lesson // by name and language, nil in a course that Read did not make
}

// Lesson is one Markdown file.
type Lesson struct {
	Outline

	// Source is the file without a byte order mark and with "\n" for line
	// ends, so that a checkout with "\r\n" is the same lesson.
	Source   []byte
	Doc      ast.Node // goldmark's, of Source
	Files    []File   // the archive, in the order of the file
	Programs []Program
	Claims   []Claim

	ends []int // of the lines of Source
}

// File is a file of the lesson's archive: a fenced block with a name.
type File struct {
	Name string // "join/main.go", slash-separated, clean, inside the archive
	Lang string // first word of the info string: "go", "lanes", "text"
	Data string
	Line int // the lesson's line that holds the first line of Data
}

// Program is a directory of the archive that has a main.go.
type Program struct {
	Name  string // its directory: "join"
	Files []File // all files below the directory
}

// Claim is a "# comment" of the script, and the commands that prove it.
type Claim struct {
	Text     string
	Line     int
	Commands []Command
}

// Command is one line of a script.
type Command struct {
	Text  string
	Line  int
	Conds []string // "exec:python3", "!race": without brackets
	Neg   bool     // "! command"
	Args  []Arg    // the command's name first
}

// Arg is an argument of a command, and whether any of it was quoted.
type Arg struct {
	Text   string
	Quoted bool
}

// LineOf is the line of an offset in Source, from 1.
func (l *Lesson) LineOf(offset int) int { return 1 + sort.SearchInts(l.ends, offset) }

// startOf is the offset of a line's first byte.
func (l *Lesson) startOf(line int) int {
	if line < 2 {
		return 0
	}
	if line-2 >= len(l.ends) {
		return len(l.Source)
	}
	return l.ends[line-2] + 1
}

// File finds a file of the archive by its name, nil when there is none.
func (l *Lesson) File(name string) *File {
	for i := range l.Files {
		if l.Files[i].Name == path.Clean(name) {
			return &l.Files[i]
		}
	}
	return nil
}
