package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestCheckURL(t *testing.T) {
	for give, want := range map[string]bool{
		"":                               true,
		"https://example.org":            true,
		"http://localhost:8080/a/":       true,
		"https://example.org/a b":        true,
		"example.org":                    false,
		"ftp://example.org":              false,
		"https:///course":                false,
		"https:course":                   false,
		"https://example.org/?":          false,
		"https://example.org/?a=b":       false,
		"https://example.org/#":          false,
		"https://example.org/#a":         false,
		"https://example.org/%":          false,
		"https://user:word@example.org/": false,
		"https://example.org/\x1b[2J":    false,
	} {
		assert.Equal(t, want, checkURL(give) == nil, give)
	}
}
