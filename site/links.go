package site

import (
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// link turns a destination in a lesson into one on its page. A lesson links
// to lessons by their files, 06-globals.zh.md#why, as a code host shows them,
// and to the other pages by their names. msg says what is wrong with it.
func (s *Site) link(l *lesson.Outline, dest string) (to, msg string) {
	u, err := url.Parse(dest)
	switch {
	case err != nil:
		return "", "a link that is no address"
	case slices.Contains([]string{"https", "http", "mailto"}, u.Scheme):
		return dest, ""
	case u.Scheme != "" || u.Host != "":
		return "", "a link that is neither to this course nor to the web"
	}
	target := l
	if u.Path != "" {
		name, isLesson := strings.CutSuffix(u.Path, ".md")
		if isLesson {
			target = s.lessonOf(name)
		} else {
			target = s.lessonOf(strings.TrimSuffix(u.Path, ".html") + "." + l.Lang)
		}
		if target == nil {
			page := path.Join(l.Lang, u.Path)
			if isLesson || s.files[page] == nil {
				return "", "a link to " + u.Path + ", which is not there"
			}
			return dest, ""
		}
		to = path.Base(pageName(target))
		if target.Lang != l.Lang {
			to = "../" + pageName(target)
		}
	}
	if u.Fragment != "" {
		if !s.pages[target].has(u.Fragment) {
			return "", fmt.Sprintf("a link to #%s, which is not in %s", u.Fragment, target.Path)
		}
		to += "#" + u.EscapedFragment()
	}
	return to, ""
}

// linkInWhole is a link of the lesson's page on the page that has all lessons.
func (s *Site) linkInWhole(l *lesson.Outline, to string) string {
	if u, err := url.Parse(to); err != nil || u.Scheme != "" {
		return to
	}
	file, fragment, _ := strings.Cut(to, "#")
	name := l.Name
	if file != "" {
		name = strings.TrimSuffix(file, ".html")
		if path.Dir(name) != "." || s.lessonOf(name+"."+l.Lang) == nil {
			return to
		}
	}
	if fragment == "" {
		return "#" + name
	}
	// Lines of code have addresses on the lesson's page alone.
	fragment, _, _ = strings.Cut(fragment, ":")
	return "#" + name + "." + fragment
}

// lessonOf finds a lesson by its file without ".md": "06-globals.zh".
func (s *Site) lessonOf(file string) *lesson.Outline { return s.byFile[file] }

// checkLinks finds links that lead nowhere, and pictures that are not there.
func (s *Site) checkLinks() lesson.Problems {
	var problems lesson.Problems
	for _, l := range s.in.Course.Lessons {
		for _, link := range l.Links {
			msg := ""
			if link.Picture {
				msg = s.picture(link.To)
				if msg == "" && link.Mute {
					msg = "a picture without words for those who can't see it"
				}
			} else {
				_, msg = s.link(l, link.To)
			}
			if msg != "" {
				problems = append(problems, lesson.Problem{Place: l.At(link.Line), Msg: msg})
			}
		}
	}
	return problems
}

// picture makes a picture of the folder of lessons a file of the site.
func (s *Site) picture(dest string) (msg string) {
	name, err := url.PathUnescape(dest)
	if err != nil || !fs.ValidPath(name) {
		return "a picture that is not in the folder of lessons: " + dest
	}
	if s.pictures[dest] != "" {
		return ""
	}
	if s.in.Files == nil {
		return "a picture that is not there: " + dest
	}
	if info, err := fs.Stat(s.in.Files, name); err != nil || info.IsDir() {
		return "a picture that is not there: " + dest
	}
	s.pictures[dest] = "pictures/" + name
	if s.files["pictures/"+name] != nil { // by another way of writing its name
		return ""
	}
	s.add("pictures/"+name, func(w io.Writer) error {
		data, err := fs.ReadFile(s.in.Files, name)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
	return ""
}
