package mutate

import (
	"go/ast"
	"go/token"
	"math"
	"strconv"
)

// few is how many are counted one by one: of more, one more would often be
// as good.
const few = 10

// number changes a decimal number. Others are patterns of bits, or modes of
// files.
func (m *mutator) number(lit *ast.BasicLit) {
	other := ""
	switch lit.Kind {
	case token.INT:
		if len(lit.Value) > 1 && lit.Value[0] == '0' {
			return
		}
		n, err := strconv.ParseUint(lit.Value, 0, 64)
		switch {
		case err != nil:
			return
		case n <= few:
			n++
		default:
			n /= 2
		}
		other = strconv.FormatUint(n, 10)
	case token.FLOAT:
		f, err := strconv.ParseFloat(lit.Value, 64)
		if err != nil || math.IsInf(f, 0) {
			return
		}
		other = strconv.FormatFloat(f+1, 'f', -1, 64)
	default:
		return
	}
	m.add(Number, lit, other, other)
}

// factorOfDuration says that a number is multiplied with a unit of time:
// 100 * time.Millisecond.
func factorOfDuration(lit *ast.BasicLit, stack []ast.Node) bool {
	product, ok := stack[len(stack)-1].(*ast.BinaryExpr)
	if !ok || product.Op != token.MUL {
		return false
	}
	unit := product.Y
	if unit == ast.Expr(lit) {
		unit = product.X
	}
	s, ok := unit.(*ast.SelectorExpr)
	return ok && isIdent(s.X, "time")
}
