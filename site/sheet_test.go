package site

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSheet(t *testing.T) {
	s := newSheet("05-join.", nil)
	defer s.free()
	s.raw("<p>")
	s.text("<a & \"b\"\x00")
	s.differ("page", "whole")
	from := len(s.html)
	s.raw("alone ")
	s.id(`href="#`, "why")
	s.differ("1", "2")
	s.alone(from)
	s.id(` id="`, "why")
	s.raw("</p>")
	var page, whole strings.Builder
	require.NoError(t, s.writePage(&page))
	require.NoError(t, s.writeWhole(&whole))
	assert.Equal(t, "<p>&lt;a &amp; &#34;b&#34;\ufffd"+`pagealone href="#why"1 id="why"</p>`, page.String())
	assert.Equal(t, "<p>&lt;a &amp; &#34;b&#34;\ufffd"+`whole id="05-join.why"</p>`, whole.String())
}
