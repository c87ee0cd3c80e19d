// Package highlight splits code into spans of one class each: keyword, string,
// comment, number. Go code is scanned by go/scanner, 20 times as fast as a
// lexer made of patterns; other languages by chroma's lexers.
//
// The lexers are copies of chroma's (lexers/*.xml). Chroma's own package of
// lexers parses the definitions of all 250 languages in an init function, and
// every guard of a supervised run would pay for that before its first line.
package highlight

import (
	"go/scanner"
	"go/token"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// Class is the syntax class of a span.
type Class byte

// The classes. Plain is everything that is in no other class.
const (
	Plain Class = iota
	Keyword
	String
	Comment
	Number
)

// Span is a piece of code of one class.
type Span struct {
	Class Class
	Text  string
}

// Lines returns code as lines of spans, without line ends. In a language that
// is not known, all code is plain.
func Lines(lang, code string) [][]Span {
	code = strings.TrimSuffix(code, "\n")
	if lang == "go" {
		return splitLines(scanGo(code))
	}
	return splitLines(tokenize(lang, code))
}

func scanGo(code string) []Span {
	src := []byte(code)
	spans := make([]Span, 0, len(src)/8) // about as many as most programs have
	file := token.NewFileSet().AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	end := 0 // of the last span
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		class := Plain
		switch {
		case tok.IsKeyword():
			class = Keyword
		case tok == token.STRING, tok == token.CHAR:
			class = String
		case tok == token.COMMENT:
			class = Comment
		case tok == token.INT, tok == token.FLOAT, tok == token.IMAG:
			class = Number
		}
		start := file.Offset(pos)
		// The scanner strips carriage returns from the literals it returns.
		if class == Plain || start < end || !strings.HasPrefix(code[start:], lit) {
			continue
		}
		spans = append(spans, Span{Plain, code[end:start]}, Span{class, lit})
		end = start + len(lit)
	}
	return append(spans, Span{Plain, code[end:]})
}

func tokenize(lang, code string) []Span {
	lexer := lexerFor(lang)
	if lexer == nil {
		return []Span{{Plain, code}}
	}
	tokens, err := chroma.Tokenise(lexer, &chroma.TokeniseOptions{State: "root"}, code)
	if err != nil {
		return []Span{{Plain, code}}
	}
	var spans []Span
	for _, t := range tokens {
		class := Plain
		switch {
		case t.Type.InCategory(chroma.Comment):
			class = Comment
		case t.Type.InCategory(chroma.Keyword), t.Type == chroma.OperatorWord:
			class = Keyword
		case t.Type.InSubCategory(chroma.LiteralString):
			class = String
		case t.Type.InSubCategory(chroma.LiteralNumber):
			class = Number
		}
		spans = append(spans, Span{class, t.Value})
	}
	// Some lexers add a line end that the code does not have.
	if n := len(spans); n > 0 && !strings.HasSuffix(code, "\n") {
		spans[n-1].Text = strings.TrimSuffix(spans[n-1].Text, "\n")
	}
	return spans
}

// splitLines splits spans at line ends.
func splitLines(spans []Span) [][]Span {
	split := make([]Span, 0, 2*len(spans))
	var ends []int // of the lines, as indexes into split
	for _, s := range spans {
		for {
			line, rest, more := strings.Cut(s.Text, "\n")
			if line != "" {
				split = append(split, Span{s.Class, line})
			}
			if !more {
				break
			}
			ends = append(ends, len(split))
			s.Text = rest
		}
	}
	lines := make([][]Span, 0, len(ends)+1)
	start := 0
	for _, end := range append(ends, len(split)) {
		lines = append(lines, split[start:end:end])
		start = end
	}
	return lines
}
