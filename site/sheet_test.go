package site

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSheet(t *testing.T) {
	s := newSheet("05-join.")
	s.raw("<p>")
	s.text("<a & \"b\"\x00")
	s.differ("page", "whole")
	from := s.here()
	s.raw("alone ")
	s.id(`href="#`, "why")
	s.differ("1", "2")
	s.alone(from)
	s.id(` id="`, "why")
	s.fill(func(_ *Site, p *page, whole bool) string { return fmt.Sprint(" ", p.place, whole) })
	s.headingID(" x=\"", 1)
	s.raw("</p>")
	p := &page{names: []string{"zero", "one"}, place: 7}
	var page, whole strings.Builder
	require.NoError(t, s.write(&page, nil, p, false))
	require.NoError(t, s.write(&whole, nil, p, true))
	assert.Equal(t, "<p>&lt;a &amp; &#34;b&#34;\ufffd"+`pagealone href="#why"1 id="why" 7 false x="one"</p>`, page.String())
	assert.Equal(t, "<p>&lt;a &amp; &#34;b&#34;\ufffd"+`whole id="05-join.why" 7 true x="05-join.one"</p>`, whole.String())
}

// What was added before a stretch that is on one page alone is not part of it,
// however short it is.
func TestSheet_alone(t *testing.T) {
	s := newSheet("")
	s.differ("", " open")
	from := s.here()
	s.raw("page")
	s.alone(from)
	var onPage, whole strings.Builder
	require.NoError(t, s.write(&onPage, nil, nil, false))
	require.NoError(t, s.write(&whole, nil, nil, true))
	assert.Equal(t, "page", onPage.String())
	assert.Equal(t, " open", whole.String())

	from = s.here()
	s.fill(func(*Site, *page, bool) string { return "" })
	assert.Panics(t, func() { s.alone(from) })
}
