package lesson

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// PlainText is the text below a node, without any markup.
func PlainText(n ast.Node, src []byte) string {
	var b bytes.Buffer
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(src))
			if (n.SoftLineBreak() || n.HardLineBreak()) && !Joins(n, src) {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.RawHTML:
			b.WriteString(RawText(n, src))
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// RawText is what looks like HTML in prose, as text: a lesson has no HTML of
// its own. A comment, for those who read the source, is none.
func RawText(n *ast.RawHTML, src []byte) string {
	var b strings.Builder
	for i := range n.Segments.Len() {
		segment := n.Segments.At(i)
		b.Write(segment.Value(src))
	}
	if strings.HasPrefix(b.String(), "<!--") {
		return ""
	}
	return b.String()
}

// Joins says whether a line end stands between two Chinese characters, or
// their punctuation, and so is no space. Of goldmark's own styles one leaves a
// space behind a comma, and one takes it away behind an English sentence.
func Joins(n *ast.Text, src []byte) bool {
	before := n.Value(src)
	if len(before) == 0 {
		before = []byte(edge(n.PreviousSibling(), src))
	}
	a, _ := utf8.DecodeLastRune(before)
	b, _ := utf8.DecodeRuneInString(edge(n.NextSibling(), src))
	return IsWide(a) && IsWide(b)
}

// edge is the text of a neighbour; code is none, since it has an edge of its
// own.
func edge(n ast.Node, src []byte) string {
	if n == nil || n.Kind() == ast.KindCodeSpan {
		return ""
	}
	if t, ok := n.(*ast.Text); ok {
		return string(t.Value(src))
	}
	return PlainText(n, src)
}

// IsWide says whether a character is Chinese, Japanese or Korean, or of their
// punctuation.
func IsWide(r rune) bool { return r >= firstWide && r != utf8.RuneError }

const firstWide = 0x2e80

// CountWords counts wide characters, and the words between them.
func CountWords(s string) (wide, words int) {
	inWord := false
	for _, r := range s {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || 0x80 <= r && r < firstWide && unicode.IsLetter(r)
		if IsWide(r) {
			wide++
		}
		if letter && !inWord {
			words++
		}
		inWord = letter
	}
	return wide, words
}
