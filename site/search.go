package site

import (
	"encoding/json"
	"io"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/site/article"
)

// searchName is the file with the text of all sections of a language. It is
// a script, since a page that was opened from disk may load nothing else.
func searchName(lang string) string { return "assets/search-" + lang + ".js" }

// writeSearch writes what the search knows: for each lesson its title, the
// words of its sections and its claims, each as ["address", "title", "words"].
func (s *Site) writeSearch(w io.Writer, tag string) error {
	lessons := [][][3]string{}
	for _, l := range s.in.Course.In(tag) {
		lessons = append(lessons, s.searchEntries(l))
	}
	if _, err := io.WriteString(w, "courseSearch("); err != nil {
		return err
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if err := e.Encode(lessons); err != nil {
		return err
	}
	_, err := io.WriteString(w, ");\n")
	return err
}

func (s *Site) searchEntries(l *lesson.Lesson) [][3]string {
	words := l.Summary
	if l.Intro != "" {
		words += " " + l.Intro
	}
	entries := [][3]string{{l.Name + ".html", l.Number + " " + l.Title, words}}
	for i, h := range l.Headings {
		entries = append(entries, [3]string{"#" + article.ID(l, s.pages[l].headings[i]), h.Text, h.Body})
	}
	for i, c := range l.Claims {
		entries = append(entries, [3]string{"#" + article.ID(l, article.ClaimID(i)), c.Text, ""})
	}
	return entries
}
