package site

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/site/article"
)

// The methods of article.Course.
var _ article.Course = (*Site)(nil)

// HeadingID is the id of a lesson's nth heading.
func (s *Site) HeadingID(l *lesson.Lesson, n int) string { return s.pages[l].headings[n] }

// Image is the address of an image on a lesson's page.
func (s *Site) Image(dest string) string {
	return (&url.URL{Path: "../" + s.images[dest]}).EscapedPath()
}

// ClaimsAbout are the claims of a lesson that correct a quotation of the notes.
func (s *Site) ClaimsAbout(l *lesson.Lesson, quotation string) []int {
	return s.notes.claimsAbout(l.Name, quotation)
}

// Link is the address of a link on its lesson's page and on the page of the
// whole course, where links between lessons stay on the page.
func (s *Site) Link(l *lesson.Lesson, dest string) (own, whole string) {
	to, _, _ := s.resolve(l, dest)
	if to.lesson == nil {
		return to.address, to.address
	}
	if to.lesson != l || to.fragment == "" {
		own = path.Base(pageName(to.lesson))
	}
	whole = "#" + to.lesson.Name
	if to.fragment != "" {
		fragment := article.ID(to.lesson, to.fragment)
		own += "#" + fragment
		// Lines of code have addresses on the lesson's page alone.
		file, _, _ := strings.Cut(fragment, ":")
		whole = "#" + file
	}
	if to.lesson.Lang != l.Lang {
		own = "../" + to.lesson.Lang + "/" + own
		whole = own
	}
	return own, whole
}

// target is where a link leads.
type target struct {
	lesson   *lesson.Lesson // nil where it leads elsewhere
	fragment string         // an id of the lesson's page
	address  string         // where there is no lesson
}

// resolve finds what a link of a lesson means. A lesson links to lessons by
// their files, 06-globals.zh.md#why, as a code host shows them, and to the
// other pages by their names. msg says what is wrong with it.
func (s *Site) resolve(l *lesson.Lesson, dest string) (to target, msg, hint string) {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return to, "not an address: " + dest, ""
	case slices.Contains([]string{"https", "http", "mailto"}, u.Scheme):
		return target{address: dest}, "", ""
	case u.Scheme != "" || u.Host != "":
		return to, "a link that is neither to this course nor to the web", ""
	}
	to = target{lesson: l, fragment: u.Fragment}
	if u.Path != "" {
		if to.lesson = s.lessonOf(u.Path, l.Lang); to.lesson == nil {
			if s.files[path.Join(l.Lang, u.Path)] == nil {
				return to, "a link to " + u.Path + ", which does not exist", ""
			}
			return target{address: dest}, "", ""
		}
	}
	if to.fragment != "" && !s.pages[to.lesson].has(to.fragment) {
		msg, hint = s.pages[to.lesson].missing(to.fragment)
	}
	return to, msg, hint
}

// lessonOf finds a lesson by its file, or by its page in a language.
func (s *Site) lessonOf(file, lang string) *lesson.Lesson {
	for _, l := range s.in.Course.Lessons {
		if path.Base(l.Path) == file || l.Lang == lang && l.Name+".html" == file {
			return l
		}
	}
	return nil
}

// checkLinks finds links that lead nowhere, and images that do not exist.
func (s *Site) checkLinks() lesson.Problems {
	var problems lesson.Problems
	for _, l := range s.in.Course.Lessons {
		for _, link := range l.Links {
			msg, hint := "", ""
			if link.Image {
				msg = s.addImage(link.To)
				if msg == "" && link.NoAlt {
					msg = "image has no alt text"
				}
			} else {
				_, msg, hint = s.resolve(l, link.To)
			}
			if msg != "" {
				problems = append(problems, lesson.Problem{Place: l.At(link.Line), Msg: msg, Hint: hint})
			}
		}
	}
	return problems
}

// addImage makes an image of the folder of lessons a file of the site.
func (s *Site) addImage(dest string) (msg string) {
	name, err := url.PathUnescape(dest)
	if err != nil || !fs.ValidPath(name) {
		return "an image that is not in the folder of lessons: " + dest
	}
	if s.in.Files == nil {
		return "an image that does not exist: " + dest
	}
	info, err := fs.Stat(s.in.Files, name)
	switch pathErr := (*fs.PathError)(nil); {
	case errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir():
		return "an image that does not exist: " + dest
	case errors.As(err, &pathErr):
		return fmt.Sprintf("an image that can't be read: %s: %v", dest, pathErr.Err)
	case err == nil && !info.Mode().IsRegular():
		return "an image that is not a regular file: " + dest
	}
	s.images[dest] = "pictures/" + name
	s.files["pictures/"+name] = func(w io.Writer) error {
		data, err := fs.ReadFile(s.in.Files, name)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	}
	return ""
}
