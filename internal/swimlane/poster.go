package swimlane

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// levels is the number of steps from paper to a colour, for smooth edges.
const levels = 16

// poster is an image to draw on. It has a palette, which compresses ten times
// as fast as true colour: paper, then each ink in levels. Bars are whole
// pixels, and everything with slopes is small: below 512 px the rasterizer
// uses integers alone, so that every processor draws the same.
type poster struct{ *image.Paletted }

// ink is a colour: a process's number modulo styles, or a constant below.
type ink int

const (
	black ink = styles + iota
	grey      // of unknown writers
	white     // paper
)

func newPoster() *poster {
	inks := append(palette[:len(palette):len(palette)], blackColour, greyColour)
	colours := color.Palette{paper}
	mix := func(a, b uint8, level int) uint8 { return uint8((int(a)*(levels-level) + int(b)*level) / levels) }
	for _, c := range inks {
		for level := 1; level <= levels; level++ {
			colours = append(colours, color.RGBA{mix(paper.R, c.R, level), mix(paper.G, c.G, level), mix(paper.B, c.B, level), 0xff})
		}
	}
	return &poster{image.NewPaletted(image.Rect(0, 0, shareWidth, shareHeight), colours)}
}

func inkOf(process int) ink {
	if process < 0 {
		return grey
	}
	return ink(process % styles)
}

// dot sets a pixel, with an alpha from 0 to 255. Ink mixes with paper, but not
// with other ink: over that a pixel is set or left.
func (p *poster) dot(i ink, alpha uint8, x, y int) {
	if !(image.Point{x, y}.In(p.Rect)) {
		return
	}
	at := &p.Pix[p.PixOffset(x, y)]
	level := (int(alpha)*levels + 127) / 255
	index := uint8(int(i)*levels + level)
	switch {
	case level == 0:
	case i == white:
		if level > levels/2 {
			*at = 0
		}
	case *at == 0, level > levels/2 && (int(*at)-1)/levels != int(i), index > *at && (int(*at)-1)/levels == int(i):
		*at = index
	}
}

// draw draws ink through an alpha mask.
func (p *poster) draw(i ink, mask *image.Alpha) {
	for y := mask.Rect.Min.Y; y < mask.Rect.Max.Y; y++ {
		for x := mask.Rect.Min.X; x < mask.Rect.Max.X; x++ {
			if a := mask.AlphaAt(x, y).A; a > 0 {
				p.dot(i, a, x, y)
			}
		}
	}
}

func (p *poster) bar(process, x0, y0, x1, y1 int) {
	r := image.Rect(x0, y0, x1, y1).Intersect(p.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := p.Pix[p.PixOffset(r.Min.X, y):p.PixOffset(r.Max.X, y)]
		for i := range row {
			row[i] = uint8(int(inkOf(process))*levels + levels)
		}
	}
}

// polygon draws a filled polygon around x, y, enlarged by scale.
func (p *poster) polygon(i ink, corners []point, x, y int, scale float64) {
	reach := 0.0
	for _, c := range corners {
		reach = max(reach, math.Abs(c.x), math.Abs(c.y))
	}
	half := int(reach*scale) + 2
	r := vector.NewRasterizer(2*half, 2*half)
	at := func(c point) (float32, float32) {
		// Round to a sixteenth: processors differ by far less.
		round := func(f float64) float32 { return float32(math.Round(f*scale*16)/16) + float32(half) }
		return round(c.x), round(c.y)
	}
	r.MoveTo(at(corners[0]))
	for _, c := range corners[1:] {
		r.LineTo(at(c))
	}
	r.ClosePath()
	mask := image.NewAlpha(image.Rect(x-half, y-half, x+half, y+half))
	r.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	p.draw(i, mask)
}

// mark draws a process's shape with an outline in the colour of the paper.
func (p *poster) mark(process, x, y, size int) {
	corners := disc
	if process >= 0 && shapes[process%styles] != nil {
		corners = shapes[process%styles]
	}
	scale := float64(size) / 7
	p.polygon(white, corners, x, y, scale+0.5)
	p.polygon(inkOf(process), corners, x, y, scale)
	if process < 0 {
		p.polygon(white, corners, x, y, scale*0.6)
	}
}

var disc = func() (corners []point) {
	for i := range 48 {
		sin, cos := math.Sincos(float64(i) * math.Pi / 24)
		corners = append(corners, point{6.2 * cos, 6.2 * sin})
	}
	return corners
}()

// head draws an arrowhead with its point at x, y. The arrow comes from below
// where size is positive, from above where it is negative.
func (p *poster) head(process, x, y, size int) {
	s := float64(size)
	p.polygon(inkOf(process), []point{{0, 0}, {s * 0.7, s}, {-s * 0.7, s}}, x, y, 1)
}
