package lesson

import (
	"path"
	"sort"
)

// Course is a folder of lessons.
type Course struct {
	Dir     string           // what Place.File begins with, "" for the lessons in the binary
	Langs   []string         // BCP 47 tags, sorted
	Lang    string           // of files that do not name one, "" where course.yaml names none
	Lessons []*Lesson        // sorted by name, then by language
	About   map[string]About // by language: what course.yaml says
}

// Lesson is one Markdown file.
type Lesson struct {
	Name   string // "05-join"
	Number string // "05"
	Slug   string // "join"
	Lang   string // "zh", "en", "pt-BR"
	Path   string // "lessons/05-join.zh.md": Place.File of all that is in it

	Title, Summary, Part, Notes string // the front matter

	// Source is the file without a byte order mark and with "\n" for line
	// ends, so that a checkout with "\r\n" is the same lesson.
	Source   []byte
	Blocks   []*Block // all code blocks, in the order of the text
	Files    []File   // the archive, in the order of the text
	Programs []Program
	Claims   []Claim

	Intro    string // the words before the first heading, without markup
	Headings []Heading
	Links    []Link
	Length   Length
	// Hash is of all that a recording depends on: the files of the archive,
	// the claims and their commands. Prose may change without it.
	Hash string

	lineEnds []int // offsets in Source
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
	// NotBroken is why no change can break the claim: the text of its comment
	// "  # not broken: …", which does not begin in the first column.
	NotBroken string
}

// Command is one line of a script.
type Command struct {
	Text  string
	Line  int
	Conds []string // "exec:python3", "!race": without brackets
	Neg   bool     // "! command"
	Args  []Arg    // the command's name first
}

// is says whether a command has a name; one that could not be read has none.
func (c Command) is(name string) bool { return len(c.Args) > 0 && c.Args[0].Text == name }

// Arg is an argument of a command, and whether any of it was quoted.
type Arg struct {
	Text   string
	Quoted bool
}

// Heading is a heading of the text.
type Heading struct {
	Level int
	Text  string // without markup
	Line  int
	Body  string // the words down to the next heading, without markup
}

// Link is a link of the text, or an image.
type Link struct {
	To    string // as the lesson has it
	Line  int
	Image bool
	NoAlt bool // an image without alt text
}

// Length is how much there is to read.
type Length struct {
	Wide, Words int // Chinese characters, and words between them, outside of the files
	Code        int // lines of the files
}

// At is the place of a line of the lesson, 0 for the whole file.
func (l *Lesson) At(line int) Place { return Place{File: l.Path, Line: line} }

// LineOf is the line of an offset in Source, from 1.
func (l *Lesson) LineOf(offset int) int { return 1 + sort.SearchInts(l.lineEnds, offset) }

// lineStart is the offset of a line's first byte.
func (l *Lesson) lineStart(line int) int {
	if line < 2 {
		return 0
	}
	if line-2 >= len(l.lineEnds) {
		return len(l.Source)
	}
	return l.lineEnds[line-2] + 1
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
