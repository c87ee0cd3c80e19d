package swimlane

import (
	"math"
	"strconv"

	"github.com/seed-05413062/course/internal/recording"
)

// Lengths in units of the picture's viewBox, which are CSS pixels when the page
// does not scale the picture. On a phone 320 px wide, 288 px of it for the
// text, the picture's letters are 11 px high.
const (
	minWidth   = px(340)
	gutter     = px(34) // for line numbers or milliseconds
	lineRow    = px(24)
	endRow     = px(14)
	edge       = px(12)
	fan        = px(24)   // between the last lane and the texts
	textGap    = px(17)   // between two texts by the clock
	column     = px(7.85) // of text: half of a Chinese character
	minColumns = 8        // of text, with any number of lanes
)

// px is a length, printed with at most one decimal.
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

// layout holds the positions of everything. Both axes have the same size, so
// that switching between them moves nothing else on the page.
type layout struct {
	t           recording.Transcript
	events      []Event
	y           []px  // by event
	textY       []px  // by event; unused for ends
	lines       []int // by line: its event
	starts      []int // by process: its event
	ends        []int // by process: its event
	step        px    // between two lanes
	textX       px
	width       px
	height      px
	longest     float64 // ms
	textColumns int
}

func newLayout(r Run, o Options) *layout {
	t := r.t
	l := &layout{t: t, events: r.events, lines: make([]int, len(t.Lines)), y: make([]px, 0, len(r.events))}
	l.starts, l.ends = make([]int, len(t.Processes)), make([]int, len(t.Processes))
	lanes := len(t.Processes)
	height := edge / 2
	for i, e := range l.events {
		row := lineRow
		switch e.What {
		case Line:
			l.lines[e.Line] = i
			if e.Process < 0 {
				lanes = len(t.Processes) + 1
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
	l.step = laneStep(lanes)
	l.textX = gutter + edge + l.step*px(max(lanes-1, 0)) + fan
	l.width = max(minWidth, l.textX+minColumns*column)
	l.textColumns = int((l.width - l.textX - 2) / column)
	l.textY = l.y
	if o.ByClock {
		l.byClock()
	}
	return l
}

// laneStep returns the distance between two of so many lanes.
func laneStep(lanes int) px {
	switch {
	case lanes <= 4:
		return 26
	case lanes <= 7:
		return 20
	case lanes <= 12:
		return 14
	}
	return 10
}

// x returns the position of a process's lane. Unknown writers share a lane
// after the last.
func (l *layout) x(process int) px {
	if process < 0 {
		process = len(l.t.Processes)
	}
	return gutter + edge + l.step*px(process)
}

// byClock places events by their time, and the texts as near to it as they
// fit.
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

// spread moves texts apart by as little as possible, and not below bottom. Only
// events with hasText count. Texts that touch move as one block, whose middle
// stays where it was.
func spread(y []px, hasText func(int) bool, bottom px) []px {
	type block struct{ top, want, n px } // want: mean of where the top should be
	var blocks []block
	for i := range y {
		if !hasText(i) {
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
	k, row := 0, px(0) // the block, and the text in it
	for i := range y {
		if !hasText(i) {
			continue
		}
		out[i] = blocks[k].top + row*textGap
		if row++; row == blocks[k].n {
			k, row = k+1, 0
		}
	}
	return out
}

// ticks returns the times to mark on the clock's axis, in ms: 1, 2 or 5 times a
// power of ten apart, and far enough apart to be readable.
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

// next returns the event of a process's first line after an event, or -1.
func (l *layout) next(process, event int) int {
	for i := event + 1; i < len(l.events); i++ {
		if e := l.events[i]; e.What == Line && e.Process == process {
			return i
		}
	}
	return -1
}
