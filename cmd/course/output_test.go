package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestPlain(t *testing.T) {
	tests := map[string]string{
		"你好\tline\n":             "你好\tline\n",
		"\x1b[2J \x00\x07\r":     `\x1b[2J \x00\x07\x0d`,
		"\x7f\u0080\u009b":       `\u007f\u0080\u009b`,
		"\x9b2J \xff \xe4\xbd":   `\x9b2J \xff \xe4\xbd`,
		"\u202e\u2066\u2069":     `\u202e\u2066\u2069`,
		"a\u200e \u200f \u061cb": "a\u200e \u200f \u061cb",
		"\ufffd is itself":       "\ufffd is itself",
	}
	for give, want := range tests {
		assert.Equal(t, want, string(plain(give)), "%q", give)
	}
}
