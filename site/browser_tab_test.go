package site

import (
	"context"
	"fmt"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/browsertest"
)

// tab is a page of the course in front of a reader.
type tab struct {
	t   *testing.T
	ctx context.Context
	at  string // address of the root of the site
}

// tab opens a tab. When the test ends nothing may have gone wrong in it.
func (c *course) tab(t *testing.T, at string) *tab {
	t.Helper()
	b := &tab{t: t, ctx: browsertest.Tab(t, c.browser), at: at}
	complaints := browsertest.Watch(t, b.ctx, at)
	t.Cleanup(func() { assert.Empty(t, complaints(), "what the browser complains about") })
	// In a window that lies behind others nothing has the focus.
	do(b, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	b.look(1280, "light")
	return b
}

// look sets the width of the window, and what the system of the reader has:
// the colour scheme, and that nothing may move, so that a click finds what it
// was meant for.
func (b *tab) look(width int64, scheme string) {
	b.t.Helper()
	require.NoError(b.t, chromedp.Do(b.ctx, chromedp.EmulateViewport(width, 900)))
	b.media("", scheme)
}

// settle waits until the page has been drawn at its new size: then it has
// measured what scrolls, and can be reached by the keyboard.
func (b *tab) settle() {
	b.t.Helper()
	eval[any](b, `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))`, chromedp.EvalAwaitPromise)
}

func (b *tab) media(media, scheme string) {
	b.t.Helper()
	do(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Media: media, Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme},
		{Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// scripts says whether scripts run in the pages that are visited from now on.
// What the test asks runs all the same.
func (b *tab) scripts(run bool) {
	b.t.Helper()
	do(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !run})
}

// visit opens a page by its name, with a fragment perhaps.
func (b *tab) visit(name string) {
	b.t.Helper()
	require.NoError(b.t, chromedp.Do(b.ctx, chromedp.Navigate(b.at+name)), name)
}

// do sends the tab a command of the protocol.
func do[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	result, err := chromedp.Call(b.ctx, command, params)
	require.NoError(b.t, err, command.Method)
	return result
}

func eval[T any](b *tab, script string, opts ...chromedp.EvaluateOption) T {
	b.t.Helper()
	return browsertest.Eval[T](b.t, b.ctx, script, opts...)
}

func (b *tab) until(script string) {
	b.t.Helper()
	browsertest.Until(b.t, b.ctx, script)
}

// click clicks the one element that is meant and visible.
func (b *tab) click(css string) {
	b.t.Helper()
	n := eval[int](b, js(`all(%q).filter(visible).length`, css))
	require.Equal(b.t, 1, n, "visible %s on %s", css, eval[string](b, "location.href"))
	require.NoError(b.t, chromedp.Do(b.ctx, chromedp.Click(chromedp.CSS(css))), css)
}

// shows waits until a page is there, at a fragment perhaps.
func (b *tab) shows(name string) {
	b.t.Helper()
	b.until(fmt.Sprintf(`document.readyState === "complete" && location.href === %q`, b.at+name))
}

// text is that of the first element that is meant.
func (b *tab) text(css string) string {
	b.t.Helper()
	return eval[string](b, fmt.Sprintf("document.querySelector(%q).textContent", css))
}

// write puts a text into what has the focus, as an input method does.
func (b *tab) write(text string) {
	b.t.Helper()
	do(b, input.InsertText, input.InsertTextParams{Text: text})
}

// press presses a key, as kb names it, and lets it go. Its letter comes with
// it as from a keyboard, so that a page can hold it back.
func (b *tab) press(key rune, modifiers ...kb.Modifier) {
	b.t.Helper()
	k, known := kb.Keys[key]
	require.True(b.t, known, "no key %q", key)
	p := input.DispatchKeyEventParams{
		Type: kb.KeyDown, Key: k.Key, Code: k.Code, Text: k.Text, WindowsVirtualKeyCode: k.Windows,
	}
	for _, m := range modifiers {
		p.Modifiers |= int64(m)
	}
	do(b, input.DispatchKeyEvent, p)
	p.Type, p.Text = kb.KeyUp, ""
	do(b, input.DispatchKeyEvent, p)
}

// The keys that have no letter.
var (
	tabKey    = []rune(kb.Tab)[0]
	enterKey  = []rune(kb.Enter)[0]
	escapeKey = []rune(kb.Escape)[0]
	downKey   = []rune(kb.ArrowDown)[0]
	upKey     = []rune(kb.ArrowUp)[0]
)
