package site

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Without scripts a lesson has all its text, code, transcripts and pictures,
// its answers unfold, and each control that is there changes what is seen.
func testNoScripts(t *testing.T, c *course) {
	for _, lang := range c.plan.Langs {
		b := c.tab(t, map[string]string{"zh": c.disk, "en": c.host}[lang])
		b.scripts(false)
		for _, l := range c.plan.In(lang) {
			name := pageName(l)
			b.visit(name)
			assert.Equal(t, l.Title, b.text("h1"))
			assert.Empty(t, eval[[]string](b, js(`all(".prose > *, .file:not(details) pre code, .transcript:not(details *) > li, .picture-1, .picture-1 .by-order svg, #Next a, a.language").filter((e) => !visible(e)).map(named)`)), "%s: not to be seen", name)
			for i := range eval[int](b, `document.querySelectorAll(".question details.answer").length`) {
				candidate := fmt.Sprintf(".question .candidate:nth-of-type(%d)", i+1)
				b.click(candidate + " summary")
				assert.True(t, eval[bool](b, js(`visible(document.querySelector(%q))`, candidate+" .answer p")), "%s: %s", name, candidate)
			}
			for i := range eval[int](b, `(document.querySelectorAll("input").forEach((input, i) => (input.id = "input" + i)), document.querySelectorAll("input").length)`) {
				input := fmt.Sprintf("#input%d", i)
				if eval[bool](b, fmt.Sprintf(`document.querySelector(%q).checked`, input)) {
					continue
				}
				before := eval[[]string](b, jsPictures)
				b.click(input)
				after := eval[[]string](b, jsPictures)
				assert.NotEqual(t, before, after, "%s: %s does nothing", name, input)
				assert.Len(t, after, len(before), "%s: %s takes a picture away", name, input)
			}
		}
	}
}

// jsPictures are the pictures that are to be seen.
var jsPictures = js(`all(".by-order, .by-clock").filter(visible).map((e) => [all(".recorded").indexOf(e.closest(".recorded")), e.parentElement.className, e.className].join(" "))`)

// The page for addresses that there are not is whole at any of them.
func testMissing(t *testing.T, c *course) {
	server := httptest.NewUnstartedServer(nil)
	in := recordedCourse(t)
	in.URL = "http://" + server.Listener.Addr().String() + "/some/path"
	files := render(t, in)
	server.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !serveFile(w, r, files) {
			// With the status of 404 the browser would complain.
			_, _ = w.Write(files["404.html"])
		}
	})
	server.Start()
	t.Cleanup(server.Close)
	b := c.tab(t, server.URL+hostPath)
	b.visit("zh/no/such/page")
	require.False(t, eval[bool](b, `document.querySelector(".theme").hidden`), "its script does not run")
	b.click(".theme")
	b.until(`document.documentElement.dataset.theme === "dark"`)
	assert.Less(t, eval[float64](b, jsLightness("backgroundColor")), 0.2, "it has no style")
	b.click(`section:lang(zh) a.start`)
	b.shows("zh/index.html")
}
