package site

import (
	"bytes"
	"encoding/xml"
	"image/png"
	"io"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSite_published(t *testing.T) {
	files := realSite(t)
	share, err := png.DecodeConfig(bytes.NewReader(files["assets/share.png"]))
	require.NoError(t, err)
	assert.Equal(t, 1200, share.Width)

	lesson := string(files["zh/05-join.html"])
	for _, want := range []string{
		`<link rel="canonical" href="https://example.org/course/zh/05-join.html">`,
		`<link rel="alternate" hreflang="zh-Hans" href="https://example.org/course/zh/05-join.html">`,
		`<link rel="alternate" hreflang="en" href="https://example.org/course/en/05-join.html">`,
		`<link rel="alternate" hreflang="x-default" href="https://example.org/course/en/05-join.html">`,
		`<meta property="og:image" content="https://example.org/course/assets/share.png">`,
	} {
		assert.Contains(t, lesson, want)
	}
	assert.Contains(t, string(files["404.html"]), `href="/course/zh/index.html"`, "it is shown at any address")
	assert.Contains(t, string(files["zh/index.html"]), `<figure class="example">`)

	sitemap := xml.NewDecoder(bytes.NewReader(files["sitemap.xml"]))
	places := 0
	for {
		token, err := sitemap.Token()
		if err == io.EOF {
			break
		}
		require.NoError(t, err)
		if text, ok := token.(xml.CharData); ok && strings.HasPrefix(string(text), "https://") {
			name := strings.TrimPrefix(string(text), "https://example.org/course/")
			assert.Contains(t, files, name)
			places++
		}
	}
	assert.Equal(t, 1+2*(3+len(realCourse(t).Course.In("zh"))), places)
}

func TestSite_unpublished(t *testing.T) {
	in := small(t, "text\n")
	in.Scripts = []string{"reload.js"}
	files := render(t, in)
	assert.NotContains(t, files, "sitemap.xml")
	assert.NotContains(t, files, "assets/share.png")
	assert.NotContains(t, files, "en/notes.html")
	page := string(files["en/01-small.html"])
	assert.NotContains(t, page, "canonical")
	assert.NotContains(t, page, "notes.html")
	assert.Contains(t, page, `<script src="../reload.js">`)
}
