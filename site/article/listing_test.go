package article

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
)

// alone is the course of a lesson that stands alone.
type alone struct{}

func (alone) HeadingID(*lesson.Lesson, int) string                   { return "heading" }
func (alone) Link(_ *lesson.Lesson, dest string) (own, whole string) { return dest, dest }
func (alone) Image(dest string) string                               { return dest }
func (alone) ClaimsAbout(_ *lesson.Lesson, _ string) []int           { return []int{0} }

// render is the text of a lesson on its own page.
func render(t *testing.T, text string) string {
	t.Helper()
	files := fstest.MapFS{"01-a.en.md": &fstest.MapFile{Data: []byte(
		"---\ntitle: A\nsummary: A.\npart: A\n---\n" + text + "\n```testscript\n# It runs\nrun p\n```\n")}}
	c, err := lesson.Read(files, "")
	require.NoError(t, err)
	f, err := New(c.Lessons[0], nil).Render(alone{})
	require.NoError(t, err)
	return f.Own()
}

const program = "package main\n\nimport \"fmt\"\n\n// check ends it.\nfunc check() {}\n\nfunc main() {\n\tfmt.Println()\n\tcheck()\n}\n"

func TestArticle_given(t *testing.T) {
	page := render(t, "```go p/main.go given\n"+program+"```\n")
	assert.Contains(t, page, `<details class="file" id="01-a.p/main.go"><summary><code class="name">p/main.go</code>`)
	assert.Equal(t, 11, strings.Count(page, `<span class="l"`))
}

// What is folded stands in code of its own, the lines keep their addresses,
// and all code together is the file.
func TestArticle_fold(t *testing.T) {
	page := render(t, "```go p/main.go fold=imports,check mark='check()'\n"+program+"```\n")
	folds := strings.Split(page, `<details class="fold">`)
	require.Len(t, folds, 2, "declarations that follow each other are one fold")
	before, folded := folds[0], folds[1]
	folded, after, _ := strings.Cut(folded, "</details>")
	assert.Contains(t, folded, "<summary>imports, check folded</summary>")
	for id, where := range map[string]string{"2": before, "3": folded, "6": folded, "7": after, "10": after} {
		assert.Contains(t, where, `id="01-a.p/main.go:`+id+`"`)
	}
	assert.Equal(t, 2, strings.Count(page, `<span class="l mark"`), page)
	assert.Contains(t, page, `<span class="l mark" id="01-a.p/main.go:6" data-line="6">`)
	assert.Contains(t, page, `<span class="l mark" id="01-a.p/main.go:10" data-line="10">`)
}

// A file that ends with a fold, or begins with one, has no empty code.
func TestArticle_foldAtTheEnds(t *testing.T) {
	page := render(t, "```python p.py fold=run,imports\nimport os\n\nx = 1\n\ndef run():\n    pass\n```\n")
	assert.Equal(t, 2, strings.Count(page, `<details class="fold">`))
	assert.NotContains(t, page, "<code></code>")
	assert.Equal(t, strings.Count(page, "<pre"), strings.Count(page, "</pre>"))
}
