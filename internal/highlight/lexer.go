package highlight

import (
	"embed"
	"io/fs"
	"strings"
	"sync"

	"github.com/alecthomas/chroma/v2"
)

// The licence goes wherever the lexers go, so the binary has it, too.
//
//go:embed lexers/*.xml lexers/COPYING
var definitions embed.FS

// lexers maps the names of languages and the extensions of their files to
// lexers, which several goroutines may use. Nothing is parsed until a block
// in another language than Go needs a lexer.
var lexers = sync.OnceValue(func() map[string]chroma.Lexer {
	byName := map[string]chroma.Lexer{}
	paths, err := fs.Glob(definitions, "lexers/*.xml")
	if err != nil {
		panic(err)
	}
	for _, path := range paths {
		lexer := chroma.Coalesce(chroma.MustNewXMLLexer(definitions, path))
		for _, name := range lexer.Config().Aliases {
			byName[name] = lexer
		}
		for _, glob := range lexer.Config().Filenames {
			if extension, ok := strings.CutPrefix(glob, "*."); ok {
				byName[extension] = lexer
			}
		}
	}
	return byName
})

// lexerFor returns the lexer of a language ("python", "sh", "yml"), or nil if
// there is none.
func lexerFor(lang string) chroma.Lexer {
	return lexers()[strings.ToLower(lang)]
}
