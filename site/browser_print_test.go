package site

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// On paper nothing can be unfolded or pressed: the code, the answers and the
// checks are there, and the buttons are not; and paper is white.
func testPrint(t *testing.T, c *course) {
	c.inEach(t, c.onePair(), func(t *testing.T, b *tab, m mode) {
		lang := map[bool]string{true: "zh/", false: "en/"}[m.scripts]
		for _, name := range []string{lang + "05-join.html", lang + "claims.html", lang + "notes.html", lang + "print.html"} {
			b.visit(name)
			if m.scripts && eval[bool](b, `Boolean(document.querySelector(".clock"))`) {
				b.click("[id$='.Runs'] .clock")
				b.click("[id$='.Runs'] .step")
			}
			b.media("print", "dark")
			assert.Empty(t, eval[[]string](b, js(`all("pre code, .answer p, .claims li, .note p, .run-1 li").filter((e) => !visible(e)).map(named)`)), "%s: not on paper", name)
			assert.Empty(t, eval[[]string](b, js(`all(".recorded:has(.picture)").filter((recorded) => !all(".by-order svg, .by-clock svg").some((e) => recorded.contains(e) && visible(e))).map(named)`)), "%s: no picture on paper", name)
			assert.Empty(t, eval[[]string](b, js(`all("button, input, .top, .bottom, .around").filter(visible).map(named)`)), "%s: of no use on paper", name)
			assert.Less(t, eval[float64](b, jsLightness("color")), 0.3, name)
			if strings.HasSuffix(name, "print.html") {
				assert.NotZero(t, eval[int](b, `document.querySelectorAll(".answer p").length`))
			}
			pdf, err := chromedp.Run(b.ctx, chromedp.PrintToPDF())
			require.NoError(t, err, name)
			assert.True(t, strings.HasPrefix(string(pdf), "%PDF-"), name)
			b.media("", "light")
		}
	})
}
