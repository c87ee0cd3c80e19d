package site

import (
	"html/template"
	"io"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/internal/swimlane"
)

// shareName is the picture that stands beside a link to the site.
const shareName = "assets/share.png"

// example is a recorded run, to show what the course is about.
type example struct {
	Href, Title, Facts string
	Picture            template.HTML
}

// example is the one on the page of all lessons; nil where there is none.
func (s *Site) example(lang string) (*example, error) {
	l, batch, transcript := s.exampleRun(lang)
	if l == nil {
		return nil, nil
	}
	whole, record, err := s.read(l)
	if err != nil {
		return nil, err
	}
	a := newArticle(whole, record)
	b := a.record.Batches[batch]
	facts := a.facts(b)
	if count := a.count(b, transcript); count != "" {
		facts = append([]string{count}, facts[1:]...)
	}
	var picture markup
	t := aligned(transcript, a.colours(b.Want))
	picture.picture(a, t, swimlane.Of(t), 1, false)
	return &example{
		Href: l.Name + ".html", Title: l.Number + " " + l.Title,
		Facts: strings.Join(facts, " · "), Picture: template.HTML(picture.html),
	}, nil
}

// exampleLessons are looked at for an example: the recordings of a large
// course are not all read for one picture.
const exampleLessons = 12

// exampleRun is a run that came in several orders and is short enough to be
// taken in at a glance, but not in the most common one.
func (s *Site) exampleRun(lang string) (*lesson.Outline, int, recording.Transcript) {
	ls := s.byLang[lang]
	for _, l := range ls[:min(len(ls), exampleLessons)] {
		record, err := s.in.Recordings(l)
		if err != nil || record == nil {
			continue // its own page tells
		}
		for i, b := range record.Batches {
			if b.Want == "" || len(b.Orders) < 3 || len(b.Transcripts) < 2 {
				continue
			}
			t := b.Transcripts[1]
			if n := len(t.Lines); 4 <= n && n <= 8 && len(t.Processes) > 2 {
				return l, i, t
			}
		}
	}
	return nil, 0, recording.Transcript{}
}

func (s *Site) writeShare(w io.Writer) error {
	lang := s.defaultLang()
	_, _, t := s.exampleRun(lang)
	data, err := swimlane.Share(t, s.about.title(lang))
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}
