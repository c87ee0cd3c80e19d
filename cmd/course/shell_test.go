package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestShellQuote(t *testing.T) {
	tests := []struct{ give, want, windows string }{
		{"lessons/05-join.zh.md", "lessons/05-join.zh.md", "lessons/05-join.zh.md"},
		{"进程", "进程", "进程"},
		{"", "''", `""`},
		{"my course", "'my course'", `"my course"`},
		{"it's", `'it'\''s'`, `"it's"`},
		{"$(x)", "'$(x)'", `"$(x)"`},
		{"a;b", "'a;b'", `"a;b"`},
		{"~", "'~'", "~"},
		{`C:\lessons`, `'C:\lessons'`, `C:\lessons`},
	}
	for _, tt := range tests {
		assert.Equal(t, tt.want, shellQuote(tt.give, false))
		assert.Equal(t, tt.windows, shellQuote(tt.give, true))
	}
}
