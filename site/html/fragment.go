package html

import "strings"

// Fragment is HTML that stands on two pages: that of its lesson, and that of
// the whole course. They share all but what stands in holes.
type Fragment struct {
	html  string
	holes []hole
}

// hole is a stretch of the lesson's page, and what the page of the whole
// course has in its place.
type hole struct {
	from, to int
	whole    string
}

// Differ adds HTML that is not the same on the two pages.
func (w *Writer) Differ(own, whole string) {
	from := len(w.html)
	w.html = append(w.html, own...)
	w.holes = append(w.holes, hole{from, len(w.html), whole})
}

// OwnPage leaves what the function adds out of the page of the whole course.
func (w *Writer) OwnPage(add func()) {
	from, holes := len(w.html), len(w.holes)
	add()
	w.holes = append(w.holes[:holes], hole{from: from, to: len(w.html)})
}

// Own is the fragment as it is on the lesson's page.
func (f *Fragment) Own() string { return f.html }

// Whole is the fragment as it is on the page of the whole course.
func (f *Fragment) Whole() string {
	var b strings.Builder
	b.Grow(len(f.html))
	start := 0
	for _, h := range f.holes {
		b.WriteString(f.html[start:h.from])
		b.WriteString(h.whole)
		start = h.to
	}
	b.WriteString(f.html[start:])
	return b.String()
}
