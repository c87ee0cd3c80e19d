package site

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// On every page nothing is wider than the window, whatever is unfolded; dark
// is dark; and without a script there is no button, since it would do nothing.
func testLayout(t *testing.T, c *course) {
	require.Greater(t, len(c.pages), 20)
	c.inEach(t, c.onePair(), func(t *testing.T, b *tab, m mode) {
		for _, name := range c.pages {
			b.visit(name)
			if m.scripts {
				require.False(t, eval[bool](b, `document.querySelector(".theme").hidden`), "%s: its script does not run", name)
			} else {
				assert.Empty(t, eval[[]string](b, js(`all("button").filter(visible).map(named)`)), "%s: buttons that do nothing", name)
			}
			b.unfold()
			for i, width := range []int64{320, 768, 1280} {
				light := i%2 == 0
				b.look(width, map[bool]string{true: "light", false: "dark"}[light])
				assert.Empty(t, eval[[]string](b, jsTooWide), "%s is wider than %d", name, width)
				assert.Equal(t, light, eval[float64](b, jsLightness("backgroundColor")) > 0.9, "%s: paper", name)
				assert.Equal(t, light, eval[float64](b, jsLightness("color")) < 0.3, "%s: ink", name)
			}
		}
	})
}

// unfold opens all that is folded away.
func (b *tab) unfold() {
	b.t.Helper()
	eval[any](b, `for (const details of document.querySelectorAll("details")) details.open = true; null`)
}

// js is a script that has a value, and words for what is to be seen.
func js(format string, args ...any) string {
	return `(() => {
const all = (selector) => [...document.querySelectorAll(selector)];
const visible = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true, contentVisibilityAuto: true });
const named = (element) => [element.localName, element.id && "#" + element.id, element.getAttribute("class"), element.textContent.trim().slice(0, 30).trim()].filter(Boolean).join(" ");
return ` + fmt.Sprintf(format, args...) + `;
})()`
}

// jsTooWide names what reaches out of the window, and is not in a part of the
// page that scrolls by itself. What the page cuts off counts, too.
var jsTooWide = js(`(() => {
const { clientWidth: width, scrollWidth } = document.documentElement;
const known = new Map([[document.body, false]]);
const scrolls = (element) => {
	if (!known.has(element)) known.set(element, getComputedStyle(element).overflowX !== "visible" || scrolls(element.parentElement));
	return known.get(element);
};
const wide = all("body *").filter((element) => {
	const box = element.getBoundingClientRect();
	return (box.right > width + 0.5 || box.left < -0.5) && !scrolls(element) && visible(element);
}).map(named);
if (scrollWidth > width) wide.push("the page: " + scrollWidth);
return wide.slice(0, 5);
})()`)

// jsLightness is how light a colour of the page is, from 0 to 1.
func jsLightness(property string) string {
	return fmt.Sprintf(`(([red, green, blue]) => (0.3 * red + 0.6 * green + 0.1 * blue) / 255)(
getComputedStyle(document.documentElement).%s.match(/[\d.]+/g).map(Number))`, property)
}
