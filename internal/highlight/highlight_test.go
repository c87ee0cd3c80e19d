package highlight

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestLines(t *testing.T) {
	tests := []struct {
		name, lang, give string
		want             string // class letter:text for each span, | between lines
	}{
		{"go", "go", "// a\nx := \"s\" + 1\n", `c:// a|p:x := ,t:"s",p: + ,n:1`},
		{"a comment over two lines", "go", "/* a\nb */ func", "c:/* a|c:b */,p: ,k:func"},
		{"go that does not parse", "go", "\x00 '", "p:\x00 ,t:'"},
		{"python", "python", "x = 'ü' # c\n", "p:x,p: ,p:=,p: ,t:'ü',p: ,c:# c"},
		{"an alias", "sh", "echo 1", "p:echo,p: ,n:1"},
		{"a file extension", "yml", "# a", "c:# a"},
		{"upper case", "JSON", "1", "n:1"},
		{"a want file", "lanes", "a| if\nb| else\n", "p:a| if|p:b| else"},
		{"an unknown language", "klingon", "if\n\n1", "p:if||p:1"},
		{"no language", "", "if", "p:if"},
		{"no code", "go", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, line := range Lines(tt.lang, tt.give) {
				var spans []string
				for _, s := range line {
					spans = append(spans, string("pktcn"[s.Class])+":"+s.Text)
				}
				got = append(got, strings.Join(spans, ","))
			}
			assert.Equal(t, tt.want, strings.Join(got, "|"))
		})
	}
}

// The spans together are the code, unchanged.
func FuzzLines(f *testing.F) {
	f.Add("go", "// a\nx := `s\r\n` + 1\n")
	f.Add("python", "def f():\n    '''a\n'''\n")
	f.Add("c", "int main(void) { /* a\n */ }")
	f.Add("sh", "echo \"$(x)\"")
	f.Add("", "\n\n")
	f.Fuzz(func(t *testing.T, lang, code string) {
		if lexerFor(lang) != nil {
			code = strings.ReplaceAll(strings.ToValidUTF8(code, "?"), "\r", "") // chroma makes \n of \r\n
		}
		var lines []string
		for _, line := range Lines(lang, code) {
			text := ""
			for _, s := range line {
				text += s.Text
			}
			lines = append(lines, text)
		}
		assert.Equal(t, strings.TrimSuffix(code, "\n"), strings.Join(lines, "\n"))
	})
}

// The lexers are byte for byte those of the chroma in go.mod, and none needs a
// lexer that may be absent.
func TestLexers_copies(t *testing.T) {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/alecthomas/chroma/v2").Output()
	require.NoError(t, err)
	names, err := filepath.Glob("lexers/*.xml")
	require.NoError(t, err)
	require.NotEmpty(t, names)
	for _, name := range names {
		got, err := os.ReadFile(name)
		require.NoError(t, err)
		want, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "lexers", "embedded", filepath.Base(name)))
		require.NoError(t, err)
		assert.Equal(t, string(want), string(got), name)
		assert.False(t, strings.Contains(string(got), "<using lexer="), "%s uses another lexer", name)
	}
}
