package swimlane

import (
	"bytes"
	"image/color"
	"image/png"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/recording"
)

func TestShare(t *testing.T) {
	colours := func(give recording.Transcript, title string) map[color.Color]int {
		data, err := Share(give, title)
		require.NoError(t, err)
		again, err := Share(give, title)
		require.NoError(t, err)
		require.True(t, bytes.Equal(data, again))
		img, err := png.Decode(bytes.NewReader(data))
		require.NoError(t, err)
		require.Equal(t, shareWidth, img.Bounds().Dx())
		require.Equal(t, shareHeight, img.Bounds().Dy())
		seen := map[color.Color]int{}
		for y := range shareHeight {
			for x := range shareWidth {
				seen[img.At(x, y)]++
			}
		}
		return seen
	}
	seen := colours(join, "结束")
	for i := range 3 {
		assert.Greater(t, seen[palette[i]], 500, "lane %d", i)
	}
	assert.Zero(t, seen[palette[3]])
	assert.Zero(t, seen[blackColour], "a title that the font does not have")
	assert.Greater(t, colours(join, "05 结束")[blackColour], 300)
	assert.Greater(t, colours(nested, strings.Repeat("a long title ", 20))[greyColour], 50, "a line of an unknown writer")
	for i, n := range colours(pool(), "") {
		assert.NotZero(t, n, i)
	}
	assert.Equal(t, map[color.Color]int{paper: shareWidth * shareHeight}, colours(recording.Transcript{}, ""))
}

func TestLatin(t *testing.T) {
	for give, want := range map[string]string{
		"05 先后": "05", "Who comes first?": "Who comes first?", "父子进程 fork 与 exec": "fork exec", "先后": "", "été — 1": "été 1", "a\x00b\x9fc": "a b c",
	} {
		assert.Equal(t, want, latin(give))
	}
}

func FuzzShare(f *testing.F) {
	f.Add("a", []byte{0, 0, 3, 10, 1, 4, 7, 9, 250, 255, 253, 251}, "title")
	f.Fuzz(func(t *testing.T, text string, data []byte, title string) {
		_, err := Share(fuzzed(text, data), title)
		require.NoError(t, err)
	})
}

func BenchmarkSVG(b *testing.B) {
	for b.Loop() {
		drawSVG(pool(), Options{})
	}
}

func BenchmarkShare(b *testing.B) {
	for b.Loop() {
		_, err := Share(pool(), "title")
		require.NoError(b, err)
	}
}
