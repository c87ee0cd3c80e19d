// Package mutate turns a Go file into copies of it, each with one change that
// should make a difference: mutants, for tests that should notice them.
//
// Every mutant of a file can be parsed, and its lines keep their numbers, but
// for statements that change places. Some do not compile: there are no types
// here.
//
// Nothing is changed where no output could tell: what only stands for an
// error that never comes (a call of panic or log.Fatal, an if of nothing
// else), and numbers that are a factor of a duration, since programs of a busy
// machine take what time they take. Their sleeps are left out like any
// statement.
package mutate

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// Kind is what a change does.
type Kind string

const (
	LeftOut   Kind = "left out"     // a statement is not executed
	Exchanged Kind = "exchanged"    // two neighbouring statements
	Turned    Kind = "turned round" // a condition is true where it was false
	Number    Kind = "number"       // another number
	NoCall    Kind = "no call"      // of a Wait, Close, Flush or Sync: its error is nil
)

// Mutant is a file with one change.
type Mutant struct {
	Kind Kind
	Line int // of the first byte that is changed, from 1
	// Old and New are the changed piece of the source. New is "" where a
	// statement is left out, though Data still has it.
	Old, New string
	Data     string
}

// File returns the mutants of a file, in the order of their places. The error
// is the parser's.
func File(src string) ([]Mutant, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", src, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	m := &mutator{src: src, file: fset.File(file.FileStart)}
	ast.PreorderStack(file, nil, func(n ast.Node, stack []ast.Node) bool {
		m.node(n, stack)
		return true
	})
	slices.SortStableFunc(m.found, func(a, b found) int { return cmp.Compare(a.offset, b.offset) })
	var all []Mutant
	for _, f := range m.found {
		all = append(all, f.Mutant)
	}
	return all, nil
}

type mutator struct {
	src   string
	file  *token.File
	found []found
}

type found struct {
	Mutant
	offset int
}

func (m *mutator) node(n ast.Node, stack []ast.Node) {
	switch n := n.(type) {
	case *ast.BlockStmt:
		if !isSwitch(stack) {
			m.list(n.List)
		}
	case *ast.CaseClause:
		m.list(n.Body)
		if tagless(stack) {
			for _, cond := range n.List {
				m.turn(cond)
			}
		}
	case *ast.CommClause:
		m.list(n.Body)
	case *ast.IfStmt:
		m.turn(n.Cond)
	case *ast.ForStmt:
		if n.Cond != nil {
			m.turn(n.Cond)
		}
	case *ast.AssignStmt:
		if n.Tok == token.DEFINE && len(n.Rhs) == 1 {
			m.noCall(n.Rhs[0], len(n.Lhs))
		}
	case *ast.ReturnStmt:
		if len(n.Results) == 1 {
			m.noCall(n.Results[0], 1)
		}
	case *ast.BasicLit:
		if !factorOfDuration(n, stack) {
			m.number(n)
		}
	}
}

// isSwitch says that a block is the body of a switch or select: a list of
// clauses.
func isSwitch(stack []ast.Node) bool {
	switch stack[len(stack)-1].(type) {
	case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
		return true
	}
	return false
}

// tagless says that a clause is of a switch whose cases are conditions.
func tagless(stack []ast.Node) bool {
	s, ok := stack[len(stack)-2].(*ast.SwitchStmt)
	return ok && s.Tag == nil
}

// list changes a list of statements.
func (m *mutator) list(stmts []ast.Stmt) {
	for i, s := range stmts {
		if canLeaveOut(s) {
			// What stands behind "if false" compiles as before: no variable or
			// import is left without a use.
			m.add(LeftOut, s, "", "if false { "+m.text(s)+" }")
		}
		if i > 0 && canExchange(stmts[i-1], s) {
			m.exchange(stmts[i-1], s)
		}
	}
}

func (m *mutator) exchange(a, b ast.Stmt) {
	x, y := m.text(a), m.text(b)
	if x == y {
		return
	}
	between := m.src[m.file.Offset(a.End()):m.file.Offset(b.Pos())]
	m.put(Exchanged, a.Pos(), b.End(), y+between+x, y+between+x)
}

// canLeaveOut says that a statement can be left out so that the file may
// still compile, and that its absence can be told.
func canLeaveOut(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.EmptyStmt, *ast.DeclStmt, *ast.LabeledStmt:
		return false
	case *ast.AssignStmt:
		return s.Tok != token.DEFINE && !blank(s.Lhs)
	case *ast.BranchStmt:
		return s.Tok != token.FALLTHROUGH
	case *ast.BlockStmt:
		return len(s.List) > 0
	}
	return !isAlarm(s)
}

// blank says that only blanks are assigned to.
func blank(exprs []ast.Expr) bool {
	return !slices.ContainsFunc(exprs, func(e ast.Expr) bool { return !isIdent(e, "_") })
}

// isAlarm says that a statement ends the program because of an error.
func isAlarm(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.IfStmt:
		return s.Else == nil && len(s.Body.List) == 1 && isAlarm(s.Body.List[0])
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			return false
		}
		f, ok := call.Fun.(*ast.SelectorExpr)
		return isIdent(call.Fun, "panic") || ok && isIdent(f.X, "log") && strings.HasPrefix(f.Sel.Name, "Fatal")
	}
	return false
}

// canExchange says that two statements can change places: neither ends the
// list, and neither defines what the other one uses.
func canExchange(a, b ast.Stmt) bool {
	for _, s := range []ast.Stmt{a, b} {
		switch s.(type) {
		case *ast.EmptyStmt, *ast.LabeledStmt, *ast.BranchStmt, *ast.ReturnStmt:
			return false
		}
		if isAlarm(s) {
			return false
		}
	}
	return !shares(defined(a), names(b)) && !shares(defined(b), names(a))
}

func shares(a, b map[string]bool) bool {
	for name := range a {
		if b[name] {
			return true
		}
	}
	return false
}

// defined are the names that a statement makes known to those after it.
func defined(s ast.Stmt) map[string]bool {
	switch s := s.(type) {
	case *ast.DeclStmt:
		return names(s) // and what it uses: that only spares some exchanges
	case *ast.AssignStmt:
		all := map[string]bool{}
		if s.Tok == token.DEFINE {
			for _, e := range s.Lhs {
				if id, ok := e.(*ast.Ident); ok && id.Name != "_" {
					all[id.Name] = true
				}
			}
		}
		return all
	}
	return nil
}

func names(n ast.Node) map[string]bool {
	all := map[string]bool{}
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			all[id.Name] = true
		}
		return true
	})
	return all
}

// opposites are the comparisons, and what is true where they are false.
var opposites = map[token.Token]string{
	token.EQL: "!=", token.NEQ: "==", token.LSS: ">=", token.GEQ: "<", token.GTR: "<=", token.LEQ: ">",
}

// turn turns a condition round.
func (m *mutator) turn(cond ast.Expr) {
	switch c := cond.(type) {
	case *ast.BinaryExpr:
		if op, ok := opposites[c.Op]; ok {
			at := m.file.Offset(c.OpPos) - m.file.Offset(c.Pos())
			text := m.text(c)
			turned := text[:at] + op + text[at+len(c.Op.String()):]
			m.add(Turned, c, turned, turned)
			return
		}
	case *ast.UnaryExpr:
		if c.Op == token.NOT {
			m.add(Turned, c, m.text(c.X), m.text(c.X))
			return
		}
	}
	turned := "!(" + m.text(cond) + ")"
	m.add(Turned, cond, turned, turned)
}

// noCall takes a call away whose results are used: n of them.
func (m *mutator) noCall(e ast.Expr, n int) {
	call, ok := e.(*ast.CallExpr)
	if !ok || len(call.Args) > 0 {
		return
	}
	f, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains([]string{"Wait", "Close", "Flush", "Sync"}, f.Sel.Name) {
		return
	}
	switch n {
	case 1:
		m.add(NoCall, e, "error(nil)", "error(nil)")
	case 2:
		m.add(NoCall, e, "any(nil), error(nil)", "any(nil), error(nil)")
	}
}

// add makes a mutant that has data in place of a node.
func (m *mutator) add(kind Kind, n ast.Node, shown, data string) {
	m.put(kind, n.Pos(), n.End(), shown, data)
}

func (m *mutator) put(kind Kind, pos, end token.Pos, shown, data string) {
	from, to := m.file.Offset(pos), m.file.Offset(end)
	m.found = append(m.found, found{offset: from, Mutant: Mutant{
		Kind: kind, Line: m.file.PositionFor(pos, false).Line,
		Old: m.src[from:to], New: shown, Data: m.src[:from] + data + m.src[to:],
	}})
}

func (m *mutator) text(n ast.Node) string {
	return m.src[m.file.Offset(n.Pos()):m.file.Offset(n.End())]
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}
