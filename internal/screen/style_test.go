package screen

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
)

// The terminal may be black or white, or nearly so.
func TestStyle_readable(t *testing.T) {
	styles := append([]style{accent, faint, code, keyword, quoted, number}, laneColours...)
	for _, s := range styles {
		for _, ground := range [][3]int{{0, 0, 0}, {0x1e, 0x1e, 0x1e}, {255, 255, 255}} {
			assert.GreaterOrEqual(t, contrast(rgb(int(s&colour)), ground), 3.8, "colour %d on %v", s, ground)
		}
	}
}

// rgb is a colour of the cube or the greys, as terminals have them.
func rgb(c int) [3]int {
	if c >= 232 {
		v := 8 + 10*(c-232)
		return [3]int{v, v, v}
	}
	levels := []int{0, 95, 135, 175, 215, 255}
	c -= 16
	return [3]int{levels[c/36], levels[c/6%6], levels[c%6]}
}

// contrast is as WCAG 2 defines it.
func contrast(a, b [3]int) float64 {
	l, m := luminance(a), luminance(b)
	return (max(l, m) + 0.05) / (min(l, m) + 0.05)
}

func luminance(c [3]int) float64 {
	var linear [3]float64
	for i, v := range c {
		s := float64(v) / 255
		if linear[i] = s / 12.92; s > 0.04045 {
			linear[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return 0.2126*linear[0] + 0.7152*linear[1] + 0.0722*linear[2]
}
