package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const searchIsOpen = `document.querySelector("dialog.search[open] input") === document.activeElement`

// hits are what the search finds for a query: where it leads.
func (b *tab) hits(query string) []string {
	b.t.Helper()
	eval[any](b, `document.querySelector("dialog.search input").select(); null`)
	b.write(query)
	b.until(`document.querySelector("dialog.search [role=status]").textContent.match(/\d|“/)`) // it was loaded
	return eval[[]string](b, `[...document.querySelectorAll(".hits a")].map((a) => a.href)`)
}

func testSearch(t *testing.T, c *course) {
	for _, at := range []string{c.disk, c.host} {
		b := c.tab(t, at)
		b.visit("zh/01-one-core.html")
		b.press('/')
		b.until(searchIsOpen)
		title := []rune(c.lesson("zh", "05-join").Title)
		part := string(title[1:4])
		assert.Contains(t, b.hits(part), at+"zh/05-join.html", "within a word: %s", part)
		assert.Equal(t, part, b.text(".hits mark"))

		lower := b.hits("main.go")
		assert.NotEmpty(t, lower)
		assert.Equal(t, lower, b.hits("MAIN.GO"), "capitals")
		assert.Equal(t, lower, b.hits("ｍａｉｎ.go"), "full width")
		assert.Equal(t, lower, b.hits("máin.ḡo"), "accents")
		assert.Equal(t, lower, b.hits("ma\u0301in.go"), "accents of their own")
		quoted := b.hits("“轮流交替”")
		assert.NotEmpty(t, quoted)
		assert.Equal(t, quoted, b.hits(`"轮流交替"`), "quotation marks of a keyboard")
		for _, hit := range lower {
			assert.True(t, strings.HasPrefix(hit, at+"zh/"), hit)
		}

		assert.Empty(t, b.hits("zzzyx"))
		assert.Contains(t, b.text("dialog.search [role=status]"), "zzzyx", "it says that nothing was found")

		// The keyboard alone chooses a hit.
		want := b.hits(part)
		require.Greater(t, len(want), 1)
		focused := func() string {
			return eval[string](b, `document.activeElement.href ?? document.activeElement.localName`)
		}
		for _, step := range []struct {
			key  rune
			want string
		}{
			{downKey, want[0]}, {downKey, want[1]}, {upKey, want[0]}, {upKey, "input"},
			{downKey, want[0]}, {downKey, want[1]},
		} {
			b.press(step.key)
			assert.Equal(t, step.want, focused())
		}
		b.press(enterKey)
		b.shows(strings.TrimPrefix(want[1], at))
		assert.False(t, eval[bool](b, `Boolean(document.querySelector("dialog[open]"))`))

		// The first hit is Enter's; it is on another page here.
		b.click(".search-open")
		b.until(searchIsOpen)
		first := b.hits(c.lesson("zh", "07-pool").Title)[0]
		b.press(enterKey)
		b.shows(strings.TrimPrefix(first, at))
	}
}

// The slash opens the search unless it is being typed into a field, or the
// reader has switched it off.
func testSlash(t *testing.T, c *course) {
	b := c.tab(t, c.disk)
	opens := func(want bool, why string) {
		t.Helper()
		b.press('/')
		// Chromium has told the page of the key when press returns.
		require.Equal(t, want, eval[bool](b, searchIsOpen), why)
	}
	b.visit("en/05-join.html")
	eval[any](b, `document.querySelector("[id$='.Runs'] .pick-1").focus(); null`)
	opens(false, "in a field of the page")
	eval[any](b, `document.activeElement.blur(); null`)
	opens(true, "anywhere else")
	opens(true, "in the search")
	assert.Equal(t, "/", eval[string](b, `document.activeElement.value`), "it is typed")

	b.press(escapeKey) // empties the field first
	b.press(escapeKey)
	assert.False(t, eval[bool](b, searchIsOpen))
	b.click(".search-open")
	require.True(t, eval[bool](b, searchIsOpen))
	b.press(escapeKey)
	assert.Equal(t, "search-open", eval[string](b, `document.activeElement.className`), "the focus returns")

	b.press('/')
	b.click("dialog.search input[type=checkbox]")
	b.press(escapeKey)
	opens(false, "switched off")
	b.visit("zh/06-globals.html")
	opens(false, "switched off, on the next page")
	b.click(".search-open")
	assert.NotEmpty(t, b.hits("sync"), "the button still opens it")
	b.click("dialog.search input[type=checkbox]")
	b.click("dialog.search .close")
	opens(true, "switched on")
}

// A keyboard cannot get lost in the search, nor behind it.
func testSearchKeys(t *testing.T, c *course) {
	b := c.tab(t, c.host)
	b.visit("en/01-one-core.html")
	b.press('/')
	b.until(searchIsOpen)
	n := len(b.hits("core"))
	require.NotZero(t, n)
	seen := map[string]bool{}
	for range n + 8 {
		b.press(tabKey)
		at := eval[string](b, `document.activeElement.closest("dialog") ? document.activeElement.className || document.activeElement.href || document.activeElement.type : document.activeElement.localName`)
		seen[at] = true
	}
	for _, want := range []string{"search", "close", "checkbox"} {
		assert.True(t, seen[want], fmt.Sprint(want, " in ", seen))
	}
	assert.False(t, seen["a"] || seen["button"], "the page behind: %v", seen)
}
