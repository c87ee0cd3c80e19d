package site

import (
	"io"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/site/article"
)

// claimsView is every claim of the course.
type claimsView struct {
	W     *lang.Site
	Parts []part[lessonClaims]
}

type lessonClaims struct {
	Href, Number, Title string
	Claims              []claimView
}

type claimView struct {
	Href, Text string
	Outcome    recording.Outcome
}

func (s *Site) writeClaims(w io.Writer, tag string) error {
	words := &lang.Of(tag).Site
	parts, err := partsOf(s.in.Course.In(tag), func(l *lesson.Lesson) (lessonClaims, error) {
		a, err := s.article(l)
		if err != nil {
			return lessonClaims{}, err
		}
		view := lessonClaims{Href: l.Name + ".html", Number: l.Number, Title: l.Title}
		for i, c := range l.Claims {
			view.Claims = append(view.Claims, claimView{view.Href + "#" + article.ID(l, article.ClaimID(i)), c.Text, a.Outcome(i)})
		}
		return view, nil
	})
	if err != nil {
		return err
	}
	return s.page(w, head{file: "claims.html", lang: tag, title: words.ClaimsTitle, description: words.ClaimsHow}, "claims", claimsView{words, parts})
}
