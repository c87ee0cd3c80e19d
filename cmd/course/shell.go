package main

import (
	"runtime"
	"strings"
	"unicode"
)

// shell is a command line that can be pasted: of a file's name nothing is split,
// expanded or run.
func shell(words ...string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = shellQuote(word, runtime.GOOS == "windows")
	}
	return strings.Join(quoted, " ")
}

func shellQuote(word string, windows bool) string {
	ordinary := "@%+=:,./-_"
	if windows {
		ordinary += `\~`
	}
	special := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune(ordinary, r)
	}
	switch {
	case word != "" && !strings.ContainsFunc(word, special):
		return word
	case windows:
		return `"` + word + `"` // no name has this character there
	}
	return "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
}
