package browsertest

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/stretchr/testify/require"
)

// Watch keeps what is wrong with the pages that the tab shows from now on:
// what the browser or a script logs, exceptions, requests that fail, and
// requests to addresses that begin with none of ours.
func Watch(t *testing.T, ctx context.Context, ours ...string) (complaints func() []string) {
	t.Helper()
	w := &watch{ours: append(ours, "data:"), asked: map[network.RequestID]string{}}
	require.NoError(t, chromedp.Listen(ctx, w.hear))
	return func() []string {
		w.mu.Lock()
		defer w.mu.Unlock()
		return w.said
	}
}

type watch struct {
	mu    sync.Mutex
	ours  []string
	asked map[network.RequestID]string // addresses
	said  []string
}

func (w *watch) hear(event any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	say := func(format string, args ...any) { w.said = append(w.said, fmt.Sprintf(format, args...)) }
	switch e := event.(type) {
	case *log.EventEntryAdded:
		say("%s: %s %s", e.Entry.Level, e.Entry.Text, e.Entry.URL)
	case *runtime.EventExceptionThrown:
		say("%v", &chromedp.ExceptionError{ExceptionDetails: e.ExceptionDetails})
	case *runtime.EventConsoleAPICalled:
		for _, arg := range e.Args {
			say("console.%s: %s%s", e.Type, arg.Value, arg.Description)
		}
	case *network.EventRequestWillBeSent:
		w.asked[e.RequestID] = e.Request.URL
		for _, ours := range w.ours {
			if strings.HasPrefix(e.Request.URL, ours) {
				return
			}
		}
		say("request to elsewhere: %s", e.Request.URL)
	case *network.EventResponseReceived:
		if e.Response.Status >= 400 {
			say("answered with status %d: %s", e.Response.Status, e.Response.URL)
		}
	case *network.EventLoadingFailed:
		// What a page still loads when another one takes its place is
		// canceled.
		if !e.Canceled {
			say("%s: %s", e.ErrorText, w.asked[e.RequestID])
		}
	}
}
