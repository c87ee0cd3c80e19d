package html

import (
	"testing"

	"github.com/stretchr/testify/assert"
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
	assert.Equal(t, "<p>ownalone1</p>", f.Own())
	assert.Equal(t, "<p>whole3</p>", f.Whole())
}
