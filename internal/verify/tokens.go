package verify

import (
	"fmt"
	"go/scanner"
	"go/token"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// differentPrograms compares two Go files as syntax trees but for comments
// and string literals; what they import is compared as it is written.
func differentPrograms(f, g lesson.File) difference {
	a, b := tokens(f.Data), tokens(g.Data)
	for i := range max(len(a), len(b)) {
		switch {
		case i >= len(b):
			return difference{f.Line + a[i].line - 1, lastLine(g), fmt.Sprintf("%s goes on there with %s", f.Name, a[i].text)}
		case i >= len(a):
			return difference{lastLine(f), g.Line + b[i].line - 1, fmt.Sprintf("%s goes on here with %s", f.Name, b[i].text)}
		case a[i].text != b[i].text:
			return difference{f.Line + a[i].line - 1, g.Line + b[i].line - 1,
				fmt.Sprintf("%s has %s there and %s here (only comments and strings may differ)", f.Name, a[i].text, b[i].text)}
		}
	}
	return difference{}
}

func lastLine(f lesson.File) int { return f.Line + strings.Count(f.Data, "\n") - 1 }

// lexeme is a token of a Go file as it is compared.
type lexeme struct {
	text string
	line int // from 1
}

// tokens reads a Go file into what must be equal in a translation. Two
// files have the same tokens, but for how a list is broken over lines,
// exactly when they have the same syntax tree.
func tokens(src string) (all []lexeme) {
	set := token.NewFileSet()
	file := set.AddFile("", -1, len(src))
	var s scanner.Scanner
	s.Init(file, []byte(src), nil, 0)
	importing := false
	depth := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			return all
		}
		text := tok.String()
		switch {
		case tok == token.IMPORT:
			importing, depth = true, 0
		case tok == token.LPAREN:
			depth++
		case tok == token.RPAREN:
			depth--
		case tok == token.SEMICOLON && depth == 0:
			importing = false
		case tok == token.STRING && !importing:
			text = "a string"
		case tok.IsLiteral():
			text = lit
		}
		if tok == token.RPAREN || tok == token.RBRACK || tok == token.RBRACE {
			all = withoutListEnd(all)
		}
		all = append(all, lexeme{text, file.Line(pos)})
	}
}

// withoutListEnd drops what a closing bracket on a line of its own makes
// necessary before it, and one on the same line does not.
func withoutListEnd(all []lexeme) []lexeme {
	if n := len(all); n > 0 && strings.Contains(",;", all[n-1].text) {
		return all[:n-1]
	}
	return all
}
