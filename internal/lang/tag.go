package lang

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/text/language"
)

// Parse returns a BCP 47 tag in its usual spelling: "pt-BR" for "pt-br". The
// error says why the text is no tag of a language.
func Parse(tag string) (string, error) {
	t, err := language.Parse(tag)
	if err != nil {
		return "", err
	}
	if base, _, _ := t.Raw(); base.String() == "und" {
		return "", fmt.Errorf("%s is the tag of no language", tag)
	}
	return t.String(), nil
}

// Valid reports whether the text is a BCP 47 tag in its usual spelling.
func Valid(tag string) bool {
	usual, err := Parse(tag)
	return err == nil && usual == tag
}

// Match is the tag that serves the reader of a locale ("zh_TW.UTF-8") best,
// "" where none does.
func Match(locale string, tags []string) string {
	locale, _, _ = strings.Cut(locale, ".")
	locale, _, _ = strings.Cut(locale, "@")
	want, err := language.Parse(locale)
	if err != nil {
		return "" // C, POSIX
	}
	var have []language.Tag
	for _, tag := range tags {
		have = append(have, parse(tag))
	}
	_, i, confidence := language.NewMatcher(have).Match(want)
	if confidence == language.No {
		return ""
	}
	return tags[i]
}

// script is the ISO 15924 code of the script that the language is usually
// written in, or that the tag says.
func script(t language.Tag) string {
	s, _ := t.Script()
	return s.String()
}

func direction(t language.Tag) string {
	switch script(t) {
	case "Adlm", "Arab", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi":
		return "rtl"
	}
	return "ltr"
}

// names has a line "TAG NAME" for each language whose own name Unicode's CLDR
// has. TestNames writes it, from golang.org/x/text/language/display: imported
// here, that package would make each start of the command, and of the guard of
// each run, 2 ms slower and the binary 2.4 MB larger.
//
//go:embed names.txt
var names string

// name is the name of a language in itself, or else its tag.
func name(t language.Tag) string {
	base, _ := t.Base()
	for _, tag := range []string{t.String(), base.String() + "-" + script(t), base.String()} {
		if _, after, ok := strings.Cut(names, "\n"+tag+" "); ok {
			own, _, _ := strings.Cut(after, "\n")
			return own
		}
	}
	return t.String()
}
