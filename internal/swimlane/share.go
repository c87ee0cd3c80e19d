package swimlane

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"sync"

	"github.com/seed-05413062/course/internal/recording"
)

// The size of a share picture, in px: the size that sites which preview links
// ask for.
const (
	shareWidth  = 1200
	shareHeight = 630
)

var (
	paper       = color.RGBA{0xfb, 0xfa, 0xf7, 0xff}
	blackColour = color.RGBA{0x22, 0x22, 0x22, 0xff}
	greyColour  = color.RGBA{0x6b, 0x6b, 0x6b, 0xff}
	palette     = [styles]color.RGBA{
		{0x0b, 0x6e, 0x99, 0xff}, {0xb3, 0x54, 0x1e, 0xff}, {0x2e, 0x7d, 0x32, 0xff}, {0x8e, 0x3b, 0x8f, 0xff},
		{0x9a, 0x67, 0x00, 0xff}, {0xc2, 0x18, 0x5b, 0xff}, {0x45, 0x5a, 0x64, 0xff}, {0x5b, 0x4f, 0xc7, 0xff},
	}
)

// Share returns a PNG of a run for previews of links to its page, 1200 by 630
// px, with time to the right in the order of events. The title above it and
// the names of lanes are drawn as far as the font has their characters, and it
// has no Chinese ones: "05 先后" becomes "05". The same run and title give the
// same bytes on every machine.
func Share(t recording.Transcript, title string) ([]byte, error) {
	p := newPoster()
	top := 84
	if title = latin(title); title != "" {
		if err := p.title(title, 84, 132, shareWidth-2*84); err != nil {
			return nil, err
		}
		top = 216
	}
	if err := p.lanes(t, image.Rect(84, top, shareWidth-84, shareHeight-84)); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	// Most of the image is runs of one colour, which the fastest level finds.
	err := (&png.Encoder{CompressionLevel: png.BestSpeed, BufferPool: &buffers}).Encode(&out, p.Paletted)
	return out.Bytes(), err
}

var buffers pngBuffers

// pngBuffers reuses the encoder's memory from picture to picture.
type pngBuffers struct{ pool sync.Pool }

func (b *pngBuffers) Get() *png.EncoderBuffer {
	buffer, _ := b.pool.Get().(*png.EncoderBuffer)
	return buffer
}

func (b *pngBuffers) Put(buffer *png.EncoderBuffer) { b.pool.Put(buffer) }

// chart holds the positions of lanes and events on a poster.
type chart struct {
	*layout
	poster *poster
	x      []int // by event
	top    int
	step   int // between two lanes
	thick  int // of a lane
	size   int // half of a mark
}

func (p *poster) lanes(t recording.Transcript, r image.Rectangle) error {
	c := &chart{layout: newLayout(New(t), Options{}), poster: p}
	n := len(t.Processes)
	for _, l := range t.Lines {
		if writer(t, l) < 0 {
			n = len(t.Processes) + 1
		}
	}
	if n == 0 || len(c.events) == 0 {
		return nil
	}
	c.step = min(120, r.Dy()/max(1, n-1))
	c.top = r.Min.Y + (r.Dy()-c.step*(n-1))/2
	// Time runs to the right, so the y of the SVG becomes the x of the poster.
	length := int(max(1, c.y[len(c.y)-1]-c.y[0]))
	gap := r.Dx() // the smallest between two events
	for i, y := range c.y {
		c.x = append(c.x, r.Min.X+int(y-c.y[0])*r.Dx()/length)
		if i > 0 {
			gap = min(gap, c.x[i]-c.x[i-1])
		}
	}
	c.size = max(4, min(22, gap*45/100, c.step*32/100))
	c.thick = max(2, min(10, c.size/2))
	for i := range t.Processes {
		c.lane(i)
	}
	for i := range t.Processes {
		c.arrows(i)
	}
	for i, e := range c.events {
		if e.What == Line {
			p.mark(e.Process, c.x[i], c.laneY(e.Process), c.size)
		}
	}
	return c.names()
}

func (c *chart) laneY(process int) int {
	if process < 0 {
		process = len(c.t.Processes)
	}
	return c.top + c.step*process
}

func (c *chart) lane(i int) {
	from, to, y, half := c.x[c.starts[i]], c.x[c.ends[i]], c.laneY(i), c.thick/2
	c.poster.bar(i, from-half, y-half, to+half, y-half+c.thick)
	c.poster.bar(i, to-half, y-2*half-c.thick/2, to-half+c.thick, y+2*half+c.thick/2)
}

// arrows draws the arrow from the parent to the start of the process, and the
// dotted one from its end to the parent's next line.
func (c *chart) arrows(i int) {
	up := parent(c.t, i)
	if up < 0 {
		return
	}
	p, thin := c.poster, max(2, c.thick/3)
	x, y, from := c.x[c.starts[i]], c.laneY(i), c.laneY(up)
	p.bar(i, x-thin/2, from, x-thin/2+thin, y)
	p.head(i, x, y-c.thick/2, -c.size*2/3)
	next := c.next(up, c.ends[i])
	if next < 0 {
		return
	}
	to, point := c.x[next], from+c.size+2
	for at := c.x[c.ends[i]] + 3*thin; at < to; at += 4 * thin {
		p.bar(i, at, y-thin/2, min(to, at+2*thin), y-thin/2+thin)
	}
	// Counted from the point, so that the dots of two arrows to the same point
	// coincide.
	for at := point + c.size; at < y; at += 4 * thin {
		p.bar(i, to-thin/2, at, to-thin/2+thin, min(at+2*thin, y+thin/2))
	}
	p.head(i, to, point, c.size*2/3)
}

// names writes the names of lanes above their starts, where there is room and
// the font has their characters.
func (c *chart) names() error {
	if c.step < 56 {
		return nil
	}
	for i, process := range c.t.Processes {
		if process.Lane == "" || latin(process.Lane) != process.Lane {
			continue
		}
		if err := c.poster.name(i, process.Lane, c.x[c.starts[i]]+c.size, c.laneY(i)-c.size-6); err != nil {
			return err
		}
	}
	return nil
}
