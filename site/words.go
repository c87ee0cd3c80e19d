package site

import "github.com/seed-05413062/course/internal/lang"

// words are those of a language.
type words struct {
	*lang.Site
	Tag, Name string
}

var wordsOf = map[string]*words{"zh": newWords("zh"), "en": newWords("en")}

func newWords(tag string) *words {
	l := lang.Of(tag)
	return &words{Site: &l.Site, Tag: l.Tag, Name: l.Name}
}
