package lesson

import (
	"fmt"
	"strings"
)

// Kind is what a code block is to a lesson. It is decided here, by the first
// word of the info string and by whether the block has a file's name; all
// others ask for the kind.
type Kind int

const (
	// KindCode is a block that is no file: code to be looked at.
	KindCode Kind = iota
	// KindOutput is a block that is no file and in no language: what a
	// program prints.
	KindOutput
	// KindScript is a part of the lesson's script.
	KindScript
	// KindGo is a file of a program.
	KindGo
	// KindWant is a want file.
	KindWant
	// KindPython is a Python file.
	KindPython
	// KindData is any other file.
	KindData
)

// fileKinds are the kinds of files that are more than data, by language.
var fileKinds = map[string]Kind{"go": KindGo, "lanes": KindWant, "python": KindPython}

// Block is a code block of the text, fenced or indented.
type Block struct {
	Kind Kind
	Lang string // first word of the info string: "go", "lanes", "text"; ""
	Text string // without the indentation of its fence; each line has its end
	Line int    // the lesson's line that holds the first line of Text
	File *File  // nil where the block is no file
	// From and To are the claims of a part of the script, Claims[From:To].
	From, To int
}

// File is a file of the lesson's archive: a fenced block with a name.
type File struct {
	Name string // "join/main.go", slash-separated, clean, inside the archive
	Kind Kind
	Lang string // first word of the info string: "go", "lanes", "text"
	Data string
	Line int // the lesson's line that holds the first line of Data

	Given bool   // the reader may skip it
	Folds []Fold // in the order of lines
	Marks []int  // lines of Data, from 1, that are to stand out
}

// Lines is how many lines the file has.
func (f *File) Lines() int { return strings.Count(f.Data, "\n") }

// infoString is what stands behind the fence of a block.
type infoString struct {
	lang  string
	name  string   // of the file, "" where the block is none
	words []string // all that follows the name
}

// parseInfo takes an info string apart. Other tools put attributes where we
// put a name, ```go {3,5} or ```go title="x": those are no names.
func parseInfo(text string) infoString {
	words := splitInfo(text)
	if len(words) == 0 {
		return infoString{}
	}
	info := infoString{lang: words[0]}
	if len(words) > 1 && !isAttribute(words[0]) && !isAttribute(words[1]) {
		info.name, info.words = words[1], words[2:]
	}
	return info
}

// splitInfo cuts at white space outside of quotes, which stay.
func splitInfo(text string) []string {
	var words []string
	quote := rune(0)
	open := false
	for _, r := range text {
		switch {
		case quote == 0 && (r == ' ' || r == '\t'):
			open = false
			continue
		case quote == 0 && (r == '\'' || r == '"'):
			quote = r
		case r == quote:
			quote = 0
		}
		if !open {
			words = append(words, "")
			open = true
		}
		words[len(words)-1] += string(r)
	}
	return words
}

func isAttribute(word string) bool {
	return strings.HasPrefix(word, "{") || strings.Contains(word, "=")
}

// addBlock adds a code block to the lesson: as a file, as a part of the
// script, or as code that is only shown.
func (l *Lesson) addBlock(b *Block, info infoString, s *script) Problems {
	b.Lang = info.lang
	l.Blocks = append(l.Blocks, b)
	fence := l.At(b.Line - 1)
	switch {
	case b.Lang == "testscript":
		b.Kind, b.From = KindScript, len(l.Claims)
		var problems Problems
		if info.name != "" {
			problems.add(fence, "leave the name out: the testscript blocks, in order, are the lesson's script",
				"a testscript block with a name, %q", info.name)
			return problems
		}
		line := b.Line
		for text := range strings.Lines(b.Text) {
			s.add(strings.TrimSuffix(text, "\n"), line)
			line++
		}
		b.To = len(l.Claims)
		return problems
	case info.name != "":
		return l.addFile(b, info)
	case b.Lang == "" || b.Lang == "text":
		b.Kind = KindOutput
	}
	return nil
}

// addFile makes a block a file of the archive.
func (l *Lesson) addFile(b *Block, info infoString) Problems {
	var problems Problems
	fence := l.At(b.Line - 1)
	if info.name == roleGiven {
		problems.add(fence, "write the file's name before it: ```"+info.lang+" help.go given", "a block that is %s and has no name", roleGiven)
		return problems
	}
	if msg, hint := checkPath(info.name); msg != "" {
		problems.add(fence, hint, "file %q %s", info.name, msg)
		return problems
	}
	if first := l.File(info.name); first != nil {
		problems.add(fence, "", "file %q for a second time, first at %s", info.name, l.At(first.Line-1))
		return problems
	}
	kind, ok := fileKinds[info.lang]
	if !ok {
		kind = KindData
	}
	f := File{Name: info.name, Kind: kind, Lang: info.lang, Data: b.Text, Line: b.Line}
	b.Kind = kind
	for _, word := range info.words {
		if msg, hint := f.addRole(word); msg != "" {
			problems.add(fence, hint, "%s", msg)
		}
	}
	l.Files = append(l.Files, f)
	return problems
}

func nearHint(word string, names []string) string {
	if near := Nearest(word, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return ""
}
