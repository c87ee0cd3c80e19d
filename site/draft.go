package site

import (
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

// free lets other lessons have the room.
func (d *draft) free() {
	for _, s := range []*sheet{d.text, d.claims, d.search} {
		if s != nil {
			sheets.Put(s)
		}
	}
}
