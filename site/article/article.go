// Package article turns a lesson and the recording of its runs into the HTML
// of the lesson's text. It knows nothing of the course but what the interface
// Course tells it, runs no program and reads no file.
//
// The text stands in its own order. Inserted into it are the question before
// the section that has the want file (IDPredict), the recorded runs at that
// section's end (IDRuns), and the claims in the place of the script
// (IDClaims).
//
// Where to change it: blocks.go has a function for each kind of block;
// place.go decides where the question and the runs stand; the other files
// write one part of the page each.
package article

import (
	"strconv"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/site/html"
)

// Course is what an article needs to know of the course that it stands in.
type Course interface {
	// HeadingID is the id of the lesson's nth heading, from 0, as ID takes it.
	HeadingID(l *lesson.Lesson, n int) string
	// Link is the address of a link's destination, on the lesson's page and on
	// the page of the whole course.
	Link(l *lesson.Lesson, dest string) (own, whole string)
	// Image is the address of an image, the same on both pages.
	Image(dest string) string
	// ClaimsAbout are the lesson's claims, from 0, that show what is right in
	// place of a quotation of the notes; the quotation is without white space.
	ClaimsAbout(l *lesson.Lesson, quotation string) []int
}

// Ids of what the pages add to a lesson begin with a capital letter: no
// heading's id does.
const (
	IDPredict = "Predict"
	IDRuns    = "Runs"
	IDClaims  = "Claims"
	idClaim   = "Claim" // and its number
)

// ID is the id of a part of a lesson, the same on its own page and on the page
// of the whole course: "05-join.why", "05-join.join/main.go".
func ID(l *lesson.Lesson, name string) string { return l.Name + "." + name }

// ClaimID is the id of the nth claim, from 0, as ID takes it.
func ClaimID(n int) string { return idClaim + strconv.Itoa(n+1) }

// Article is a lesson and what was recorded of it.
type Article struct {
	lesson *lesson.Lesson
	record *recording.Recording // nil where there is none
	words  *lang.Site
	wants  map[string]*lanes.Want
	lanes  map[string]colours // by want file
}

// New is the article of a lesson; r is nil where there is no recording.
func New(l *lesson.Lesson, r *recording.Recording) *Article {
	return &Article{
		lesson: l, record: r, words: &lang.Of(l.Lang).Site,
		wants: map[string]*lanes.Want{}, lanes: map[string]colours{},
	}
}

// page is an article while it is written.
type page struct {
	html.Writer
	*Article
	course Course
}

// Render writes the text.
func (a *Article) Render(c Course) (*html.Fragment, error) {
	p := &page{Article: a, course: c}
	doc := a.lesson.Tree()
	p.transform(doc)
	if err := markdown().Renderer().Render(p, a.lesson.Source, doc); err != nil {
		return nil, err
	}
	return p.Fragment(), nil
}

// id adds an id, or what refers to one: attribute is ` id="` or ` href="#`.
func (p *page) id(attribute, name string) {
	p.Raw(attribute)
	p.Text(ID(p.lesson, name))
	p.Raw(`"`)
}

// label adds the heading of a block that is not the lesson's own.
func (p *page) label(text string) { p.Raw(`<h2 class="label">`, text, "</h2>\n") }

// want is a want file of the lesson, nil where it is none.
func (a *Article) want(name string) *lanes.Want {
	if w, ok := a.wants[name]; ok {
		return w
	}
	var want *lanes.Want
	if f := a.lesson.File(name); f != nil {
		if w, err := lanes.Parse(f.Data, f.Line); err == nil {
			want = w
		}
	}
	a.wants[name] = want
	return want
}

// laneName names a lane, or else the process.
func (a *Article) laneName(lane string, process int) string {
	switch {
	case lane == "main":
		return a.words.Main
	case lane != "":
		return lane
	case process <= 0:
		return a.words.Main
	}
	return a.words.F(a.words.Process, process)
}
