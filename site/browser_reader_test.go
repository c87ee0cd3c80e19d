package site

import (
	"fmt"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A reader goes from the first page through all lessons to the list, which
// says what was read.
func testWalk(t *testing.T, c *course) {
	c.inEach(t, c.otherPair(), func(t *testing.T, b *tab, m mode) {
		for _, lang := range c.plan.Langs {
			b.visit("index.html#languages")
			b.click(`a.offer[data-language="` + lang + `"]`)
			b.shows(lang + "/index.html")
			b.click("a.start")
			for _, l := range c.plan.In(lang) {
				b.shows(lang + "/" + l.Name + ".html")
				assert.Equal(t, l.Title, b.text("h1"))
				if m.scripts {
					eval[any](b, `document.querySelector("#Next").scrollIntoView(); null`)
					b.until(fmt.Sprintf(`localStorage.getItem("course.read")?.split(" ").includes(%q)`, l.Name))
				}
				b.click("a.next")
			}
			b.shows(lang + "/index.html")
			if m.scripts {
				n := len(c.plan.In(lang))
				assert.Equal(t, n, eval[int](b, `document.querySelectorAll(".lessons li[data-name] .read").length`))
				b.click(".forget button")
				assert.Zero(t, eval[int](b, `document.querySelectorAll(".lessons .read").length`))
				assert.Nil(t, eval[*string](b, `localStorage.getItem("course.read")`))
			}
			b.click(`a[href="claims.html"]`)
			b.shows(lang + "/claims.html")
			b.click(`a[href="notes.html"]`)
			b.shows(lang + "/notes.html")
			b.click(`a[href="print.html"]`)
			b.shows(lang + "/print.html")
			b.click("a.brand")
			b.shows(lang + "/index.html")
		}
	})
}

// The other language of a page is at the section that the reader is at; it
// is remembered, too.
func testLanguage(t *testing.T, c *course) {
	c.inEach(t, append(c.onePair(), c.otherPair()...), func(t *testing.T, b *tab, m mode) {
		for _, name := range []string{"index.html", "claims.html", "notes.html", "print.html"} {
			b.visit("zh/" + name)
			b.click("a.language")
			b.shows("en/" + name)
		}
		b.visit("en/05-join.html")
		sections := eval[[]string](b, `[...document.querySelectorAll(".prose > h2[id], .prose > section[id]")].map((e) => e.id)`)
		require.Greater(t, len(sections), 3)
		if !m.scripts {
			b.click("a.language")
			b.shows("zh/05-join.html")
			return
		}
		for _, id := range []string{sections[0], sections[len(sections)-1]} {
			b.visit("en/05-join.html#" + id)
			b.click("a.language")
			b.shows("zh/05-join.html#" + id)
			b.until(isAt(id))
		}
		// Who follows the link without scrolling up to it, as by voice.
		id := sections[1]
		b.visit("en/05-join.html")
		eval[any](b, fmt.Sprintf(`scrollTo(0, document.getElementById(%q).getBoundingClientRect().top + scrollY - innerHeight / 3 + 9); null`, id))
		eval[any](b, `document.querySelector("a.language").click(); null`)
		b.shows("zh/05-join.html#" + id)
		b.until(isAt(id))

		b.visit("index.html")
		b.shows("zh/index.html")
		b.click(`.bottom a[href$="#languages"]`)
		b.shows("index.html#languages")
		b.click(`a.offer[data-language="en"]`)
		b.shows("en/index.html")
	})
}

// isAt asks whether a section begins at the top of the window, or as near as
// the end of the page lets it.
func isAt(id string) string {
	return fmt.Sprintf(`(() => {
const { top } = document.getElementById(%q).getBoundingClientRect();
return scrollY > 0 && top > -1 && (top < innerHeight / 3 || scrollY + innerHeight + 1 > document.documentElement.scrollHeight);
})()`, id)
}

// A theme that was chosen stays, whatever the system has; and who chooses the
// system's follows the system again.
func testTheme(t *testing.T, c *course) {
	for _, at := range []string{c.disk, c.host} {
		b := c.tab(t, at)
		dark := func(want bool, why string) {
			t.Helper()
			b.until(fmt.Sprintf(`document.querySelector(".theme")?.ariaPressed === "%t"`, want))
			assert.Equal(t, want, eval[float64](b, jsLightness("backgroundColor")) < 0.5, why)
		}
		b.visit("zh/05-join.html")
		dark(false, "the system's")
		b.click(".theme")
		dark(true, "chosen")
		b.click("a.next")
		b.shows("zh/06-globals.html")
		dark(true, "the next page")
		b.click("a.language")
		b.shows("en/06-globals.html")
		dark(true, "the other language")
		require.NoError(t, chromedp.Do(b.ctx, chromedp.Reload()))
		dark(true, "loaded again")
		b.look(320, "dark")
		b.click(".theme")
		dark(false, "light on a dark system")
		b.visit("index.html#languages")
		dark(false, "still light")
		b.click(".theme")
		b.look(320, "light")
		dark(false, "with the system")
		b.look(320, "dark")
		dark(true, "with the system")
	}
}
