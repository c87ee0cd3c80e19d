package highlight

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

//go:embed lexers/*.xml
var definitions embed.FS

var registry = sync.OnceValue(func() *chroma.LexerRegistry {
	r := chroma.NewLexerRegistry()
	names, err := fs.Glob(definitions, "lexers/*.xml")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		r.Register(chroma.MustNewXMLLexer(definitions, name)) // TestLexer_copies reads them all
	}
	return r
})

var byLang sync.Map // string to chroma.Lexer

// Lexer is chroma's lexer of a language ("python", "sh"), nil of one that is
// not among the copies. Several goroutines may use it.
func Lexer(lang string) chroma.Lexer {
	if lang == "" || lang == "text" || lang == "lanes" {
		return nil
	}
	if l, ok := byLang.Load(lang); ok {
		l, _ := l.(chroma.Lexer)
		return l
	}
	l := registry().Get(lang)
	if l != nil {
		l = chroma.Coalesce(l)
	}
	byLang.Store(lang, l)
	return l
}
