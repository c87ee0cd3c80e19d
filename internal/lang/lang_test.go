package lang

import (
	"flag"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var update = flag.Bool("update", false, "write names.txt anew")

func TestOf(t *testing.T) {
	for _, tt := range []struct{ give, tag, name, dir, claims string }{
		{"zh", "zh-Hans", "中文", "ltr", "结论"},
		{"en", "en", "English", "ltr", "Claims"},
		{"zh-CN", "zh-CN", "中文", "ltr", "结论"},
		{"zh-TW", "zh-TW", "繁體中文", "ltr", "Claims"}, // no simplified words on a traditional page
		{"en-GB", "en-GB", "British English", "ltr", "Claims"},
		{"ja", "ja", "日本語", "ltr", "Claims"},
		{"fr", "fr", "français", "ltr", "Claims"},
		{"pt-BR", "pt-BR", "português", "ltr", "Claims"},
		{"de-AT-1996", "de-AT-1996", "Deutsch", "ltr", "Claims"},
		{"sr-Latn", "sr-Latn", "srpski", "ltr", "Claims"},
		{"ar", "ar", "العربية", "rtl", "Claims"},
		{"he", "he", "עברית", "rtl", "Claims"},
		{"pa-PK", "pa-PK", "پنجابی", "rtl", "Claims"},
		{"dv", "dv", "dv", "rtl", "Claims"}, // Unicode has no name for it in itself
	} {
		t.Run(tt.give, func(t *testing.T) {
			l := Of(tt.give)
			assert.Equal(t, []string{tt.tag, tt.name, tt.dir, tt.claims}, []string{l.Tag, l.Name, l.Dir, l.Site.Claims})
		})
	}
}

// A language that says a few words itself has the others from English.
func TestRegister_missingWords(t *testing.T) {
	t.Cleanup(func() { delete(languages, "fr") })
	register("fr", &Language{Site: Site{Claims: "Affirmations", Verdicts: map[string]string{"wrong": "faux"}}})
	l := Of("fr-CA")
	assert.Equal(t, "français canadien", l.Name)
	assert.Equal(t, "Affirmations", l.Site.Claims)
	assert.Equal(t, "Course", l.Site.Course)
	assert.Equal(t, map[string]string{"holds": "holds", "wrong": "faux", "depends": "it depends", "imprecise": "imprecise"}, l.Site.Verdicts)
	assert.Equal(t, "wrong", english.Site.Verdicts["wrong"])
	assert.Equal(t, english.Terminal, l.Terminal)
	assert.Equal(t, english.New, l.New)
}

// The texts of a language take the arguments that the English ones take.
func TestLanguages_verbs(t *testing.T) {
	verb := regexp.MustCompile(`%(\[\d+\])?[a-z]`)
	verbs := func(s string) []string {
		var all []string
		for i, v := range verb.FindAllString(s, -1) {
			if !strings.Contains(v, "[") {
				v = fmt.Sprintf("%%[%d]%s", i+1, v[1:])
			}
			all = append(all, v)
		}
		slices.Sort(all)
		return all
	}
	var equal func(tag string, words, want reflect.Value)
	equal = func(tag string, words, want reflect.Value) {
		for i := range want.NumField() {
			switch field := want.Type().Field(i); field.Type.Kind() {
			case reflect.String:
				assert.Equal(t, verbs(want.Field(i).String()), verbs(words.Field(i).String()), "%s: %s", tag, field.Name)
			case reflect.Struct:
				equal(tag+": "+field.Name, words.Field(i), want.Field(i))
			}
		}
	}
	for tag, l := range languages {
		equal(tag, reflect.ValueOf(l.Site), reflect.ValueOf(english.Site))
		equal(tag, reflect.ValueOf(l.Terminal), reflect.ValueOf(english.Terminal))
		for _, placeholder := range []string{"SLUG/main.go", "TITLE", "PART"} {
			assert.Contains(t, l.New.Lesson, placeholder, tag)
		}
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct{ give, want string }{
		{"fr", "fr"}, {"ja", "ja"}, {"pt-BR", "pt-BR"}, {"zh-Hant", "zh-Hant"}, {"ar", "ar"}, {"tlh", "tlh"},
		{"pt-br", "pt-BR"}, {"pt_BR", "pt-BR"}, {"iw", "he"}, {"EN", "en"}, {"zh-hant-tw", "zh-Hant-TW"},
		{"", ""}, {"xx", ""}, {"draft", ""}, {"english", ""}, {"und", ""}, {"x-mine", ""}, {"zh.md", ""}, {"../zh", ""},
	} {
		t.Run(tt.give, func(t *testing.T) {
			got, err := Parse(tt.give)
			assert.Equal(t, tt.want, got)
			assert.Equal(t, tt.want == "", err != nil)
			assert.Equal(t, tt.want == tt.give && tt.give != "", Valid(tt.give))
		})
	}
}

func TestMatch(t *testing.T) {
	for _, tt := range []struct {
		give string
		tags []string
		want string
	}{
		{"zh_CN.UTF-8", []string{"en", "zh"}, "zh"},
		{"zh_TW.UTF-8", []string{"en", "zh"}, "zh"},
		{"zh_TW.UTF-8", []string{"en", "zh", "zh-Hant"}, "zh-Hant"},
		{"en_GB", []string{"en", "zh"}, "en"},
		{"pt_PT.UTF-8", []string{"en", "pt-BR"}, "pt-BR"},
		{"sr_RS@latin", []string{"en", "sr"}, "sr"},
		{"ja_JP.UTF-8", []string{"en", "zh"}, ""},
		{"C.UTF-8", []string{"en", "zh"}, ""},
		{"POSIX", []string{"en", "zh"}, ""},
		{"", []string{"en", "zh"}, ""},
		{"en", nil, ""},
	} {
		t.Run(tt.give, func(t *testing.T) { assert.Equal(t, tt.want, Match(tt.give, tt.tags)) })
	}
}

func TestLanguage_Italics(t *testing.T) {
	for _, tag := range []string{"zh", "zh-Hant", "ja", "ko"} {
		assert.False(t, Of(tag).Italics(), tag)
	}
	for _, tag := range []string{"en", "fr", "ru", "ar"} {
		assert.True(t, Of(tag).Italics(), tag)
	}
}

func TestNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Names of languages in themselves, from Unicode CLDR " + display.CLDRVersion + ".\n")
	for _, tag := range display.Supported.Tags() {
		own := display.Self.Name(tag)
		if tag == language.SerbianLatin {
			own = "srpski" // there it is Serbo-Croatian
		}
		if own != "" {
			fmt.Fprintln(&b, tag, own)
		}
	}
	if *update {
		require.NoError(t, os.WriteFile("names.txt", []byte(b.String()), 0o644))
		return
	}
	assert.Equal(t, b.String(), names, `run "go test ./internal/lang -update"`)
}
