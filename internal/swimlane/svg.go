package swimlane

import (
	"strconv"

	"github.com/seed-05413062/course/internal/recording"
)

// Width is the width of a picture that does not ask for another. On a phone
// of 320 px, 288 px of it for the text, its letters are 11 px high.
const Width = 340

// Options say what is around the events.
type Options struct {
	Title   string // what it is and shows, for who does not see it
	Lang    string // of Title and the labels, "" that of the page
	ByClock bool   // the axis is milliseconds, not the order of events
	Width   int    // in px, 0 is Width; more lanes than fit make it wider
	// Label names a process. Without it, or where it has nothing to say, it
	// is the lane's name or the process's number.
	Label func(process int) string
}

// Run is a run to be drawn, with its events.
type Run struct {
	t      recording.Transcript
	events []Event
}

// Of finds the events of a run once for all that is made of them.
func Of(t recording.Transcript) Run { return Run{t, Events(t)} }

// Events is what Events makes of the run.
func (r Run) Events() []Event { return r.events }

// SVG is what Append adds.
func SVG(t recording.Transcript, o Options) string { return string(Of(t).Append(nil, o)) }

// Append draws the run: time runs down, as lines of output do. With the same
// width, both axes make pictures of the same size. The package comment has
// its classes.
func (r Run) Append(to []byte, o Options) []byte {
	t := r.t
	d := &drawing{layout: newLayout(r, o), writer: to, o: o}
	d.open()
	d.axis()
	d.add(`<g fill="none" stroke="currentColor" stroke-width="1.5">`)
	for i := range t.Processes {
		d.lane(i)
	}
	var heads []head
	for i := range t.Processes {
		heads = d.wait(i, d.start(i, heads))
	}
	d.add("</g>")
	for _, h := range heads {
		d.add(`<path class="sl-head %s" d="M%s %sl%s-4v8z"/>`, Class(h.process), h.x, h.y, 6*h.side)
	}
	for i, e := range d.events {
		if e.What != End {
			d.event(i, e)
		}
	}
	d.add("</svg>")
	return d.writer
}

type drawing struct {
	*layout
	writer
	o Options
}

func (d *drawing) open() {
	kind := "sl-order"
	if d.o.ByClock {
		kind = "sl-clock"
	}
	d.add(`<svg class="swimlane %s" viewBox="0 0 %s %s" width="%s" height="%s" role="img"`, kind, d.width, d.height, d.width, d.height)
	if d.o.Title != "" {
		d.add(` aria-label="%s"`, escape(d.o.Title))
	}
	if d.o.Lang != "" {
		d.add(` lang="%s"`, escape(d.o.Lang))
	}
	// Where there are no styles, the picture still shows all of its lines.
	d.add(` fill="currentColor" font-size="13">`)
}

// axis has the numbers of the lines, or milliseconds.
func (d *drawing) axis() {
	if len(d.events) == 0 {
		return
	}
	if d.o.ByClock {
		d.add(`<path class="sl-grid" stroke="currentColor" stroke-opacity=".2" d="`)
		for _, ms := range d.ticks() {
			d.add("M%s %sH%s", gutter, d.clockY(ms), d.textX-fan+edge/2)
		}
		d.add(`"/>`)
	}
	d.add(`<g class="sl-tick" text-anchor="end" font-size="11">`)
	defer d.add("</g>")
	if !d.o.ByClock {
		for i, event := range d.at {
			d.tick(d.y[event], strconv.Itoa(i+1))
		}
		return
	}
	for i, ms := range d.ticks() {
		name := strconv.FormatFloat(ms, 'g', 3, 64)
		if ms >= 1 {
			name = strconv.FormatFloat(ms, 'f', 0, 64)
		}
		if i == 0 {
			name += " ms"
		}
		d.tick(d.clockY(ms), name)
	}
}

func (d *drawing) tick(y px, name string) {
	d.add(`<text x="%s" y="%s">%s</text>`, gutter-6, y+4, name)
}

func (d *drawing) lane(i int) {
	x, from, to := d.x(i), d.y[d.starts[i]], d.y[d.ends[i]]
	d.add(`<path class="sl-lane %s" d="M%s %sV%s"/>`, Class(i), x, from, to)
	d.add(`<path class="sl-end %s" d="M%s %sH%s"/>`, Class(i), x-5, to, x+5)
}

// head is an arrowhead whose point is at x, y; side is where it comes from.
type head struct {
	process    int
	x, y, side px
}

// start is the arrow from the parent to where the process begins. Its head is
// added to heads.
func (d *drawing) start(i int, heads []head) []head {
	up := parent(d.t, i)
	if up < 0 {
		return heads
	}
	y, to := d.y[d.starts[i]], d.x(i)
	d.add(`<path class="sl-arrow sl-start %s" d="M%s %sH%s"/>`, Class(i), d.x(up), y, to-6)
	return append(heads, head{i, to - 2, y, -1})
}

// wait is the arrow from the end of the process to what the parent printed
// next. Two lines that come in the same place by the clock have none between
// them.
func (d *drawing) wait(i int, heads []head) []head {
	up := parent(d.t, i)
	if up < 0 {
		return heads
	}
	next := d.next(up, d.ends[i])
	if next < 0 {
		return heads
	}
	x, from := d.x(i), d.y[d.ends[i]]
	y, to := d.y[next], d.x(up)+8
	r := min(8, y-from, d.step/2)
	d.add(`<path class="sl-arrow sl-wait %s" d="M%s %sV%sQ%s %s %s %sH%s" stroke-dasharray="2 3"/>`,
		Class(i), x, from, y-r, x, y, x-r, y, to+4)
	return append(heads, head{i, to, y, 1})
}

// event is a line or the name of a process that starts.
func (d *drawing) event(i int, e Event) {
	x, y, textY := d.x(e.Process), d.y[i], d.textY[i]
	class, text := "sl-text", e.Text
	switch {
	case e.What == Start:
		class, text = "sl-label", d.label(e.Process)
		d.add(`<g class="sl-name %s">`, Class(e.Process))
	case e.Stderr:
		class += " sl-stderr"
		fallthrough
	default:
		d.add(`<g class="sl-line %s" data-line="%s">`, Class(e.Process), strconv.Itoa(e.Line))
	}
	if d.o.ByClock {
		d.add(`<path class="sl-lead" d="M%s %sH%sL%s %s" fill="none" stroke="currentColor"/>`, x, y, d.textX-fan+edge/2, d.textX-5, textY)
	}
	if e.What == Line {
		d.add(`<path class="sl-mark" transform="translate(%s %s)" d="%s"/>`, x, y, Shape(e.Process))
	}
	short := cut(text, d.fits)
	d.add(`<text class="%s" x="%s" y="%s">%s`, class, d.textX, textY+4.5, escape(short))
	if short != plain(text) {
		d.add(`<title>%s</title>`, escape(text))
	}
	d.add(`</text></g>`)
}

func (d *drawing) label(i int) string {
	if d.o.Label != nil {
		if s := d.o.Label(i); s != "" {
			return s
		}
	}
	switch lane := d.t.Processes[i].Lane; {
	case lane != "":
		return lane
	case i == 0:
		return "main"
	}
	return strconv.Itoa(i)
}
