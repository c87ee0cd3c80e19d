package site

import (
	"slices"
	"sync"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// draft is what a lesson adds to the site, as far as it is made of the lesson
// and its recording alone. It is not to be written after free.
type draft struct {
	text   *sheet // nil where nobody asked for it
	claims *sheet // for the page of all claims
	search *sheet // JSON
}

// newDraft takes the lesson's tree.
func newDraft(l *lesson.Lesson, r *recording.Recording, text bool) (*draft, error) {
	a := newArticle(l, r)
	d := &draft{claims: newSheet(""), search: newSheet("")}
	writeSections(d.search, l)
	a.writeClaims(d.claims)
	if !text {
		return d, nil
	}
	var err error
	d.text, err = a.writeText()
	return d, err
}

// sheets that the draft has.
func (d *draft) sheets() []**sheet {
	if d.text == nil {
		return []**sheet{&d.claims, &d.search}
	}
	return []**sheet{&d.text, &d.claims, &d.search}
}

// free lets other lessons have the room.
func (d *draft) free() {
	for _, s := range d.sheets() {
		sheets.Put(*s)
	}
}

// Drafts are lessons that were rendered when they were read, which spares them
// being read and parsed a second time when the site is planned. They are kept
// up to a size, and each until it is written.
type Drafts struct {
	// Recordings is as in Input; what it returns is that of RecordingSum.
	Recordings func(*lesson.Outline) (*recording.Recording, error)

	mu   sync.Mutex
	kept map[string]*draft // by the sum of the lesson, and its file
	size int
}

// mostDrafts is how much of them is kept, in bytes: about 1300 lessons. What
// is beyond is read again.
const mostDrafts = 64 << 20

// Add renders a lesson, and takes its tree. It reports whether the draft is
// kept. Several goroutines may call it.
func (d *Drafts) Add(l *lesson.Lesson) bool {
	d.mu.Lock()
	full := d.size >= mostDrafts
	d.mu.Unlock()
	if full {
		return false
	}
	record, err := d.Recordings(&l.Outline)
	if err != nil {
		return false // it will be told when it is to be written
	}
	made, err := newDraft(l, record, true)
	if err != nil {
		return false
	}
	size := 0
	for _, s := range made.sheets() {
		tight := &sheet{cuts: slices.Clone((*s).cuts)}
		tight.html = slices.Clone((*s).html)
		size += cap(tight.html)
		sheets.Put(*s)
		*s = tight
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.size += size
	if d.kept == nil {
		d.kept = map[string]*draft{}
	}
	d.kept[l.Sum+l.Path] = made
	return true
}

// take takes the draft of a lesson out, nil where there is none.
func (d *Drafts) take(o *lesson.Outline) *draft {
	if d == nil {
		return nil
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	made := d.kept[o.Sum+o.Path]
	delete(d.kept, o.Sum+o.Path)
	return made
}
