// Package lang turns the tag of a language into its name, its direction and
// the words that the pages, the terminal and "course new" use in it.
//
// A language of its own words is one file, like zh.go: it registers a
// Language. Words that it leaves out are those of English, and so are all
// words of a language without a file.
package lang

import (
	"cmp"
	"reflect"

	"golang.org/x/text/language"
)

// Language is a language, and what the course says in it beside its lessons.
type Language struct {
	Tag  string // BCP 47, as the lang attribute of HTML has it: "zh-Hans"
	Name string // in the language itself: "中文"
	Dir  string // of its script, as the dir attribute of HTML has it: "ltr" or "rtl"

	Site     Site
	Terminal Terminal
	New      New
}

// Terminal is what "course show" says.
type Terminal struct {
	Claims string // above the claims
	Waits  string // beside the name of a want file
	Given  string // what a file is that the reader may skip
	Hidden string // lines that are not shown: their name, the first and the last
}

// New is what "course new" writes.
type New struct {
	Part   string // of the first lesson of a course
	Lesson string // a lesson file, with the placeholders SLUG, TITLE and PART
}

// Default is the language whose words serve where another lacks them.
const Default = "en"

// languages are those that have a file here, by the tag in names of lessons.
var languages = map[string]*Language{}

// register adds a language. Each file of a language calls it, so that no
// other file lists them.
func register(tag string, l *Language) {
	l.Tag = cmp.Or(l.Tag, tag)
	t := parse(l.Tag)
	l.Name, l.Dir = cmp.Or(l.Name, name(t)), direction(t)
	fill(reflect.ValueOf(l).Elem(), reflect.ValueOf(english).Elem())
	languages[tag] = l
}

// fill sets what is empty.
func fill(to, from reflect.Value) {
	switch {
	case to.Kind() == reflect.Struct:
		for i := range to.NumField() {
			fill(to.Field(i), from.Field(i))
		}
	case to.IsZero():
		to.Set(from)
	case to.Kind() == reflect.Map:
		for _, key := range from.MapKeys() {
			if !to.MapIndex(key).IsValid() {
				to.SetMapIndex(key, from.MapIndex(key))
			}
		}
	}
}

// Of is the language of a tag. The words are those of the nearest language
// that has a file here and the same script: zh-CN has those of zh, zh-Hant
// and ja have those of English.
func Of(tag string) *Language {
	if l := languages[tag]; l != nil {
		return l
	}
	t := parse(tag)
	l := *english
	base, _ := t.Base()
	if near := languages[base.String()]; near != nil && script(parse(near.Tag)) == script(t) {
		l = *near
	}
	l.Tag, l.Name, l.Dir = tag, name(t), direction(t)
	return &l
}

// Italics reports whether the language's script has them. In Chinese,
// Japanese and Korean stress is bold.
func (l *Language) Italics() bool {
	switch script(parse(l.Tag)) {
	case "Hans", "Hant", "Jpan", "Kore":
		return false
	}
	return true
}

func parse(tag string) language.Tag {
	t, _ := language.Parse(tag)
	return t
}
