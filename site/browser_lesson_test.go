package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The reader says of each transcript whether it can come, and is told.
func testQuestion(t *testing.T, c *course) {
	says := map[string]map[bool]string{"zh": {true: "猜对了。", false: "猜错了。"}, "en": {true: "Right.", false: "Not so."}}
	for _, lang := range c.plan.Langs {
		b := c.tab(t, c.disk)
		b.visit(lang + "/05-join.html")
		legal := eval[[]bool](b, `[...document.querySelectorAll(".question .candidate")].map((c) => c.dataset.legal === "true")`)
		require.Contains(t, legal, true)
		require.Contains(t, legal, false)
		for i, can := range legal {
			candidate := fmt.Sprintf(".question .candidate:nth-of-type(%d)", i+1)
			answer := js(`visible(document.querySelector(%q))`, candidate+" .answer p")
			assert.False(t, eval[bool](b, js(`visible(document.querySelector(%q))`, candidate+" .answer")), "the answer before the guess")
			guess := i%2 == 0 // some right, some wrong
			button := map[bool]string{true: "first", false: "last"}[guess]
			b.click(candidate + " .choice button:" + button + "-of-type")
			assert.True(t, eval[bool](b, answer), "no answer")
			assert.True(t, strings.HasPrefix(b.text(candidate+" .answer p"), says[lang][guess == can]), b.text(candidate+" .answer p"))
			assert.Equal(t, map[bool]string{true: "right", false: "wrong"}[guess == can], eval[string](b, fmt.Sprintf(`document.querySelector(%q).dataset.guess`, candidate)))
			assert.Equal(t, []string{fmt.Sprint(guess), fmt.Sprint(!guess)}, eval[[]string](b, fmt.Sprintf(`[...document.querySelectorAll(%q)].map((b) => b.ariaPressed)`, candidate+" .choice button")))
		}
		score := b.text(".question > [role=status]")
		assert.Contains(t, score, fmt.Sprint(len(legal)))
	}
}

// shownLines are the lines of the run that is looked at, and the marks of
// them in its picture, that are there to be seen.
var shownLines = js(`(() => {
const run = Math.max(0, all("[id$='.Runs'] input[type=radio]").findIndex((pick) => pick.checked)) + 1;
const marks = "[id$='.Runs'] .picture-" + run + (document.querySelector("[id$='.Runs'] .clock").checked ? " .by-clock" : " .by-order") + " .sl-line";
return [run, all("[id$='.Runs'] .run-" + run + " .transcript > li").filter(visible).length, all(marks).filter(visible).length];
})()`)

func testReplay(t *testing.T, c *course) {
	b := c.tab(t, c.host)
	b.visit("zh/05-join.html")
	r, err := recordedCourse(t).Recordings(c.lesson("zh", "05-join"))
	require.NoError(t, err)
	runs := r.Batches[0].Transcripts
	require.Len(t, runs, 3, "different runs")
	shows := func(run, lines int) {
		t.Helper()
		assert.Equal(t, []int{run, lines, lines}, eval[[]int](b, shownLines), "run, its lines, its marks")
	}
	n := len(runs[0].Lines)
	shows(1, n)
	b.click("[id$='.Runs'] .step")
	shows(1, 1)
	assert.Contains(t, b.text("[id$='.Runs'] .progress"), fmt.Sprint(n))
	b.click("[id$='.Runs'] .step")
	shows(1, 2)
	b.click("[id$='.Runs'] .all")
	shows(1, n)
	assert.True(t, eval[bool](b, `document.querySelector("[id$='.Runs'] .all").disabled`))

	// The clock is another axis for the same lines.
	b.click("[id$='.Runs'] .clock")
	b.click("[id$='.Runs'] .step")
	shows(1, 1)
	axes := js(`["order", "clock"].map((by) => visible(document.querySelector("[id$='.Runs'] .picture-1 .by-" + by)))`)
	assert.Equal(t, []bool{false, true}, eval[[]bool](b, axes))
	b.click("[id$='.Runs'] .clock")
	assert.Equal(t, []bool{true, false}, eval[[]bool](b, axes))

	// Another run begins whole.
	b.click("[id$='.Runs'] .pick-2")
	shows(2, len(runs[1].Lines))
	assert.Equal(t, []string{"picture picture-2"}, eval[[]string](b, js(`all("[id$='.Runs'] .picture").filter(visible).map((p) => p.className)`)))
	b.click("[id$='.Runs'] .step")
	shows(2, 1)

	// At its own pace, it comes to its end a line at a time.
	b.click("[id$='.Runs'] .pick-1")
	const play = `document.querySelector("[id$='.Runs'] .play")`
	label := b.text("[id$='.Runs'] .play")
	eval[any](b, `window.seen = []; new MutationObserver(() => {
		const lines = `+shownLines+`;
		if (lines[1] !== seen.at(-1)) seen.push(lines[1]);
	}).observe(document.querySelector("[id$='.Runs'] .progress"), { childList: true }); null`)
	b.click("[id$='.Runs'] .play")
	b.until(play + fmt.Sprintf(`.textContent === %q && seen.length > 1`, label))
	var steps []int
	for i := range n + 1 {
		steps = append(steps, i)
	}
	assert.Equal(t, steps, eval[[]int](b, "seen"))
	shows(1, n)

	// A run that lasts can be paused, and goes on from there.
	eval[any](b, `document.querySelectorAll("[id$='.Runs'] .run-1 .transcript > li").forEach((li, i) => { li.dataset.ms = 1e7 * (i + 1); }); null`)
	b.click("[id$='.Runs'] .play")
	shows(1, 0)
	assert.NotEqual(t, label, b.text("[id$='.Runs'] .play"))
	b.click("[id$='.Runs'] .play")
	assert.Equal(t, label, b.text("[id$='.Runs'] .play"))
	b.click("[id$='.Runs'] .step")
	shows(1, 1)
	b.click("[id$='.Runs'] .play")
	assert.NotEqual(t, label, b.text("[id$='.Runs'] .play"))
	b.click("[id$='.Runs'] .all")
	shows(1, n)
	assert.Equal(t, label, b.text("[id$='.Runs'] .play"))
}

// A file is copied as it is in the lesson, and each of its lines has an
// address.
func testCode(t *testing.T, c *course) {
	file := c.lesson("zh", "05-join").File("join/main.go")

	require.NotNil(t, file)
	for _, at := range []string{c.disk, c.host} {
		b := c.tab(t, at)
		b.visit("zh/05-join.html")
		b.allowClipboard()
		button := `[id="05-join.join/main.go"] .copy`
		label := b.text(button)
		b.click(button)
		b.until(fmt.Sprintf(`document.querySelector(%q).textContent !== %q`, button, label))
		assert.Equal(t, file.Data, eval[string](b, `navigator.clipboard.readText()`, chromedp.EvalAwaitPromise))
		assert.Equal(t, "已复制", b.text(`[id="05-join.join/main.go"] [role=status]`), "it is said aloud")
		b.until(fmt.Sprintf(`document.querySelector(%q).textContent === %q`, button, label))

		b.click(`[id="05-join.join/main.go:3"] > a`)
		b.shows("zh/05-join.html#05-join.join/main.go:3")
		assert.True(t, eval[bool](b, `document.querySelector(":target").matches(".l")`))
	}
}

// allowClipboard answers for the reader when the browser asks whether the
// page may use the clipboard.
func (b *tab) allowClipboard() {
	b.t.Helper()
	for _, name := range []string{"clipboard-write", "clipboard-read"} {
		_, err := chromedp.CallBrowser(b.ctx, browser.SetPermission, browser.SetPermissionParams{
			Permission:       &browser.PermissionDescriptor{Name: name},
			Setting:          browser.PermissionSettingGranted,
			BrowserContextID: chromedp.FromContext(b.ctx).BrowserContextID,
		})
		require.NoError(b.t, err)
	}
}
