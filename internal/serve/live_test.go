package serve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// browser is a page of a Chromium. Where there is none, the test is skipped,
// unless COURSE_BROWSER asks for it.
func browser(t *testing.T) (ctx context.Context, complaints func() []string) {
	t.Helper()
	found := false
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "headless-shell", "chrome"} {
		if _, err := exec.LookPath(name); err == nil {
			found = true
		}
	}
	if !found {
		if os.Getenv("COURSE_BROWSER") != "" {
			t.Fatal("no Chromium found")
		}
		t.Skip("no Chromium found: pages that follow the lessons are not tested")
	}
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(chromedp.NoSandbox, chromedp.WindowSize(800, 600)))
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	var mu sync.Mutex
	var said []string
	require.NoError(t, chromedp.Listen(ctx, func(event any) {
		mu.Lock()
		defer mu.Unlock()
		switch e := event.(type) {
		case *log.EventEntryAdded:
			said = append(said, e.Entry.Text+" "+e.Entry.URL)
		case *runtime.EventExceptionThrown:
			said = append(said, e.ExceptionDetails.Text)
		}
	}))
	return ctx, func() []string {
		mu.Lock()
		defer mu.Unlock()
		return said
	}
}

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
	ctx, complaints := browser(t)
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

	save := func(text string, second int) { l.save(text, at.Add(time.Duration(second)*time.Second)) }
	first := func(text string) {
		until(t, ctx, fmt.Sprintf(`document.querySelector(".first").textContent.startsWith(%q) && !sessionStorage.length`, text))
	}
	const top = `document.getElementById("s30").getBoundingClientRect().top`
	require.NoError(t, chromedp.Do(ctx, chromedp.Navigate("http://"+addr.String()+"/")))
	first("one")
	eval[any](t, ctx, `scrollTo(0, document.getElementById("s30").offsetTop + 7); document.querySelectorAll("details")[31].open = true; null`)
	require.InDelta(t, -7, eval[float64](t, ctx, top), 1)
	save("two"+strings.Repeat("<br>more", 40), 1)
	first("two")
	assert.InDelta(t, -7, eval[float64](t, ctx, top), 1, "the reader is somewhere else")
	assert.Equal(t, []int{31}, eval[[]int](t, ctx, `[...document.querySelectorAll("details")].flatMap((d, i) => d.open ? [i] : [])`))

	eval[bool](t, ctx, `window.mark = true`)
	save("bad <b>", 2)
	until(t, ctx, `document.getElementById("-problem")`)
	assert.Equal(t, "05-join.zh.md:1: bad <b>", eval[string](t, ctx, `document.getElementById("-problem").textContent`))
	until(t, ctx, `getComputedStyle(document.getElementById("-problem")).position === "sticky"`)
	assert.True(t, eval[bool](t, ctx, `window.mark === true`), "the page was loaded again")

	save("three", 3)
	first("three")
	assert.False(t, eval[bool](t, ctx, `Boolean(document.getElementById("-problem"))`))
	assert.Empty(t, complaints(), "what the browser complains about")
}

func eval[T any](t *testing.T, ctx context.Context, script string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script))
	require.NoError(t, err)
	return v
}

// until asks again while the page may be between two loads.
func until(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+script+")"))
		if err == nil && ok {
			return
		}
		require.NoError(t, ctx.Err(), "never: %s", script)
		time.Sleep(10 * time.Millisecond)
	}
}
