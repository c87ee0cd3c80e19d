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
// tables, strikethrough, and line ends between Chinese characters that are no
// spaces, since prose is written one clause a line. The options are for a
// caller that renders; how columns are aligned is left to it, since goldmark
// would write it as a style, which a strict page forbids.
func Markdown(options ...goldmark.Option) goldmark.Markdown {
	return goldmark.New(append([]goldmark.Option{goldmark.WithExtensions(
		extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignNone)),
		extension.Strikethrough,
		extension.NewCJK(extension.WithEastAsianLineBreaks()),
		&frontmatter.Extender{Formats: []frontmatter.Format{yamlFormat}},
	)}, options...)...)
}

// markdown parses all lessons: several goroutines may share it.
var markdown = Markdown()

// block is a fenced block of the lesson.
type block struct {
	info  []string // the words of its info string
	text  string
	first int // the lesson's line of its first line
}

// parseMarkdown reads the named blocks and the script.
func (l *Lesson) parseMarkdown(pc parser.Context) Problems {
	l.Doc = markdown.Parser().Parse(text.NewReader(l.Source), parser.WithContext(pc))
	var problems Problems
	s := script{lesson: l}
	l.ends = lineEnds(l.Source)
	_ = ast.Walk(l.Doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		if n, ok := n.(*ast.FencedCodeBlock); ok && n.Info != nil {
			problems = append(problems, l.addBlock(l.block(n), &s)...)
		}
		return ast.WalkContinue, nil
	})
	return append(problems, s.finish()...)
}

// block is a fenced block with an info string.
func (l *Lesson) block(n *ast.FencedCodeBlock) block {
	return block{
		info:  strings.Fields(string(n.Info.Segment.Value(l.Source))),
		text:  BlockText(n, l.Source),
		first: l.LineOf(n.Info.Segment.Start) + 1,
	}
}

// BlockText is the text of a code block, without the indentation of its fence.
// Each of its lines has its end.
func BlockText(n ast.Node, src []byte) string {
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

// addBlock makes a block a file or a part of the script, or leaves it as
// prose.
func (l *Lesson) addBlock(b block, s *script) Problems {
	var problems Problems
	at := l.At(b.first - 1)
	name, named := b.name()
	switch {
	case len(b.info) == 0: // of white space that Markdown does not count as such
	case b.info[0] == "testscript" && named:
		problems.add(at, "leave the name out: the testscript blocks, in order, are the lesson's script",
			"a testscript block with a name, %q", name)
	case b.info[0] == "testscript":
		at := b.first
		for line := range strings.Lines(b.text) {
			s.add(strings.TrimSuffix(line, "\n"), at)
			at++
		}
	case named:
		if msg, hint := checkPath(name); msg != "" {
			problems.add(at, hint, "file %q %s", name, msg)
			return problems
		}
		if len(b.info) > 2 && !isAttribute(b.info[2]) {
			problems.add(at, "a name of a file has no spaces", "a block with two names, %q and %q", name, b.info[2])
		}
		if first := l.File(name); first != nil {
			problems.add(at, "", "file %q for a second time, first at %s", name, l.At(first.Line-1))
			return problems
		}
		l.Files = append(l.Files, File{Name: name, Lang: b.info[0], Line: b.first, Data: b.text})
	}
	return problems
}

// name is the second word of the info string. Other tools put attributes
// there, ```go {3,5} or ```go title="x": those are no names.
func (b block) name() (string, bool) {
	if len(b.info) < 2 || isAttribute(b.info[0]) || isAttribute(b.info[1]) {
		return "", false
	}
	return b.info[1], true
}

func isAttribute(word string) bool {
	return strings.HasPrefix(word, "{") || strings.Contains(word, "=")
}

// pad is the script's lines on the lines of the lesson that they come from.
func (l *Lesson) pad() []byte {
	var buf bytes.Buffer
	line := 1
	put := func(at int, text string) {
		for ; line < at; line++ {
			buf.WriteByte('\n')
		}
		buf.WriteString(text + "\n")
		line++
	}
	for _, claim := range l.Claims {
		put(claim.Line, "# "+claim.Text)
		for _, c := range claim.Commands {
			put(c.Line, c.Text)
		}
	}
	return buf.Bytes()
}
