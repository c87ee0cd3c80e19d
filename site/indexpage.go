package site

import (
	"html/template"
	"io"
	"strings"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/internal/swimlane"
)

// indexView is the page of all lessons.
type indexView struct {
	W               *lang.Site
	Title, Summary  string
	Lessons, Claims int
	First           string
	Example         *exampleView
	Parts           []part[entry]
}

// part is a part of the course, with what a page shows of its lessons.
type part[T any] struct {
	Name    string
	Lessons []T
}

// partsOf gathers lessons by their parts, in their order.
func partsOf[T any](lessons []*lesson.Lesson, view func(*lesson.Lesson) (T, error)) ([]part[T], error) {
	var parts []part[T]
	for _, l := range lessons {
		if n := len(parts); n == 0 || parts[n-1].Name != l.Part {
			parts = append(parts, part[T]{Name: l.Part})
		}
		v, err := view(l)
		if err != nil {
			return nil, err
		}
		p := &parts[len(parts)-1]
		p.Lessons = append(p.Lessons, v)
	}
	return parts, nil
}

type entry struct{ Name, Href, Number, Title, Summary, Minutes string }

func (s *Site) writeIndex(w io.Writer, tag string) error {
	lessons := s.in.Course.In(tag)
	view := indexView{
		W: &lang.Of(tag).Site, Title: s.title(tag), Summary: s.in.Course.About[tag].Summary,
		Lessons: len(lessons), First: lessons[0].Name + ".html",
	}
	view.Parts, _ = partsOf(lessons, func(l *lesson.Lesson) (entry, error) {
		view.Claims += len(l.Claims)
		return entry{
			Name: l.Name, Href: l.Name + ".html", Number: l.Number, Title: l.Title, Summary: l.Summary,
			Minutes: readingTime(l),
		}, nil
	})
	if e := s.exampleRun(tag); e != nil {
		var err error
		if view.Example, err = s.example(e); err != nil {
			return err
		}
	}
	return s.page(w, head{file: "index.html", lang: tag, title: view.Title, description: view.Summary}, "index", view)
}

// exampleView is a recorded run, to show what the course is about.
type exampleView struct {
	Href, Title, Facts string
	Picture            template.HTML
}

func (s *Site) example(e *example) (*exampleView, error) {
	a, err := s.article(e.lesson)
	if err != nil {
		return nil, err
	}
	drawn := a.Example(e.batch, exampleTranscript)
	return &exampleView{
		Href: e.lesson.Name + ".html", Title: e.lesson.Number + " " + e.lesson.Title,
		Facts: strings.Join(drawn.Facts, " · "), Picture: template.HTML(drawn.Picture),
	}, nil
}

// example is where to find a run that came in several orders and is short
// enough to be taken in at a glance.
type example struct {
	lesson     *lesson.Lesson
	batch      int
	transcript recording.Transcript
}

const (
	exampleTranscript = 1 // not in the most common order
	// maxExamples lessons are looked at: the recordings of a large course are
	// not all read for one picture.
	maxExamples = 12
)

// exampleRun is nil where no lesson has one.
func (s *Site) exampleRun(tag string) *example {
	lessons := s.in.Course.In(tag)
	for _, l := range lessons[:min(len(lessons), maxExamples)] {
		record, err := s.in.Recordings(l)
		if err != nil || record == nil {
			continue // its own page tells
		}
		for i, b := range record.Batches {
			if b.Want == "" || len(b.Orders) < 3 || len(b.Transcripts) <= exampleTranscript {
				continue
			}
			t := b.Transcripts[exampleTranscript]
			if n := len(t.Lines); 4 <= n && n <= 8 && len(t.Processes) > 2 {
				return &example{l, i, t}
			}
		}
	}
	return nil
}

// shareName is the picture that stands beside a link to the site.
const shareName = "assets/share.png"

func (s *Site) writeShare(w io.Writer, e *example) error {
	data, err := swimlane.Share(e.transcript, s.title(s.defaultLang()))
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
