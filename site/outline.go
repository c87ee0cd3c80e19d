package site

import (
	"bytes"
	"fmt"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-05413062/course/internal/lesson"
)

// outline is what other pages may know of a lesson's page: its headings, and
// all that can be linked to.
type outline struct {
	headings []heading
	ids      map[string]int // id -> the lesson's line; without those of lines of code
	lesson   *lesson.Lesson
	place    int // among the lessons of its language
	minutes  int // to read it
}

// has says whether the page has an id.
func (o *outline) has(id string) bool {
	if _, ok := o.ids[id]; ok {
		return true
	}
	i := strings.LastIndexByte(id, ':')
	if i < 0 {
		return false
	}
	f := o.lesson.File(id[:i])
	n, err := strconv.Atoi(id[i+1:])
	return f != nil && err == nil && 1 <= n && n <= strings.Count(f.Data, "\n")
}

type heading struct {
	level    int
	id, text string
	line     int
}

// Ids of what the pages add to a lesson begin with a capital letter: no
// heading's id does.
const (
	idPredict = "Predict"
	idCame    = "Came"
	idProved  = "Proved"
	idClaim   = "Claim" // and its number
	idNext    = "Next"
)

// outline finds the headings of all lessons, and names them: the two
// languages of a lesson have the same ids, so that a reader who changes the
// language stays in the section.
func (s *Site) outline() lesson.Problems {
	var problems lesson.Problems
	c := s.in.Course
	outlines := make([]*outline, len(c.Lessons))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(len(outlines), runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(outlines); i = next.Add(1) - 1 {
				l := c.Lessons[i]
				outlines[i] = &outline{lesson: l, headings: headings(l), ids: map[string]int{}, minutes: minutes(l)}
			}
		})
	}
	group.Wait()
	places := map[string]int{}
	for i, l := range c.Lessons {
		outlines[i].place = places[l.Lang]
		places[l.Lang]++
		s.outlines[l] = outlines[i]
		problems = append(problems, checkLevels(l, outlines[i].headings)...)
	}
	for _, l := range c.Lessons {
		o := s.outlines[l]
		named := namesHeadings(c, l)
		for i := range o.headings {
			h := &o.headings[i]
			from := s.outlines[named].headings
			if i >= len(from) || from[i].level != h.level {
				problems = append(problems, lesson.Problem{
					Place: l.At(h.line),
					Msg:   fmt.Sprintf("heading %d of level %d has no twin in %s", i+1, h.level, named.Path),
					Hint:  "the two languages of a lesson have the same headings in the same order",
				})
				h.id = fmt.Sprintf("s%d", i+1)
				continue
			}
			if h.id = slug(from[i].text); h.id == "" {
				h.id = fmt.Sprintf("s%d", i+1)
			}
		}
		if n := len(o.headings); n < len(s.outlines[named].headings) {
			problems = append(problems, lesson.Problem{
				Place: named.At(s.outlines[named].headings[n].line),
				Msg:   fmt.Sprintf("heading %d has no twin in %s", n+1, l.Path),
				Hint:  "the two languages of a lesson have the same headings in the same order",
			})
		}
		problems = append(problems, o.collect(l)...)
	}
	return problems
}

// namesHeadings is the lesson whose headings name the sections: the English
// one, since its letters make addresses that can be read.
func namesHeadings(c *lesson.Course, l *lesson.Lesson) *lesson.Lesson {
	for _, lang := range []string{"en", c.Langs[0]} {
		if twin := c.Twin(l, lang); twin != nil {
			return twin
		}
	}
	return l
}

func headings(l *lesson.Lesson) []heading {
	var found []heading
	lineOf := lineIndex(l.Source)
	_ = ast.Walk(l.Doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		h, ok := n.(*ast.Heading)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		line := 0
		if h.Lines().Len() > 0 {
			line = lineOf(h.Lines().At(0).Start)
		}
		found = append(found, heading{level: h.Level, text: plainText(h, l.Source), line: line})
		return ast.WalkSkipChildren, nil
	})
	return found
}

func checkLevels(l *lesson.Lesson, hs []heading) lesson.Problems {
	var problems lesson.Problems
	level := 1
	for _, h := range hs {
		switch {
		case h.level == 1:
			problems = append(problems, lesson.Problem{Place: l.At(h.line),
				Msg: "a heading of level 1: that is the title's", Hint: "begin the heading with ##"})
		case h.level > level+1:
			problems = append(problems, lesson.Problem{Place: l.At(h.line),
				Msg:  fmt.Sprintf("a heading of level %d below one of level %d: a level is skipped", h.level, level),
				Hint: "begin the heading with " + strings.Repeat("#", level+1)})
		}
		level = max(h.level, 1)
	}
	return problems
}

// collect gathers what can be linked to, and finds ids that are there twice.
func (o *outline) collect(l *lesson.Lesson) lesson.Problems {
	var problems lesson.Problems
	add := func(id, what string, line int) {
		if first, ok := o.ids[id]; ok {
			problems = append(problems, lesson.Problem{Place: l.At(line),
				Msg:  fmt.Sprintf("%s for a second time: id %q is also that of %s", what, id, l.At(first)),
				Hint: "the sections and files of a page need different names; the English heading names a section"})
			return
		}
		o.ids[id] = line
	}
	for _, f := range l.Files {
		add(f.Name, "a file", f.Line-1)
	}
	for _, h := range o.headings {
		add(h.id, "a heading", h.line)
	}
	for i, c := range l.Claims {
		o.ids[claimID(i)] = c.Line
	}
	if len(l.Claims) > 0 {
		o.ids[idProved] = l.Claims[0].Line
	}
	return problems
}

func claimID(i int) string             { return fmt.Sprint(idClaim, i+1) }
func lineID(file string, n int) string { return fmt.Sprintf("%s:%d", file, n) }

// slug is the text's ASCII letters and digits, with hyphens between words.
func slug(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(text) {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			b.WriteRune(r)
		case r == '\'' || r == '’':
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
	}
	return strings.TrimRight(b.String(), "-")
}

// plainText is the text below a node, without any markup.
func plainText(n ast.Node, src []byte) string {
	var b bytes.Buffer
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(src))
			if (n.SoftLineBreak() || n.HardLineBreak()) && !joins(n, src) {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.RawHTML:
			b.WriteString(rawText(n, src))
		case *ast.AutoLink:
			b.Write(n.Label(src))
		}
		return ast.WalkContinue, nil
	})
	return strings.TrimSpace(b.String())
}

// firstWide is where Chinese, Japanese and Korean characters begin, their
// punctuation among them.
const firstWide = 0x2e80

// lineIndex returns a function from an offset to its line, from 1.
func lineIndex(src []byte) func(int) int {
	var ends []int
	for i, c := range src {
		if c == '\n' {
			ends = append(ends, i)
		}
	}
	return func(offset int) int { return 1 + sort.SearchInts(ends, offset) }
}
