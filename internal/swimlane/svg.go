package swimlane

import (
	"strconv"

	"github.com/seed-05413062/course/internal/recording"
)

// Options are the choices for one picture.
type Options struct {
	Title   string // the alternative text
	ByClock bool   // the axis is milliseconds, not the order of events
	// Label names a process. Where it is nil or returns "", the label is the
	// lane's name or the process's number.
	Label func(process int) string
}

// Run is a run with its events, to be drawn.
type Run struct {
	t      recording.Transcript
	events []Event
}

// New finds the events of a run, once for all its pictures.
func New(t recording.Transcript) Run { return Run{t, eventsOf(t)} }

// Events returns the run's lines, starts and ends in order.
func (r Run) Events() []Event { return r.events }

// Append appends the run as an SVG. The package comment describes it.
func (r Run) Append(dst []byte, o Options) []byte {
	t := r.t
	d := &drawing{layout: newLayout(r, o), builder: dst, options: o}
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
		d.add(`<path class="sl-head %s" d="M%s %sl%s-4v8z"/>`, class(h.process), h.x, h.y, 6*h.side)
	}
	for i, e := range d.events {
		if e.What != End {
			d.event(i, e)
		}
	}
	d.add("</svg>")
	return d.builder
}

type drawing struct {
	*layout
	builder
	options Options
}

func (d *drawing) open() {
	kind := "sl-order"
	if d.options.ByClock {
		kind = "sl-clock"
	}
	d.add(`<svg class="swimlane %s" viewBox="0 0 %s %s" width="%s" height="%s" role="img"`, kind, d.width, d.height, d.width, d.height)
	if d.options.Title != "" {
		d.add(` aria-label="%s"`, escape(d.options.Title))
	}
	// Without a style sheet the picture still shows all of its lines.
	d.add(` fill="currentColor" font-size="13">`)
}

// axis draws the line numbers, or milliseconds.
func (d *drawing) axis() {
	if len(d.events) == 0 {
		return
	}
	if d.options.ByClock {
		d.add(`<path class="sl-grid" stroke="currentColor" stroke-opacity=".2" d="`)
		for _, ms := range d.ticks() {
			d.add("M%s %sH%s", gutter, d.clockY(ms), d.textX-fan+edge/2)
		}
		d.add(`"/>`)
	}
	d.add(`<g class="sl-tick" text-anchor="end" font-size="11">`)
	defer d.add("</g>")
	if !d.options.ByClock {
		for i, event := range d.lines {
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
	d.add(`<path class="sl-lane %s" d="M%s %sV%s"/>`, class(i), x, from, to)
	d.add(`<path class="sl-end %s" d="M%s %sH%s"/>`, class(i), x-5, to, x+5)
}

// head is an arrowhead with its point at x, y. The arrow comes from the left
// where side is -1, from the right where it is 1.
type head struct {
	process    int
	x, y, side px
}

// start draws the arrow from the parent to the start of the process, and
// appends its head to heads.
func (d *drawing) start(i int, heads []head) []head {
	p := parent(d.t, i)
	if p < 0 {
		return heads
	}
	y, to := d.y[d.starts[i]], d.x(i)
	d.add(`<path class="sl-arrow sl-start %s" d="M%s %sH%s"/>`, class(i), d.x(p), y, to-6)
	return append(heads, head{i, to - 2, y, -1})
}

// wait draws the arrow from the end of the process to the next line that the
// parent printed, and appends its head to heads.
func (d *drawing) wait(i int, heads []head) []head {
	p := parent(d.t, i)
	if p < 0 {
		return heads
	}
	next := d.next(p, d.ends[i])
	if next < 0 {
		return heads
	}
	x, from := d.x(i), d.y[d.ends[i]]
	y, to := d.y[next], d.x(p)+8
	r := min(8, y-from, d.step/2)
	d.add(`<path class="sl-arrow sl-wait %s" d="M%s %sV%sQ%s %s %s %sH%s" stroke-dasharray="2 3"/>`,
		class(i), x, from, y-r, x, y, x-r, y, to+4)
	return append(heads, head{i, to, y, 1})
}

// event draws a line of output, or the name of a process that starts.
func (d *drawing) event(i int, e Event) {
	x, y, textY := d.x(e.Process), d.y[i], d.textY[i]
	textClass, text := "sl-text", e.Text
	switch {
	case e.What == Start:
		textClass, text = "sl-label", d.label(e.Process)
		d.add(`<g class="sl-name %s">`, class(e.Process))
	case e.Stderr:
		textClass += " sl-stderr"
		fallthrough
	default:
		d.add(`<g class="sl-line %s" data-line="%s">`, class(e.Process), strconv.Itoa(e.Line))
	}
	if d.options.ByClock {
		d.add(`<path class="sl-lead" d="M%s %sH%sL%s %s" fill="none" stroke="currentColor"/>`, x, y, d.textX-fan+edge/2, d.textX-5, textY)
	}
	if e.What == Line {
		d.add(`<path class="sl-mark" transform="translate(%s %s)" d="%s"/>`, x, y, shape(e.Process))
	}
	short := truncate(text, d.textColumns)
	d.add(`<text class="%s" x="%s" y="%s">%s`, textClass, d.textX, textY+4.5, escape(short))
	if short != plain(text) {
		d.add(`<title>%s</title>`, escape(text))
	}
	d.add(`</text></g>`)
}

func (d *drawing) label(i int) string {
	if d.options.Label != nil {
		if s := d.options.Label(i); s != "" {
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
