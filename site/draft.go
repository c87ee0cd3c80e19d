package site

import (
	"sync"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// draft is what a lesson adds to the site, as far as it is made of the lesson
// and its recording alone. It is not to be written after free.
type draft struct {
	text   *sheet // nil where nobody wants it
	claims *sheet // for the page of all claims
	search *sheet // JSON
}

// newDraft takes the lesson's tree where the text is wanted.
func newDraft(l *lesson.Lesson, r *recording.Recording, text bool) (*draft, error) {
	d := &draft{search: draftSearch(l), claims: newSheet("")}
	a := newArticle(l, r)
	a.writeClaims(d.claims)
	if !text {
		return d, nil
	}
	var err error
	d.text, err = a.writeText()
	return d, err
}

func draftSearch(l *lesson.Lesson) *sheet {
	s := newSheet("")
	writeSections(s, l)
	return s
}

// tight is the draft in no more room than it needs, and how much that is.
func (d *draft) tight() (*draft, int) {
	defer d.free()
	t := &draft{d.text.tight(), d.claims.tight(), d.search.tight()}
	return t, len(t.text.html) + len(t.claims.html) + len(t.search.html)
}

// free lets other lessons have the room.
func (d *draft) free() {
	for _, s := range []*sheet{d.text, d.claims, d.search} {
		if s != nil {
			sheets.Put(s)
		}
	}
}

// Drafts are lessons that are rendered while they are read, for a site whose
// files are all made at once: when the site is planned, their files need not be
// parsed a second time. Each is kept until it is written.
type Drafts struct {
	// Recordings is as in Input; what it returns is that of RecordingSum.
	Recordings func(*lesson.Outline) (*recording.Recording, error)

	mu   sync.Mutex
	kept map[string]*draft // by the sum of the lesson, and its file
	size int
}

// mostDrafts is how much of them is kept, in bytes of HTML and JSON: about a
// thousand lessons. Those beyond are parsed again, so that memory grows slower
// than the course.
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
	made, size := made.tight()
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
