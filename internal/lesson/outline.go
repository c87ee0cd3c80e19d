package lesson

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// Outline is what a course must know of a lesson to plan its pages: all but
// the text. It is plain data, and can be kept from one time to the next.
type Outline struct {
	Name   string `json:"-"` // "05-join"
	Number string `json:"-"` // "05"
	Slug   string `json:"-"` // "join"
	Lang   string `json:"-"` // "zh", "en"
	Path   string `json:"-"` // "lessons/05-join.zh.md": Place.File of all that is in it
	Sum    string `json:"-"` // of the file, as of Memory.Sum

	Title, Summary, Part, Notes string

	Headings  []Heading  `json:",omitempty"`
	Links     []Link     `json:",omitempty"`
	FileNames []FileName `json:",omitempty"` // of the archive, in the order of the file
	Sentences []Sentence `json:",omitempty"` // what its claims say
	Length    Length
	// Hash is of all that a recording depends on: the files of the archive,
	// the claims and their commands. Prose may change without it.
	Hash string
}

// Heading is a heading of the text.
type Heading struct {
	Level int
	Text  string // without markup
	Line  int
}

// Link is a link of the text, or a picture.
type Link struct {
	To      string // as the lesson has it
	Line    int
	Picture bool `json:",omitempty"`
	Mute    bool `json:",omitempty"` // a picture without a text for those who can't see it
}

// FileName is a file of the archive by its name.
type FileName struct {
	Name  string
	Line  int // as in File
	Lines int // how many
}

// Sentence is what a claim says.
type Sentence struct {
	Text string
	Line int
}

// Length is how much there is to read.
type Length struct {
	Wide, Words int // Chinese characters, and words between them, outside of the files
	Code        int // lines of the files
}

// At is the place of a line of the lesson, 0 for the whole file.
func (o *Outline) At(line int) Place { return Place{File: o.Path, Line: line} }

// Named finds a file of the archive by its name, nil when there is none.
func (o *Outline) Named(name string) *FileName {
	for i := range o.FileNames {
		if o.FileNames[i].Name == name {
			return &o.FileNames[i]
		}
	}
	return nil
}

// outline fills in what follows from the lesson's parts.
func (l *Lesson) outline() {
	l.outlineText()
	hashed := make([]byte, 0, len(l.Source)+1024)
	put := func(kind string, texts ...string) {
		hashed = append(hashed, kind...)
		for _, text := range texts {
			hashed = strconv.AppendQuote(append(hashed, ' '), text)
		}
		hashed = append(hashed, '\n')
	}
	from := 0 // the end of the last file
	count := func(to int) {
		wide, words := CountWords(string(l.Source[from:to]))
		l.Length.Wide += wide
		l.Length.Words += words
	}
	for _, f := range l.Files {
		put("file", f.Name, f.Lang, f.Data)
		lines := strings.Count(f.Data, "\n")
		l.FileNames = append(l.FileNames, FileName{Name: f.Name, Line: f.Line, Lines: lines})
		l.Length.Code += lines
		count(l.startOf(f.Line))
		from = l.startOf(f.Line + lines)
	}
	count(len(l.Source))
	for _, c := range l.Claims {
		put("claim", c.Text)
		for _, command := range c.Commands {
			put("command", command.Text)
		}
		l.Sentences = append(l.Sentences, Sentence{Text: c.Text, Line: c.Line})
	}
	sum := sha256.Sum256(hashed)
	l.Hash = hex.EncodeToString(sum[:16])
}

// outlineText finds the headings, links and pictures of the text.
func (l *Lesson) outlineText() {
	_ = ast.Walk(l.Doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Heading:
			l.addHeading(n)
		case *ast.Link:
			l.addLink(n, n.Destination)
		case *ast.Image:
			l.addLink(n, n.Destination)
		}
		return ast.WalkContinue, nil
	})
}

func (l *Lesson) addHeading(n *ast.Heading) {
	h := Heading{Level: n.Level, Text: PlainText(n, l.Source)}
	if n.Lines().Len() > 0 {
		h.Line = l.LineOf(n.Lines().At(0).Start)
	}
	l.Headings = append(l.Headings, h)
}

func (l *Lesson) addLink(n ast.Node, to []byte) {
	link := Link{To: string(to), Line: l.lineOfInline(n, to)}
	if link.Picture = n.Kind() == ast.KindImage; link.Picture {
		link.Mute = PlainText(n, l.Source) == ""
	}
	l.Links = append(l.Links, link)
}

// lineOfInline is the line of an inline node, which goldmark doesn't keep:
// the first of its block's lines that has the text.
func (l *Lesson) lineOfInline(n ast.Node, text []byte) int {
	for ; n != nil; n = n.Parent() {
		if n.Type() != ast.TypeBlock || n.Lines().Len() == 0 {
			continue
		}
		for i := range n.Lines().Len() {
			segment := n.Lines().At(i)
			if bytes.Contains(segment.Value(l.Source), text) {
				return l.LineOf(segment.Start)
			}
		}
		return l.LineOf(n.Lines().At(0).Start)
	}
	return 0
}
