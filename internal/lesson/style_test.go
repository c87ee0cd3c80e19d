package lesson

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestStyle(t *testing.T) {
	fence := func(info, data string) string { return "```" + info + "\n" + data + "```\n" }
	src := front + // five lines
		fence("go join/main.go", "package main\n\nfunc main() {\n  x()\n}\n\nfunc x() {}\n") + // 6
		fence("go fine/main.go", "package main\n\n// "+strings.Repeat("中", 34)+"a\nfunc main() {}\n") + // 15
		fence("go wide/main.go", "package main\n\n// "+strings.Repeat("中", 35)+"\nfunc main() {}\n") + // 21
		fence("go broken/main.go", "package main; func\n") + // 27
		fence("python join.py", "\t"+strings.Repeat("x", 68)+"\n\t"+strings.Repeat("x", 69)+"\n") + // 30
		fence("text join.txt", strings.Repeat("x", 100)+"\n") +
		proof
	c, err := Read(folder(map[string]string{"05-join.en.md": src}), "x")
	require.NoError(t, err, "another's course may have another style")
	assert.EqualError(t, Style(c).Err(), `x/05-join.en.md:10: join/main.go is not as gofmt has it, from here
  hint: run gofmt on it
x/05-join.en.md:24: wide/main.go: a line of 73 columns, of 72
  hint: break the line
x/05-join.en.md:32: join.py: a line of 73 columns, of 72
  hint: break the line`)
}
