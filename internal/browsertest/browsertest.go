// Package browsertest turns a test into one that drives a real Chromium: it
// finds the browser, opens tabs in it, and keeps what the browser complains
// about.
//
// A test that lacks a Chromium, or anything else that it names to Lacks, is
// skipped with the reason; where COURSE_BROWSER is set it fails, so that a
// machine that should have all of it notices when it has not.
package browsertest

import (
	"context"
	"os"
	"os/exec"
	"testing"
	"time"

	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// patience is how long what must come may take to come. It is no measure of
// anything: a machine may be busy.
const patience = time.Minute

// names that a Chromium has on one system or another.
var names = []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "headless-shell", "chrome"}

// Lacks skips the test, and says what to do so that it is not skipped.
func Lacks(t *testing.T, reason string) {
	t.Helper()
	if os.Getenv("COURSE_BROWSER") != "" {
		t.Fatal(reason)
	}
	t.Skip(reason)
}

// Start starts a Chromium that ends with the test, to open tabs in.
func Start(t *testing.T) context.Context {
	t.Helper()
	path := ""
	for _, name := range names {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		Lacks(t, "no Chromium found: install chromium or google-chrome to test the pages in it")
	}
	ctx, cancel := chromedp.NewContext(t.Context(), chromedp.WithAllocatorOptions(
		chromedp.ExecPath(path),
		chromedp.NoSandbox, // none for root, in whose containers tests run
		chromedp.WindowSize(800, 600),
		// Pages that were left need not be kept, nor processes in reserve.
		chromedp.Flag("disable-features", "Translate,BackForwardCache,SpareRendererForSitePerProcess"),
	))
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Do(ctx), "start %s", path)
	return ctx
}

// Tab opens a tab of the browser that nothing was kept in before: no tab
// sees what another one has stored. It closes with the test.
func Tab(t *testing.T, browser context.Context) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	require.NoError(t, chromedp.Do(ctx), "open a tab")
	return ctx
}

// Eval is the value of a script in the page.
func Eval[T any](t *testing.T, ctx context.Context, script string, opts ...chromedp.EvaluateOption) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](script, opts...))
	require.NoError(t, err, script)
	return v
}

// Until waits for a script to be true. It asks again while the page may be
// between two loads.
func Until(t *testing.T, ctx context.Context, script string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	for {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool]("Boolean("+script+")"))
		if err == nil && ok {
			return
		}
		require.NoError(t, ctx.Err(), "never: %s", script)
		time.Sleep(10 * time.Millisecond)
	}
}
