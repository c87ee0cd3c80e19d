package swimlane

import (
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/recording"
)

var update = flag.Bool("update", false, "write the golden files")

func name(i int) string {
	if i == 0 {
		return "主进程"
	}
	return ""
}

func drawSVG(t recording.Transcript, o Options) string { return string(New(t).Append(nil, o)) }

func TestSVG_golden(t *testing.T) {
	for file, o := range map[string]Options{
		"testdata/join-order.svg": {Title: "join：两个子进程", Label: name},
		"testdata/join-clock.svg": {Title: "join", ByClock: true, Label: name},
	} {
		// One element a line, so that a difference is readable.
		got := strings.ReplaceAll(drawSVG(join, o), "><", ">\n<") + "\n"
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err, `run "go test -update"`)
		assert.Equal(t, string(want), got, file)
	}
}

// wellFormed returns all texts of a picture. It fails the test if the picture
// is not XML or has something that the page's Content-Security-Policy forbids.
func wellFormed(t *testing.T, svg string) (texts []string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(svg))
	depth := 0
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			assert.Zero(t, depth)
			return texts
		}
		require.NoError(t, err, svg)
		switch x := token.(type) {
		case xml.StartElement:
			depth++
			assert.Contains(t, []string{"svg", "title", "g", "path", "text"}, x.Name.Local)
			for _, a := range x.Attr {
				assert.NotEqual(t, "style", a.Name.Local)
				assert.False(t, strings.HasPrefix(a.Name.Local, "on"), a.Name.Local)
				assert.NotContains(t, a.Value, "NaN")
				assert.NotContains(t, a.Value, "Inf")
				assert.NotEqual(t, "id", a.Name.Local, "a page may have the picture twice")
				if a.Name.Local == "aria-label" {
					texts = append(texts, a.Value)
				}
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			texts = append(texts, string(x))
		default:
			t.Errorf("%T in a picture", x)
		}
	}
}

func TestSVG_texts(t *testing.T) {
	give := recording.Transcript{
		Lines: []recording.Line{
			line(`<script>alert("1")</script>`, 1, 0), line("a & b ' c", 2, 0), line("tab\tesc\x1b[0m", 3, 0),
			line("\u202eright to left", 4, 0), line("bad \xff utf-8", 5, 7), {Text: "wrong", Ms: 6, Stderr: true},
		},
		Processes: []recording.Process{{Parent: -1, Lane: "<main>", End: 7}},
	}
	svg := drawSVG(give, Options{Title: `"><t>`})
	texts := wellFormed(t, svg)
	for _, want := range []string{`"><t>`, "<main>", `<script>alert("1")</script>`, "a & b ' c", "tab esc\ufffd[0m", "\ufffdright to left", "bad \ufffd utf-8", "wrong"} {
		assert.Contains(t, texts, want)
	}
	assert.Contains(t, svg, `<g class="sl-line sl-unknown" data-line="4">`)
	assert.Contains(t, svg, `class="sl-text sl-stderr"`)
}

func TestSVG_truncated(t *testing.T) {
	long := "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"
	give := recording.Transcript{Lines: []recording.Line{line(long, 1, 0)}, Processes: []recording.Process{{Parent: -1}}}
	texts := wellFormed(t, drawSVG(give, Options{}))
	short := texts[len(texts)-2]
	assert.True(t, strings.HasSuffix(short, "…"), short)
	assert.True(t, strings.HasPrefix(long, strings.TrimSuffix(short, "…")))
	assert.LessOrEqual(t, float64(widths.StringWidth(short))*float64(column), float64(minWidth))
	assert.Equal(t, long, texts[len(texts)-1])
}

var sizeAttributes = regexp.MustCompile(`viewBox="[^"]+" width="[^"]+" height="[^"]+"`)

func TestSVG_sameSize(t *testing.T) {
	for _, give := range []recording.Transcript{join, nested, pool(), {}} {
		order, clock := drawSVG(give, Options{}), drawSVG(give, Options{ByClock: true})
		assert.NotEmpty(t, sizeAttributes.FindString(order))
		assert.Equal(t, sizeAttributes.FindString(order), sizeAttributes.FindString(clock))
		assert.Equal(t, strings.Count(order, "data-line"), len(give.Lines))
		assert.Equal(t, strings.Count(clock, "data-line"), len(give.Lines))
		assert.Equal(t, strings.Count(order, `"sl-lane`), len(give.Processes))
	}
}

func TestSVG_arrows(t *testing.T) {
	svg := drawSVG(join, Options{})
	assert.Equal(t, 2, strings.Count(svg, "sl-arrow sl-start"))
	assert.Equal(t, 2, strings.Count(svg, "sl-arrow sl-wait"))
	quiet := join
	quiet.Lines = join.Lines[:5] // the main process prints nothing more
	assert.Zero(t, strings.Count(drawSVG(quiet, Options{}), "sl-wait"))
}

func TestClass(t *testing.T) {
	assert.Equal(t, "p7", class(7))
	assert.Equal(t, "p0", class(8))
	assert.Equal(t, "sl-unknown", class(-1))
	seen := map[string]bool{}
	for i := -1; i < styles; i++ {
		assert.False(t, seen[shape(i)], "shape %d", i)
		seen[shape(i)] = true
	}
}

func TestSpread(t *testing.T) {
	tests := []struct {
		name       string
		give, want []px
		bottom     px
	}{
		{"apart", []px{20, 60, 100}, []px{20, 60, 100}, 200},
		{"two in one place", []px{50, 50}, []px{41.5, 58.5}, 200},
		{"at the top", []px{12, 12, 13}, []px{12, 29, 46}, 200},
		{"at the bottom", []px{198, 199, 200}, []px{166, 183, 200}, 200},
		{"blocks that meet", []px{50, 50, 70}, []px{39.67, 56.67, 73.67}, 200},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := spread(tt.give, func(int) bool { return true }, tt.bottom)
			for i := range tt.want {
				assert.InDelta(t, float64(tt.want[i]), float64(got[i]), 0.01)
			}
		})
	}
}

func TestTicks(t *testing.T) {
	for _, longest := range []float64{0, 0.04, 3, 9.9, 308, 1999, 86_400_000, 1e9} {
		l := &layout{longest: longest, height: 300}
		ticks := l.ticks()
		require.NotEmpty(t, ticks)
		assert.LessOrEqual(t, len(ticks), 9, longest)
		if longest > 0 {
			assert.GreaterOrEqual(t, len(ticks), 3, longest)
		}
		assert.LessOrEqual(t, ticks[len(ticks)-1], longest)
	}
}

// fuzzed makes a transcript of bytes: two for each line or process.
func fuzzed(text string, data []byte) (t recording.Transcript) {
	odd := []float64{math.NaN(), math.Inf(1), math.Inf(-1), -5, 1e300}
	ms := func(b byte) float64 {
		if b > 250 {
			return odd[b-251]
		}
		return float64(b) * 1.37
	}
	parts := strings.Split(text, "\n")
	for i := 0; i+1 < len(data) && i < 120; i += 2 {
		a, b := data[i], data[i+1]
		if a%3 == 0 {
			t.Processes = append(t.Processes, recording.Process{Parent: int(a/3)%9 - 2, Start: ms(b), End: ms(b ^ a), Lane: parts[0]})
			continue
		}
		t.Lines = append(t.Lines, recording.Line{Text: parts[i/2%len(parts)], Ms: ms(b), Process: int(a/3)%9 - 2, Stderr: a > 200})
	}
	return t
}

func FuzzSVG(f *testing.F) {
	f.Add("a\n<b>&\n\x00\x1b\xff", []byte{0, 0, 3, 10, 1, 4, 7, 9, 250, 255, 253, 251}, true)
	f.Add("启动主进程", []byte{9, 1, 6, 2, 0, 3, 1, 1, 4, 200, 7, 254}, false)
	f.Fuzz(func(t *testing.T, text string, data []byte, clock bool) {
		give := fuzzed(text, data)
		o := Options{Title: text, ByClock: clock, Label: func(i int) string { return text[min(len(text), i):] }}
		svg := drawSVG(give, o)
		wellFormed(t, svg)
		require.Equal(t, svg, drawSVG(give, o))
		check(t, give, eventsOf(give))
	})
}
