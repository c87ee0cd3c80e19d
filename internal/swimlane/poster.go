package swimlane

import (
	"image"
	"image/color"
	"math"

	"golang.org/x/image/vector"
)

// levels is how many steps there are from paper to a colour, for edges.
const levels = 16

// poster is an image to draw on. It has a palette, which compresses ten times
// as fast as true colour: paper, then each ink in levels. Bars are whole
// pixels, and whatever has slopes is small: below 512 px the rasterizer counts
// in whole numbers, so that every processor draws the same.
type poster struct{ *image.Paletted }

// An ink is a process's colour by its number, or one of these.
type ink int

const (
	black ink = Kinds + iota
	grey      // of lines that nobody is known to have written
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
	return &poster{image.NewPaletted(image.Rect(0, 0, ShareWidth, ShareHeight), colours)}
}

func inkOf(process int) ink {
	if process < 0 {
		return grey
	}
	return ink(process % Kinds)
}

// dot sets a pixel, with an alpha from 0 to 255. Edges mix with paper; on
// another ink they are there or not.
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

// stamp draws what an alpha mask has.
func (p *poster) stamp(i ink, mask *image.Alpha) {
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

// polygon is drawn around x, y, so many times as large.
func (p *poster) polygon(i ink, corners []point, x, y int, scale float64) {
	reach := 0.0
	for _, c := range corners {
		reach = max(reach, math.Abs(c.x), math.Abs(c.y))
	}
	half := int(reach*scale) + 2
	r := vector.NewRasterizer(2*half, 2*half)
	at := func(c point) (float32, float32) {
		// To a sixteenth: what a processor rounds differently is far less.
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
	p.stamp(i, mask)
}

// mark is a process's shape with a rim of paper around it.
func (p *poster) mark(process, x, y, size int) {
	corners := disc
	if process >= 0 && shapes[process%Kinds] != nil {
		corners = shapes[process%Kinds]
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

// head is an arrowhead with its point at x, y; it comes from side, below
// where that is positive.
func (p *poster) head(process, x, y, side int) {
	s := float64(side)
	p.polygon(inkOf(process), []point{{0, 0}, {s * 0.7, s}, {-s * 0.7, s}}, x, y, 1)
}
