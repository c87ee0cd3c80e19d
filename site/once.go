package site

import (
	"sync"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/recording"
)

// shared is what the files of a site that is written once hand on to each
// other, so that it is not made twice. The page of a lesson and the page of
// the whole course need the same, and the first of them leaves it to the
// second.
type shared struct {
	mu     sync.Mutex
	left   *leftover
	claims *recording.Recording // its claims alone; nil where that is not known
}

type leftover struct {
	record    *recording.Recording
	wants     map[string]*lanes.Want
	questions map[string]*asked
}

// take returns what the other page has left, nil when it was not written yet.
func (s *shared) take() *leftover {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := s.left
	s.left = nil
	return left
}

// leave is called when an article is written.
func (s *shared) leave(a *article) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.left = &leftover{a.record, a.wants, a.questions}
	s.claims = &recording.Recording{}
	if a.record != nil {
		s.claims.Claims = a.record.Claims
	}
}

// known is a recording that has at least the claims, nil when none was read.
func (s *shared) known() *recording.Recording {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.claims
}

// takeDoc is the lesson's tree, which the caller may change; nil when another
// one has taken it.
func (o *outline) takeDoc() ast.Node {
	o.shared.mu.Lock()
	defer o.shared.mu.Unlock()
	doc := o.lesson.Doc
	o.lesson.Doc = nil
	return doc
}
