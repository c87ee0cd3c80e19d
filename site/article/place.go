package article

import (
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-05413062/course/internal/lesson"
)

// insertRecorded puts the question before the lines that answer it, and the
// runs where the lesson speaks of them: a reader predicts, sees, and reads on.
func (p *page) insertRecorded(doc ast.Node) {
	asked := false
	shown := map[int]bool{} // by batch
	show := func(batch int, before ast.Node) {
		if batch < 0 || shown[batch] {
			return
		}
		first := len(shown) == 0
		shown[batch] = true
		insert(doc, before, func(p *page) { p.runs(batch, first) })
	}
	if batch := p.firstBatch(); batch >= 0 && p.record.Batches[batch].Want == "" {
		show(batch, placeOfRuns(doc))
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		if kindOf(n) != lesson.KindWant {
			continue
		}
		name := n.(*lesson.BlockNode).Block.File.Name
		if !asked {
			if q := p.askAbout(name); q != nil {
				asked = true
				insert(doc, placeOfQuestion(n), func(p *page) { p.question(q) })
			}
		}
		show(p.batchOf(name), endOfSection(n))
	}
}

// kindOf is the kind of a code block, -1 of any other node.
func kindOf(n ast.Node) lesson.Kind {
	if b, ok := n.(*lesson.BlockNode); ok {
		return b.Block.Kind
	}
	return -1
}

// insert adds a block before a child of parent, nil for its end.
func insert(parent, before ast.Node, write func(*page)) {
	n := &inserted{write: write}
	if before == nil {
		parent.AppendChild(parent, n)
		return
	}
	parent.InsertBefore(parent, before, n)
}

// placeOfQuestion is before the section that has the want file, since the
// section speaks of the answer; or, when it shows the program too, before
// what introduces the want file.
func placeOfQuestion(want ast.Node) ast.Node {
	program := false
	for n := want.PreviousSibling(); n != nil; n = n.PreviousSibling() {
		if isGo(n) {
			program = true
		}
		if _, ok := n.(*ast.Heading); ok {
			if program {
				break
			}
			return n
		}
	}
	if before := want.PreviousSibling(); before != nil && before.Kind() == ast.KindParagraph {
		return before
	}
	return want
}

// endOfSection is what follows the section of a block, or the script in it.
func endOfSection(n ast.Node) ast.Node {
	for n = n.NextSibling(); n != nil; n = n.NextSibling() {
		if kindOf(n) == lesson.KindScript || n.Kind() == ast.KindHeading {
			return n
		}
	}
	return nil
}

// placeOfRuns is where the runs of a program without a want file are shown:
// in the section after the program's, behind the output that stands there or
// at its end.
func placeOfRuns(doc ast.Node) ast.Node {
	program := false
	section := 0 // since the program
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch {
		case kindOf(n) == lesson.KindScript:
			return n
		case kindOf(n) == lesson.KindOutput && section > 0:
			return n.NextSibling()
		case kindOf(n) == lesson.KindGo && path.Base(n.(*lesson.BlockNode).Block.File.Name) == "main.go":
			program = true
		case n.Kind() == ast.KindHeading && program:
			if section++; section > 1 {
				return n
			}
		}
	}
	return nil
}

// isGo says whether a node is Go code, in a file or not.
func isGo(n ast.Node) bool {
	b, ok := n.(*lesson.BlockNode)
	return ok && b.Block.Lang == "go"
}

// batchOf is the first batch whose runs were held against a want file, -1
// where there is none.
func (a *Article) batchOf(want string) int {
	if a.record == nil {
		return -1
	}
	for i, b := range a.record.Batches {
		if strings.TrimPrefix(b.Want, "./") == want && len(b.Transcripts) > 0 {
			return i
		}
	}
	return -1
}

func (a *Article) firstBatch() int {
	if a.record != nil {
		for i, b := range a.record.Batches {
			if len(b.Transcripts) > 0 {
				return i
			}
		}
	}
	return -1
}
