package lesson

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// What looks like a script, a want file, a fence or a footnote and is none is
// a problem: a claim that nobody runs would seem to hold.

// fence is a line that would open or close a fenced block.
type fence struct {
	char byte
	n    int
	info string
}

// parseFence reads a line without its indentation, ok where it begins with a
// fence.
func parseFence(line string) (f fence, ok bool) {
	line = strings.TrimSpace(line)
	if line == "" || line[0] != '`' && line[0] != '~' {
		return f, false
	}
	rest := strings.TrimLeft(line, line[:1])
	f = fence{line[0], len(line) - len(rest), strings.TrimSpace(rest)}
	return f, f.n >= 3
}

const fenceHint = "close it with a fence of its own, or open it with more backticks than a fence in it has"

// checkFence finds a block that is not closed, or that swallowed another.
func (l *Lesson) checkFence(b *Block) Problems {
	var problems Problems
	open, ok := parseFence(l.afterMarkers(b.Line - 1))
	if !ok {
		return nil
	}
	line := b.Line
	for text := range strings.Lines(b.Text) {
		if f, ok := parseFence(text); ok && f.char == open.char && f.n >= open.n && f.info != "" {
			problems.add(l.At(b.Line-1), fenceHint, "the block is not closed before the block of line %d", line)
			return problems
		}
		line++
	}
	if end, ok := parseFence(l.afterMarkers(line)); !ok || end.char != open.char || end.n < open.n || end.info != "" {
		problems.add(l.At(b.Line-1), fenceHint, "the block is not closed")
	}
	return problems
}

// afterMarkers is a line of the source without the marks of the lists and
// quotes that it stands in.
func (l *Lesson) afterMarkers(line int) string {
	text := string(l.Source[l.lineStart(line):min(l.lineStart(line+1), len(l.Source))])
	if i := strings.IndexAny(text, "`~"); i >= 0 {
		return text[i:]
	}
	return ""
}

// checkLang finds a misspelt kind of block. Only what has no other meaning is
// taken for one.
func (l *Lesson) checkLang(b *Block, info infoString) Problems {
	var problems Problems
	word := strings.Trim(strings.ToLower(info.lang), "{}.,")
	word, _, _ = strings.Cut(word, ",")
	plain := strings.ReplaceAll(strings.ReplaceAll(word, "-", ""), "_", "")
	want := ""
	switch {
	case info.lang != "testscript" && plain != "typescript" && distance(plain, "testscript") <= 2:
		want = "testscript"
	case info.lang != "lanes" && info.name != "" && distance(plain, "lanes") <= 1:
		want = "lanes"
	case info.lang != "go" && strings.HasSuffix(info.name, ".go"):
		want = "go"
	case info.lang != "python" && strings.HasSuffix(info.name, ".py"):
		want = "python"
	}
	if want != "" {
		problems.add(l.At(b.Line-1), "write ```"+want, "%q: did you mean %s?", info.lang, want)
	}
	return problems
}

// checkText finds what Markdown shows as text, or hides, and the author meant
// otherwise.
func (l *Lesson) checkText(doc ast.Node) Problems {
	var problems Problems
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeBlock:
			if f, ok := parseFence(firstLine(n, l.Source)); ok && parseInfo(f.info).lang == "testscript" {
				problems.add(l.At(l.firstLineOf(n)), "take the indentation away", "the script is indented, and so only shown as code")
			}
			return ast.WalkSkipChildren, nil
		case *ast.HTMLBlock:
			if n.HTMLBlockType != ast.HTMLBlockType2 { // a comment is meant to be hidden
				problems = append(problems, l.checkHTML(n)...)
			}
		case *ast.Paragraph, *ast.TextBlock:
			problems = append(problems, l.checkParagraph(n)...)
		}
		return ast.WalkContinue, nil
	})
	return problems
}

// firstLineOf is the lesson's line on which a block begins.
func (l *Lesson) firstLineOf(n ast.Node) int {
	if n.Lines().Len() == 0 {
		return 0
	}
	return l.LineOf(n.Lines().At(0).Start)
}

func firstLine(n ast.Node, src []byte) string {
	if n.Lines().Len() == 0 {
		return ""
	}
	segment := n.Lines().At(0)
	return string(segment.Value(src))
}

// checkParagraph finds fences, footnotes and tags that are shown as text.
func (l *Lesson) checkParagraph(n ast.Node) Problems {
	var problems Problems
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		if f, ok := parseFence(string(segment.Value(l.Source))); ok && strings.Contains(f.info, "`") && !strings.HasSuffix(f.info, "```") {
			problems.add(l.At(l.LineOf(segment.Start)), "put no backtick behind a fence of backticks", "the fence opens no block: what follows it has a backtick")
		}
	}
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan:
			return ast.WalkSkipChildren, nil
		case *ast.RawHTML:
			text := []byte(RawText(n, l.Source))
			if tag := elementOf(string(text)); tag != "" {
				problems = append(problems, l.htmlProblem(l.lineOfInline(n, text), tag))
			}
		}
		return ast.WalkContinue, nil
	})
	text := withoutCode(n, l.Source)
	for _, mark := range footnoteMark.FindAll(text, -1) {
		problems.add(l.At(l.lineOfInline(n, mark)), fmt.Sprintf("add a line \"%s: …\", or write it as `%s`", mark, mark), "the footnote %s has no text", mark)
	}
	return problems
}

var footnoteMark = regexp.MustCompile(`\[\^[^\]\s]+\]`)

// withoutCode is the text of a block but for its code: what is left of a
// footnote's mark in it is no footnote.
func withoutCode(n ast.Node, src []byte) []byte {
	var text []byte
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.RawHTML:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			text = append(text, n.Value(src)...)
			if n.SoftLineBreak() || n.HardLineBreak() {
				text = append(text, '\n')
			}
		}
		return ast.WalkContinue, nil
	})
	return text
}

// checkHTML finds HTML and fences in a block of HTML.
func (l *Lesson) checkHTML(n *ast.HTMLBlock) Problems {
	var problems Problems
	for i := range n.Lines().Len() {
		segment := n.Lines().At(i)
		line := segment.Value(l.Source)
		if _, ok := parseFence(string(line)); ok {
			problems.add(l.At(l.LineOf(segment.Start)), "put an empty line before it", "the fence stands in a block of HTML, and opens no block")
		}
		if tag := elementOf(string(bytes.TrimSpace(line))); tag != "" {
			problems = append(problems, l.htmlProblem(l.LineOf(segment.Start), tag))
		}
	}
	return problems
}

func (l *Lesson) htmlProblem(line int, tag string) Problem {
	return Problem{Place: l.At(line), Msg: fmt.Sprintf("HTML, <%s>, would be shown as text", tag),
		Hint: fmt.Sprintf("a lesson has no HTML: write Markdown, or `<%s>`", tag)}
}

// elements are those that authors write in Markdown. A word between angle
// brackets that is none of them, <pid>, is text.
var elements = map[string]bool{}

func init() {
	for _, e := range strings.Fields(`a abbr audio b blockquote br button center code dd del details div dl dt em
		figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img input ins kbd li main mark nav ol
		p picture pre q s samp script section small source span strong style sub summary sup svg table tbody td
		textarea th thead tr u ul var video wbr`) {
		elements[e] = true
	}
}

var openTag = regexp.MustCompile(`^<([A-Za-z][A-Za-z0-9]*)(\s[^<>]*)?/?>`)

// elementOf is the element of a text that begins with an opening tag, "" for no
// element of HTML.
func elementOf(text string) string {
	if m := openTag.FindStringSubmatch(text); m != nil && elements[strings.ToLower(m[1])] {
		return strings.ToLower(m[1])
	}
	return ""
}
