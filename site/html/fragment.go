package html

import "io"

// Fragment is HTML that stands on two pages: that of its lesson, and that of
// the whole course. They share all but what stands in holes.
type Fragment struct {
	html  []byte
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

// WriteOwn writes the fragment as it is on the lesson's page.
func (f *Fragment) WriteOwn(w io.Writer) error {
	_, err := w.Write(f.html)
	return err
}

// WriteWhole writes the fragment as it is on the page of the whole course.
func (f *Fragment) WriteWhole(w io.Writer) error {
	start := 0
	for _, h := range f.holes {
		if _, err := w.Write(f.html[start:h.from]); err != nil {
			return err
		}
		if _, err := io.WriteString(w, h.whole); err != nil {
			return err
		}
		start = h.to
	}
	_, err := w.Write(f.html[start:])
	return err
}
