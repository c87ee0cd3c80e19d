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
	return string(bytes.TrimSpace(AppendText(nil, n, src)))
}

// AppendText is PlainText, behind what is there already, with the spaces
// around it.
func AppendText(to []byte, n ast.Node, src []byte) []byte {
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			to = append(to, n.Value(src)...)
			if (n.SoftLineBreak() || n.HardLineBreak()) && !Joins(n, src) {
				to = append(to, ' ')
			}
		case *ast.String:
			to = append(to, n.Value...)
		case *ast.RawHTML:
			to = append(to, RawText(n, src)...)
		case *ast.AutoLink:
			to = append(to, n.Label(src)...)
		}
		return ast.WalkContinue, nil
	})
	return to
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
		before = edge(n.PreviousSibling(), src)
	}
	a, _ := utf8.DecodeLastRune(before)
	b, _ := utf8.DecodeRune(edge(n.NextSibling(), src))
	return IsWide(a) && IsWide(b)
}

// edge is the text of a neighbour; code is none, since it has an edge of its
// own.
func edge(n ast.Node, src []byte) []byte {
	if n == nil || n.Kind() == ast.KindCodeSpan {
		return nil
	}
	if t, ok := n.(*ast.Text); ok {
		return t.Value(src)
	}
	return AppendText(nil, n, src)
}

// IsWide says whether a character is Chinese, Japanese or Korean, or of their
// punctuation.
func IsWide(r rune) bool { return r >= firstWide && r != utf8.RuneError }

const firstWide = 0x2e80

// CountWords counts wide characters, and the words between them.
func CountWords(s string) (wide, words int) {
	inWord := false
	for _, r := range s {
		letter := false
		switch {
		case r < utf8.RuneSelf:
			lower := r | 0x20
			letter = 'a' <= lower && lower <= 'z'
		case IsWide(r):
			wide++
		default:
			letter = r < firstWide && unicode.IsLetter(r)
		}
		if letter && !inWord {
			words++
		}
		inWord = letter
	}
	return wide, words
}
