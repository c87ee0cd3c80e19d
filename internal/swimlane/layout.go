package swimlane

import (
	"math"
	"strconv"

	"github.com/seed-05413062/course/internal/recording"
)

// Lengths in units of the picture's viewBox, which are CSS pixels when the
// picture is as wide as Options.Width.
const (
	gutter    = px(34) // for line numbers or milliseconds
	lineRow   = px(24)
	endRow    = px(14)
	edge      = px(12)
	fan       = px(24)   // between the last lane and the texts
	textGap   = px(17)   // between two texts by the clock
	unit      = px(7.85) // width of half a Chinese character
	fewestFit = 8        // half characters of a text, however many lanes
)

// px is a length, which is written with at most one decimal.
type px float64

func (p px) appendTo(b []byte) []byte {
	tenths := int64(math.Round(float64(p) * 10))
	if tenths < 0 {
		b, tenths = append(b, '-'), -tenths
	}
	b = strconv.AppendInt(b, tenths/10, 10)
	if tenths%10 != 0 {
		b = append(b, '.', byte('0'+tenths%10))
	}
	return b
}

// layout is where everything is. Both axes have the same size, so that a
// switch between them moves nothing else on the page.
type layout struct {
	t       recording.Transcript
	events  []Event
	y       []px  // by event
	textY   []px  // by event; of an end it means nothing
	at      []int // by line: its event
	starts  []int // by process: its events
	ends    []int
	step    px // between two lanes
	textX   px
	width   px
	height  px
	longest float64 // ms
	fits    int     // half characters
}

func newLayout(r Run, o Options) *layout {
	t := r.t
	l := &layout{t: t, events: r.events, at: make([]int, len(t.Lines)), y: make([]px, 0, len(r.events))}
	l.starts, l.ends = make([]int, len(t.Processes)), make([]int, len(t.Processes))
	columns := len(t.Processes)
	height := edge / 2
	for i, e := range l.events {
		row := lineRow
		switch e.What {
		case Line:
			l.at[e.Line] = i
			if e.Process < 0 {
				columns = len(t.Processes) + 1
			}
		case Start:
			l.starts[e.Process] = i
		case End:
			l.ends[e.Process] = i
			row = endRow
		}
		l.y = append(l.y, height+row/2)
		height += row
		l.longest = max(l.longest, e.Ms)
	}
	l.height = height + edge/2
	l.step = stepOf(columns)
	l.textX = gutter + edge + l.step*px(max(columns-1, 0)) + fan
	l.width = px(o.Width)
	if l.width <= 0 {
		l.width = Width
	}
	l.width = max(l.width, l.textX+fewestFit*unit)
	l.fits = int((l.width - l.textX - 2) / unit)
	l.textY = l.y
	if o.ByClock {
		l.byClock()
	}
	return l
}

func stepOf(columns int) px {
	switch {
	case columns <= 4:
		return 26
	case columns <= 7:
		return 20
	case columns <= 12:
		return 14
	}
	return 10
}

// x is where a process's lane is; unknown writers have one after the last.
func (l *layout) x(process int) px {
	if process < 0 {
		process = len(l.t.Processes)
	}
	return gutter + edge + l.step*px(process)
}

// byClock puts events where their time is, and the texts as near to it as
// they can be read.
func (l *layout) byClock() {
	if len(l.events) == 0 {
		return
	}
	y := make([]px, len(l.events))
	for i, e := range l.events {
		y[i] = l.clockY(e.Ms)
	}
	l.y = y
	l.textY = spread(y, func(i int) bool { return l.events[i].What != End }, l.height-edge)
}

func (l *layout) clockY(ms float64) px {
	return edge + px(ms/max(l.longest, 1e-3))*(l.height-2*edge)
}

// spread moves texts apart, as little as it can, and not below bottom. Texts
// that touch move as one block, whose middle stays where it was.
func spread(y []px, has func(int) bool, bottom px) []px {
	type block struct{ top, want, n px } // want: mean of where the top should be
	var blocks []block
	for i := range y {
		if !has(i) {
			continue
		}
		b := block{y[i], y[i], 1}
		for len(blocks) > 0 {
			above := blocks[len(blocks)-1]
			if above.top+above.n*textGap <= b.top {
				break
			}
			blocks = blocks[:len(blocks)-1]
			n := above.n + b.n
			want := (above.want*above.n + (b.want-above.n*textGap)*b.n) / n
			b = block{want, want, n}
			b.top = min(max(b.top, edge), bottom-(n-1)*textGap)
		}
		blocks = append(blocks, b)
	}
	out := make([]px, len(y))
	k, in := 0, px(0)
	for i := range y {
		if !has(i) {
			continue
		}
		out[i] = blocks[k].top + in*textGap
		if in++; in == blocks[k].n {
			k, in = k+1, 0
		}
	}
	return out
}

// ticks has the times to mark on a clock's axis, in ms: 1, 2 or 5 times a
// power of ten apart, and far enough to be read.
func (l *layout) ticks() (ticks []float64) {
	most := max(2, math.Floor(float64(l.height)/40))
	step := math.Pow(10, math.Floor(math.Log10(max(l.longest, 1e-3)/most)))
	for _, times := range []float64{1, 2, 5, 10} {
		if l.longest/(step*times) <= most {
			step *= times
			break
		}
	}
	for i := 0.0; i*step <= l.longest; i++ {
		ticks = append(ticks, i*step)
	}
	return ticks
}

// next is the first line of a process after an event, -1 when there is none.
func (l *layout) next(process, event int) int {
	for i := event + 1; i < len(l.events); i++ {
		if e := l.events[i]; e.What == Line && e.Process == process {
			return i
		}
	}
	return -1
}
