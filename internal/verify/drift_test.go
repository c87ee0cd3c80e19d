package verify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestStatic_drift(t *testing.T) {
	program := func(lines ...string) string {
		return block("go p/main.go", append([]string{"package main", "", `import "fmt"`, ""}, lines...)...)
	}
	hello := program("func main() {", `	fmt.Println("hello", 1)`, "}")
	script := block("testscript", "# it holds", "run p", "always '^hello'")
	wantScript := block("testscript", "# it holds", "run p", "lanes stdout two.want")
	tests := []struct {
		name   string
		en, zh string
		want   string // "": no drift
	}{
		{"none", hello + script,
			program("// 主函数。", "func main() {", `	fmt.Println("你好", 1)`, "}") +
				block("testscript", "# 成立", "run p", "always '^你好'"), ""},
		{"strings below several imports", strings.Replace(hello, `"fmt"`, `("fmt"; _ "log")`, 1) + script,
			strings.NewReplacer(`"fmt"`, `("fmt"; _ "log")`, `"hello"`, `"你好"`).Replace(hello) + script, ""},
		{"a list over several lines", hello + script,
			program("func main() {", "	fmt.Println(", `		"hello",`, "		1,", "	)", "}") + script, ""},
		{"want files in other words", hello + twoWant + wantScript, hello + strings.ReplaceAll(twoWant, "a| a", "甲| 子") + wantScript, ""},
		{"texts", block("text a.txt", "a") + hello + script, block("text a.txt", "甲", "乙") + hello + script, ""},

		{"a number", hello + script, program("func main() {", `	fmt.Println("hello", 2)`, "}") + script,
			"01-one.zh.md:13: drifted from 01-one.en.md:13: p/main.go has 1 there and 2 here"},
		{"a name", hello + script, program("func main() {", `	fmt.Print("hello", 1)`, "}") + script, "has Println there and Print here"},
		{"an import", hello + script, strings.Replace(hello, `"fmt"`, `"os"`, 1) + script, `p/main.go has "fmt" there and "os" here`},
		{"an import of several", strings.Replace(hello, `"fmt"`, `("fmt"; "log")`, 1) + script, strings.Replace(hello, `"fmt"`, `("fmt"; "os")`, 1) + script,
			`p/main.go has "log" there and "os" here`},
		{"a line more", hello + script, strings.Replace(hello, "}\n", "}\n\nvar x int\n", 1) + script,
			"01-one.zh.md:16: drifted from 01-one.en.md:14: p/main.go goes on here with var"},
		{"a line less", strings.Replace(hello, "}\n", "}\n\nvar x int\n", 1) + script, hello + script,
			"01-one.zh.md:14: drifted from 01-one.en.md:16: p/main.go goes on there with var"},

		{"a claim more", hello + script, hello + block("testscript", "# it holds", "run p", "always '^hello'", "# more", "run p"),
			`01-one.zh.md:21: drifted from 01-one.en.md: the claim "more" has no counterpart`},
		{"a claim less", hello + block("testscript", "# it holds", "run p", "always '^hello'", "# more", "run p"), hello + script,
			`01-one.zh.md: drifted from 01-one.en.md:21: the claim "more" has no counterpart`},
		{"a command less", hello + script, hello + block("testscript", "# it holds", "run p"),
			`01-one.zh.md:18: drifted from 01-one.en.md:20: this claim lacks the command "always '^hello'"`},
		{"a command more", hello + script, hello + block("testscript", "# it holds", "run p", "always '^hello'", "never 'x'"),
			`01-one.zh.md:21: drifted from 01-one.en.md:18: the command "never 'x'" has no counterpart`},
		{"another flag", hello + script, hello + block("testscript", "# it holds", "run -n 2 p", "always '^hello'"), `the command is "run p" there and "run -n 2 p" here`},
		{"a negation", hello + script, hello + block("testscript", "# it holds", "! run p", "always '^hello'"), `the command is "run p" there and "! run p" here`},
		{"a quoted text", hello + script, hello + block("testscript", "# it holds", "run p", "always ^hello"), "the command is"},
		{"a condition", hello + script, hello + block("testscript", "# it holds", "[race] run p", "always '^hello'"), "the command is"},

		{"a file less", block("text a.txt", "a") + hello + script, hello + script,
			"01-one.zh.md: drifted from 01-one.en.md:8: the file a.txt has no counterpart"},
		{"a file more", hello + script, block("text a.txt", "a") + hello + script,
			"01-one.zh.md:8: drifted from 01-one.en.md: the file a.txt has no counterpart"},
		{"a file's language", block("text a.txt", "a") + hello + script, block("sh a.txt", "a") + hello + script,
			"01-one.zh.md:8: drifted from 01-one.en.md:8: a.txt is text there and sh here"},
		{"a lane", hello + twoWant + wantScript, hello + strings.Replace(twoWant, "b| b2", "a| b2", 1) + wantScript, "two.want: "},
		// It is a problem of its own, and no drift.
		{"a bad want file", hello + twoWant + wantScript, hello + strings.Replace(twoWant, "b| b2", "b| <b", 1) + wantScript, "01-one.zh.md:22: two.want: "},
		{"a bad want file first", hello + strings.Replace(twoWant, "b| b2", "b| <b", 1) + wantScript, hello + twoWant + wantScript, "01-one.en.md:22: two.want: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := Static(course(t, map[string]string{"01-one.en.md": tt.en, "01-one.zh.md": tt.zh}))
			if tt.want == "" {
				assert.Empty(t, got)
				return
			}
			if assert.Len(t, got, 1, "%v", got) {
				assert.Contains(t, got[0].String(), tt.want)
			}
		})
	}
}
