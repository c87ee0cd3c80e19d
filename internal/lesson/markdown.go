package lesson

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"go.abhg.dev/goldmark/frontmatter"
)

// Markdown is the Markdown that lessons are written in: goldmark's, with
// tables, strikethrough, footnotes, and line ends between Chinese characters that are no
// spaces, since prose is written one clause a line. The options are for a
// caller that renders; how columns are aligned is left to it, since goldmark
// would write it as a style, which a strict page forbids.
func Markdown(options ...goldmark.Option) goldmark.Markdown {
	return goldmark.New(append([]goldmark.Option{goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
		extension.Strikethrough,
		extension.NewCJK(extension.WithEastAsianLineBreaks()),
		extension.NewFootnote(extension.WithFootnoteIDPrefixFunction(footnotePrefix)),
		emphasis{},
		&frontmatter.Extender{Formats: []frontmatter.Format{yamlFormat}},
	)}, options...)...)
}

// metaLesson is where a tree has the name of its lesson.
const metaLesson = "lesson"

// footnotePrefix makes the ids of footnotes differ between lessons, which may
// stand on one page.
func footnotePrefix(n ast.Node) []byte {
	name, _ := n.OwnerDocument().Meta()[metaLesson].(string)
	return []byte(name + ".")
}

// markdown parses all lessons: several goroutines may share it.
var markdown = Markdown()

// BlockNode stands in a lesson's tree for each code block.
type BlockNode struct {
	ast.BaseBlock
	Block *Block
}

// KindBlockNode is the kind of BlockNode.
var KindBlockNode = ast.NewNodeKind("LessonBlock")

// Kind is KindBlockNode.
func (*BlockNode) Kind() ast.NodeKind { return KindBlockNode }

// IsRaw says that there is no Markdown in a block.
func (*BlockNode) IsRaw() bool { return true }

// Dump prints the node, for debugging.
func (n *BlockNode) Dump(src []byte, level int) {
	ast.DumpHelper(n, src, level, map[string]string{"Lang": n.Block.Lang}, nil)
}

// Tree is the text as goldmark's tree, in which a *BlockNode stands for each
// code block. It is parsed anew, since the trees of a large course take ten
// times the room of its text; the caller may change it.
func (l *Lesson) Tree() ast.Node {
	doc := markdown.Parser().Parse(text.NewReader(l.Source))
	doc.OwnerDocument().AddMeta(metaLesson, l.Name)
	for i, n := range codeBlocks(doc) {
		n.Parent().ReplaceChild(n.Parent(), n, &BlockNode{Block: l.Blocks[i]})
	}
	return doc
}

// codeBlocks are the code blocks of a tree, in the order of the text.
func codeBlocks(doc ast.Node) []ast.Node {
	var blocks []ast.Node
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if k := n.Kind(); entering && (k == ast.KindFencedCodeBlock || k == ast.KindCodeBlock) {
			blocks = append(blocks, n)
		}
		return ast.WalkContinue, nil
	})
	return blocks
}

// parseMarkdown reads the blocks, the script, the headings and the links.
func (l *Lesson) parseMarkdown(pc parser.Context) Problems {
	doc := markdown.Parser().Parse(text.NewReader(l.Source), parser.WithContext(pc))
	l.lineEnds = lineEnds(l.Source)
	var problems Problems
	s := script{lesson: l}
	for _, n := range codeBlocks(doc) {
		b := &Block{Text: blockText(n, l.Source)}
		var info infoString
		if n.Lines().Len() > 0 {
			b.Line = l.LineOf(n.Lines().At(0).Start)
		}
		if n, ok := n.(*ast.FencedCodeBlock); ok && n.Info != nil {
			info = parseInfo(string(n.Info.Segment.Value(l.Source)))
			b.Line = l.LineOf(n.Info.Segment.Start) + 1
		} else if b.Line == 0 && n.Pos() >= 0 {
			b.Line = l.LineOf(n.Pos()) + 1
		}
		problems = append(problems, l.addBlock(b, info, &s)...)
		if n.Kind() == ast.KindFencedCodeBlock {
			problems = append(problems, l.checkLang(b, info)...)
			problems = append(problems, l.checkFence(b)...)
		}
	}
	for _, b := range l.Blocks {
		for i := range l.Files {
			if l.Files[i].Line == b.Line {
				b.File = &l.Files[i]
			}
		}
	}
	problems = append(problems, l.checkText(doc)...)
	l.addOutline(doc)
	return append(problems, s.finish()...)
}

// blockText is the text of a code block, without the indentation of its
// fence. Each of its lines has its end.
func blockText(n ast.Node, src []byte) string {
	lines := n.Lines()
	var b strings.Builder
	if last := lines.Len() - 1; last >= 0 {
		b.Grow(lines.At(last).Stop - lines.At(0).Start + 1)
	}
	for i := range lines.Len() {
		segment := lines.At(i)
		b.Write(segment.Value(src))
	}
	return b.String()
}

func lineEnds(src []byte) []int {
	ends := make([]int, 0, bytes.Count(src, []byte("\n")))
	for at := 0; ; {
		i := bytes.IndexByte(src[at:], '\n')
		if i < 0 {
			return ends
		}
		ends = append(ends, at+i)
		at += i + 1
	}
}
