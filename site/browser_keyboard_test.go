package site

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// With the Tab key alone a reader comes to all that can be used, in the order
// of the page, sees where they are, and comes out of the page again, forwards
// and backwards.
func testKeyboard(t *testing.T, c *course) {
	for scripts, width := range map[bool]int64{true: 320, false: 1280} {
		b := c.tab(t, c.host)
		b.scripts(scripts)
		b.look(width, "light")
		for _, name := range []string{"index.html", "en/index.html", "zh/05-join.html", "en/claims.html", "zh/notes.html"} {
			b.visit(name)
			if scripts {
				// What doesn't scroll is left out, once that was measured.
				b.settle()
			}
			want := eval[[]string](b, jsStops)
			require.NotEmpty(t, want, name)
			assert.Equal(t, want, b.stops(len(want)), "%s, scripts: %t", name, scripts)
			slices.Reverse(want)
			assert.Equal(t, want, b.stops(len(want), kb.ModifierShift), "%s, scripts: %t, backwards", name, scripts)
		}
	}
}

// jsStops names all that can be used with a keyboard. Of the choices that
// belong together the chosen one stands for all. What can be scrolled can be
// used, too; Chromium stops there unasked, other browsers don't.
var jsStops = js(`all("body *").filter((element) => {
	const scrolls = element.scrollWidth > element.clientWidth && /auto|scroll/.test(getComputedStyle(element).overflowX);
	const control = element.matches("a[href], button, input, summary, [tabindex]") && element.tabIndex >= 0;
	return (control || scrolls) && !element.disabled && visible(element) && !(element.type === "radio" && !element.checked);
}).map((element) => named(element) + (element.tabIndex < 0 ? ", no stop" : ""))`)

// jsStop is what has the focus, "" where it has left the page. What is not
// seen to have it says so.
var jsStop = js(`(() => {
const at = document.activeElement;
if (!at || at === document.body) return "";
const box = at.getBoundingClientRect();
const { outlineStyle, outlineWidth } = getComputedStyle(at);
const wrong = [
	at.matches(":focus-visible") && outlineStyle !== "none" && parseFloat(outlineWidth) >= 1 || "no outline",
	box.width > 0 && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight || "out of sight",
].filter((w) => w !== true);
return [named(at), ...wrong].join(", ");
})()`)

// stops presses Tab until the focus leaves the page or begins anew; not for
// ever, since it may be trapped.
func (b *tab) stops(n int, modifiers ...kb.Modifier) []string {
	b.t.Helper()
	var stops []string
	for range n + 3 {
		b.press(tabKey, modifiers...)
		stop := eval[string](b, jsStop)
		if stop == "" || len(stops) > 0 && stop == stops[0] {
			break
		}
		stops = append(stops, stop)
	}
	return stops
}
