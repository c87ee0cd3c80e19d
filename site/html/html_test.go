package html

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWriter(t *testing.T) {
	var w Writer
	w.Raw("<p", ">")
	w.Text("<a & \"b\"\x00>")
	w.Attr("title", `"`)
	w.Element("b", "&")
	w.Aside("span", "<")
	w.Int(12)
	w.Append(func(b []byte) []byte { return append(b, 'x') })
	_, _ = w.Write([]byte("y"))
	_, _ = w.WriteString("z")
	_ = w.WriteByte('.')
	_, _ = w.WriteRune('文')
	assert.Equal(t, "<p>&lt;a &amp; &#34;b&#34;\ufffd&gt; title=\"&#34;\"<b>&amp;</b><span class=\"aside\">&lt;</span>12xyz.文", w.String())
	assert.Equal(t, "&lt;p&gt;", Escape("<p>"))
}

func TestFragment(t *testing.T) {
	var w Writer
	w.Raw("<p>")
	w.Differ("own", "whole")
	w.OwnPage(func() {
		w.Raw("alone")
		w.Differ("1", "2")
	})
	w.OwnPage(func() {})
	w.Differ("", "3")
	w.Raw("</p>")
	f := w.Fragment()
	var own, whole strings.Builder
	require.NoError(t, f.WriteOwn(&own))
	require.NoError(t, f.WriteWhole(&whole))
	assert.Equal(t, "<p>ownalone1</p>", own.String())
	assert.Equal(t, "<p>whole3</p>", whole.String())
}

// full fails after a number of writes.
type full int

func (f *full) Write(p []byte) (int, error) {
	if *f--; *f < 0 {
		return 0, errors.New("full")
	}
	return len(p), nil
}

func TestFragment_full(t *testing.T) {
	var w Writer
	w.Raw("a")
	w.Differ("b", "c")
	f := w.Fragment()
	for n := range 3 {
		room := full(n)
		assert.EqualError(t, f.WriteWhole(&room), "full", n)
	}
	room := full(0)
	assert.EqualError(t, f.WriteOwn(&room), "full")
}
