package site

import (
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// weave puts the question before the lines that answer it, and what came
// where the lesson speaks of it: a reader guesses, sees, and reads on.
func (a *article) weave(doc ast.Node) {
	asked := false
	shown := map[int]bool{} // by batch
	show := func(batch int, parent, before ast.Node) {
		if batch < 0 || shown[batch] {
			return
		}
		first := len(shown) == 0
		shown[batch] = true
		insert(parent, before, func(s *sheet) { a.writeCame(s, batch, first) })
	}
	if batch := a.firstBatch(); batch >= 0 && a.record.Batches[batch].Want == "" {
		show(batch, doc, a.placeOfRuns(doc))
	}
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		p, ok := n.(*piece)
		if !ok || p.listing == nil || p.listing.file == nil || p.listing.lang != "lanes" {
			continue
		}
		name := p.listing.file.Name
		if !asked {
			if q := a.question(name); q != nil {
				asked = true
				insert(doc, placeOfQuestion(n), func(s *sheet) { a.writeQuestion(s, q) })
			}
		}
		show(a.batchOf(name), doc, endOfSection(n))
	}
}

func insert(parent, before ast.Node, write func(*sheet)) {
	p := &piece{write: write}
	if before == nil {
		parent.AppendChild(parent, p)
		return
	}
	parent.InsertBefore(parent, before, p)
}

// placeOfQuestion is before the section that has the want file, since the
// section speaks of the answer; or, when it shows the program too, before
// what introduces the want file.
func placeOfQuestion(want ast.Node) ast.Node {
	program := false
	for n := want.PreviousSibling(); n != nil; n = n.PreviousSibling() {
		if p, ok := n.(*piece); ok && p.listing != nil && p.listing.lang == "go" {
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
		if p, ok := n.(*piece); ok && p.isProof {
			return n
		}
		if n.Kind() == ast.KindHeading {
			return n
		}
	}
	return nil
}

// placeOfRuns is where the runs of a program without a want file are shown:
// in the section after the program's, behind the output that stands there or
// at its end.
func (a *article) placeOfRuns(doc ast.Node) ast.Node {
	program := false
	section := 0 // since the program
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		p, isPiece := n.(*piece)
		switch {
		case isPiece && p.isProof:
			return n
		case isPiece && p.listing != nil && p.listing.lang == "text" && section > 0:
			return n.NextSibling()
		case isPiece && p.listing != nil && p.listing.file != nil && path.Base(p.listing.file.Name) == "main.go":
			program = true
		case n.Kind() == ast.KindHeading && program:
			if section++; section > 1 {
				return n
			}
		}
	}
	return nil
}

// batchOf is the first batch whose runs were held against a want file, -1
// where there is none.
func (a *article) batchOf(want string) int {
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

func (a *article) firstBatch() int {
	if a.record != nil {
		for i, b := range a.record.Batches {
			if len(b.Transcripts) > 0 {
				return i
			}
		}
	}
	return -1
}
