package lesson

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// emphasis makes **真，**她 bold as its author means it. CommonMark tells where
// emphasis begins and ends by the spaces between words, which Chinese and
// Japanese don't have. The amended rules (commonmark-spec issue 650): their
// punctuation counts as a character, and next to a character of theirs any
// punctuation may stand inside. Without such a character near, the rules are
// CommonMark's. No extension of goldmark does this.
type emphasis struct{}

func (emphasis) Extend(m goldmark.Markdown) {
	m.Parser().AddOptions(parser.WithInlineParsers(
		util.Prioritized(delimiters{char: '*', most: 1 << 30, node: func(n int) ast.Node { return ast.NewEmphasis(n) }}, 400),
		util.Prioritized(delimiters{char: '~', most: 2, node: func(int) ast.Node { return extast.NewStrikethrough() }}, 400),
	))
}

// delimiters parses runs of a character that open and close an inline node.
type delimiters struct {
	char byte
	most int // characters in a run
	node func(consumed int) ast.Node
}

func (d delimiters) Trigger() []byte         { return []byte{d.char} }
func (d delimiters) IsDelimiter(b byte) bool { return b == d.char }
func (d delimiters) OnMatch(consumed int) ast.Node {
	return d.node(consumed)
}

func (d delimiters) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char
}

func (d delimiters) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	before := block.PrecendingCharacter()
	line, segment := block.PeekLine()
	n := parser.ScanDelimiter(line, before, 1, d)
	if n == nil || n.OriginalLength > d.most || before == rune(d.char) && d.char == '~' {
		return nil
	}
	after := ' '
	if n.OriginalLength < len(line) {
		after = util.ToRune(line, n.OriginalLength)
	}
	n.CanOpen, n.CanClose = flanks(before, after), flanks(after, before)
	n.Segment = segment.WithStop(segment.Start + n.OriginalLength)
	block.Advance(n.OriginalLength)
	pc.PushDelimiter(n)
	return n
}

// flanks says whether a run of delimiters may open what stands inside of it.
func flanks(outside, inside rune) bool {
	return !util.IsSpaceRune(inside) &&
		(!util.IsPunctRune(inside) || IsWide(inside) ||
			util.IsSpaceRune(outside) || util.IsPunctRune(outside) || IsWide(outside))
}
