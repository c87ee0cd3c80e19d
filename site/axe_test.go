package site

import (
	"encoding/json"
	"os"
	"path"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every page, all of it unfolded, in light and dark, on a phone and on a
// desk, has nothing that axe finds to stand in somebody's way.
func testAxe(t *testing.T, c *course) {
	source, err := os.ReadFile(nodeModule(t, "axe-core/axe.min.js"))
	require.NoError(t, err)
	axe := string(source)
	for _, dir := range append([]string{"."}, c.plan.Langs...) {
		t.Run("pages in "+dir, func(t *testing.T) {
			t.Parallel()
			b := c.tab(t, c.host)
			for _, name := range c.pages {
				if path.Dir(name) != dir {
					continue
				}
				b.visit(name)
				b.unfold()
				b.accessible(axe, name)
			}
		})
	}
	t.Run("in use", func(t *testing.T) {
		t.Parallel()
		b := c.tab(t, c.host)
		b.visit("zh/05-join.html")
		b.click(".question .candidate:nth-of-type(1) .choice button:first-of-type")
		b.click(".question .candidate:nth-of-type(2) .choice button:first-of-type")
		b.click("[id$='.Runs'] .clock")
		b.click("[id$='.Runs'] .step")
		b.click("[id$='.Runs'] .step")
		b.accessible(axe, "guessed, and two lines of a run")
		b.press('/')
		b.until(searchIsOpen)
		require.NotEmpty(t, b.hits("go"))
		b.press(downKey)
		b.accessible(axe, "search")
	})
}

type look struct {
	width  int64
	scheme string
}

// looks are the pages' widths and colours.
var looks = []look{{320, "light"}, {1280, "dark"}, {320, "dark"}, {1280, "light"}}

// accessible holds a page, as it is now, against axe, in all looks.
func (b *tab) accessible(axe, what string) {
	b.t.Helper()
	eval[chromedp.Void](b, axe)
	for _, look := range looks {
		b.look(look.width, look.scheme)
		b.settle()
		found := eval[json.RawMessage](b, `axe.run({
			runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
			resultTypes: ["violations"],
		}).then(({ violations, passes }) => violations.flatMap(
			({ id, help, nodes }) => nodes.map(({ target, failureSummary }) => ({ id, help, target, failureSummary })).slice(0, 3),
		).concat(passes.length ? [] : ["it looked at nothing"]))`, chromedp.EvalAwaitPromise)
		assert.JSONEq(b.t, "[]", string(found), "%s, %d wide, %s", what, look.width, look.scheme)
	}
}
