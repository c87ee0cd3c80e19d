package serve

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/browsertest"
)

// long is a page of many sections, each with an id and a fold.
func long(script, first string) string {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>long</title>`+
		`<link rel="icon" href="data:,"><script src="%s"></script></head><body><main><p class="first">%s</p>`, script, first)
	for i := range 60 {
		fmt.Fprintf(&b, `<h2 id="s%d">Section %d</h2><p>Text.</p><p>Text.</p><details><summary>More</summary><p>Here.</p></details>`, i, i)
	}
	return b.String() + "</main></body></html>"
}

// An open page follows a save and stays where the reader is, though there is
// more above it; what is wrong is shown above the page, which stays.
func TestLive(t *testing.T) {
	ctx := browsertest.Tab(t, browsertest.Start(t))
	l := &lessons{}
	at := time.Unix(1e9, 0)
	l.save("one", at)
	addr := begin(t, &Server{Watch: l, Load: func(script string) (Site, error) {
		text := string(l.now()["05-join.zh.md"].Data)
		if strings.HasPrefix(text, "bad") {
			return nil, errors.New("05-join.zh.md:1: " + text)
		}
		return pages{"index.html": long(script, text)}, nil
	}})
	root := "http://" + addr.String() + "/"
	complaints := browsertest.Watch(t, ctx, root)

	save := func(text string, second int) { l.save(text, at.Add(time.Duration(second)*time.Second)) }
	first := func(text string) {
		browsertest.Until(t, ctx, fmt.Sprintf(`document.querySelector(".first").textContent.startsWith(%q) && !sessionStorage.length`, text))
	}
	const top = `document.getElementById("s30").getBoundingClientRect().top`
	require.NoError(t, chromedp.Do(ctx, chromedp.Navigate(root)))
	first("one")
	browsertest.Eval[any](t, ctx, `scrollTo(0, document.getElementById("s30").offsetTop + 7); document.querySelectorAll("details")[31].open = true; null`)
	require.InDelta(t, -7, browsertest.Eval[float64](t, ctx, top), 1)
	save("two"+strings.Repeat("<br>more", 40), 1)
	first("two")
	assert.InDelta(t, -7, browsertest.Eval[float64](t, ctx, top), 1, "the reader is somewhere else")
	assert.Equal(t, []int{31}, browsertest.Eval[[]int](t, ctx, `[...document.querySelectorAll("details")].flatMap((d, i) => d.open ? [i] : [])`))

	browsertest.Eval[bool](t, ctx, `window.mark = true`)
	save("bad <b>", 2)
	browsertest.Until(t, ctx, `document.getElementById("-problem")`)
	assert.Equal(t, "05-join.zh.md:1: bad <b>", browsertest.Eval[string](t, ctx, `document.getElementById("-problem").textContent`))
	browsertest.Until(t, ctx, `getComputedStyle(document.getElementById("-problem")).position === "sticky"`)
	assert.True(t, browsertest.Eval[bool](t, ctx, `window.mark === true`), "the page was loaded again")

	save("three", 3)
	first("three")
	assert.False(t, browsertest.Eval[bool](t, ctx, `Boolean(document.getElementById("-problem"))`))
	assert.Empty(t, complaints(), "what the browser complains about")
}
