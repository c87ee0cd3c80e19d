package lesson

import (
	"fmt"
	"strings"

	"github.com/seed-05413062/course/internal/lang"
)

// maxDigits is what the number of a lesson may have. Two are enough for a
// course that people read; files of more lessons keep their order only where
// all numbers have as many digits.
const maxDigits = 4

const nameHint = "a lesson is called NN-slug.LANG.md (05-join.en.md), or NN-slug.md in a course of one language; " +
	"another text can stand in README.md or in a folder"

// parseName takes NN-slug.LANG.md or NN-slug.md apart; only is the language
// of the latter, "" where course.yaml names none. The message says what is
// wrong, "" where nothing is.
func (l *Lesson) parseName(file, only string) (msg, hint string) {
	base := strings.TrimSuffix(file, ".md")
	name, tag, hasTag := strings.Cut(base, ".")
	number, slug, ok := strings.Cut(name, "-")
	l.Name, l.Number, l.Slug, l.Lang = name, number, slug, only
	isDigit := func(r rune) bool { return '0' <= r && r <= '9' }
	inSlug := func(r rune) bool { return r == '-' || isDigit(r) || 'a' <= r && r <= 'z' }
	every := func(s string, f func(rune) bool) bool {
		return strings.IndexFunc(s, func(r rune) bool { return !f(r) }) < 0
	}
	if !ok || !strings.HasSuffix(file, ".md") ||
		len(number) < 2 || maxDigits < len(number) || !every(number, isDigit) ||
		slug == "" || !every(slug, inSlug) || strings.Trim(slug, "-") != slug {
		return "not a lesson", nameHint
	}
	if hasTag {
		l.Lang = tag
		return checkTag(tag, name+".%s.md")
	}
	if only == "" {
		return "no language", fmt.Sprintf(`call it %s.en.md, or write "lang: en" into %s`, name, aboutFile)
	}
	return "", ""
}

// checkTag says what is wrong with a language's tag; format makes of a tag
// what the author should have written.
func checkTag(tag, format string) (msg, hint string) {
	usual, err := lang.Parse(tag)
	switch {
	case err != nil:
		return fmt.Sprintf("%q is not the tag of a language", tag), "a tag is of BCP 47: en, zh, ja, pt-BR"
	case usual != tag:
		return fmt.Sprintf("the language %q is written %s", tag, usual), "call it " + fmt.Sprintf(format, usual)
	}
	return "", ""
}
