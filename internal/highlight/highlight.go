// Package highlight cuts code into spans of one class each: keyword, text,
// comment, number. Go is marked by its own scanner, twenty times as fast as a
// lexer made of patterns; other languages by chroma's lexers.
//
// The lexers are copies of chroma's (lexers/*.xml). Its own package of them
// reads the definitions of all 250 languages when a program starts, 8 ms
// that each guard of a supervised run would spend before its first line.
package highlight

import (
	"go/scanner"
	"go/token"
	"strings"

	"github.com/alecthomas/chroma/v2"
)

// Class is what a span of code is.
type Class byte

// The classes. All that is none of the others is Plain.
const (
	Plain Class = iota
	Keyword
	Text
	Comment
	Number
)

// Span is a stretch of code of one class.
type Span struct {
	Class Class
	Text  string
}

// Lines is code as lines of spans, without line ends. Code of a language
// that is not known is plain.
func Lines(lang, code string) [][]Span {
	code = strings.TrimSuffix(code, "\n")
	if lang == "go" {
		return lines(goSpans(code))
	}
	return lines(lexed(lang, code))
}

func goSpans(code string) []Span {
	src := []byte(code)
	spans := make([]Span, 0, len(src)/8) // about as many as most programs have
	file := token.NewFileSet().AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, src, nil, scanner.ScanComments)
	done := 0
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
			class = Text
		case tok == token.COMMENT:
			class = Comment
		case tok == token.INT, tok == token.FLOAT, tok == token.IMAG:
			class = Number
		}
		from := file.Offset(pos)
		// The scanner takes carriage returns out of what it hands back.
		if class == Plain || from < done || !strings.HasPrefix(code[from:], lit) {
			continue
		}
		spans = append(spans, Span{Plain, code[done:from]}, Span{class, lit})
		done = from + len(lit)
	}
	return append(spans, Span{Plain, code[done:]})
}

func lexed(lang, code string) []Span {
	lexer := Lexer(lang)
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
			class = Text
		case t.Type.InSubCategory(chroma.LiteralNumber):
			class = Number
		}
		spans = append(spans, Span{class, t.Value})
	}
	// Some lexers add a line end that the code has not.
	if n := len(spans); n > 0 && !strings.HasSuffix(code, "\n") {
		spans[n-1].Text = strings.TrimSuffix(spans[n-1].Text, "\n")
	}
	return spans
}

// lines cuts spans at line ends.
func lines(spans []Span) [][]Span {
	cut := make([]Span, 0, 2*len(spans))
	var ends []int // of lines, in cut
	for _, s := range spans {
		for {
			line, rest, more := strings.Cut(s.Text, "\n")
			if line != "" {
				cut = append(cut, Span{s.Class, line})
			}
			if !more {
				break
			}
			ends = append(ends, len(cut))
			s.Text = rest
		}
	}
	all := make([][]Span, 0, len(ends)+1)
	begin := 0
	for _, end := range append(ends, len(cut)) {
		all = append(all, cut[begin:end:end])
		begin = end
	}
	return all
}
