package site

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/seed-05413062/course/internal/lesson"
)

// notesFile, beside the lessons, has what the notes that the course began
// with say, sentence by sentence, and what became of it. A course without
// the file has no such page.
const notesFile = "notes.yaml"

// notes are the statements of the notes, under the notes' own headings.
type notes struct {
	Lang     string // of the notes
	Sections []notesSection
}

type notesSection struct {
	Heading    string // the notes' own
	En         string // in English
	Statements []*statement
}

// statement is one sentence of the notes.
type statement struct {
	N       int    // its number, unique
	Says    string // the notes' own words
	Gloss   string // the same in English
	Verdict string // a key of words.Verdicts
	Zh, En  string // what is right
	// The claim that shows it: a lesson's name and a part of the claim's
	// text, in any language of the course; or the lesson alone.
	Lesson string
	Claim  string

	claim int // index, -1 where none is named
	line  int // of the file
}

// said is what the course says of a statement.
func (s *statement) said(lang string) string {
	if lang == "zh" {
		return s.Zh
	}
	return s.En
}

func readNotes(fsys fs.FS) (*notes, []byte, error) {
	n := &notes{}
	data, err := readYAML(fsys, notesFile, n)
	if err != nil || len(n.Sections) == 0 {
		return nil, data, err
	}
	return n, data, nil
}

var statementKeys = []string{"n", "says", "gloss", "verdict", "zh", "en", "lesson", "claim"}

// UnmarshalYAML keeps the line, which messages name.
func (s *statement) UnmarshalYAML(node *yaml.Node) error {
	for i := 0; i < len(node.Content); i += 2 {
		if key := node.Content[i]; node.Kind == yaml.MappingNode && !slices.Contains(statementKeys, key.Value) {
			return &lineError{line: key.Line, err: fmt.Errorf("unknown key %q", key.Value)}
		}
	}
	type fields statement
	s.line = node.Line
	return node.Decode((*fields)(s))
}

func (n *notes) all() []*statement {
	var all []*statement
	if n != nil {
		for _, s := range n.Sections {
			all = append(all, s.Statements...)
		}
	}
	return all
}

// resolve finds the claims that the statements name.
func (n *notes) resolve(s *Site) lesson.Problems {
	var problems lesson.Problems
	seen := map[int]bool{}
	c := s.in.Course
	for _, st := range n.all() {
		problem := func(format string, args ...any) {
			problems = append(problems, lesson.Problem{
				Place: lesson.Place{File: path.Join(c.Dir, notesFile), Line: st.line},
				Msg:   fmt.Sprintf("statement %d: ", st.N) + fmt.Sprintf(format, args...),
			})
		}
		if seen[st.N] {
			problem("its number is there twice")
		}
		seen[st.N] = true
		if _, ok := wordsOf["en"].Verdicts[st.Verdict]; !ok {
			problem("unknown verdict %q", st.Verdict)
		}
		st.claim = -1
		if st.Lesson == "" {
			continue
		}
		found := false
		for _, l := range c.Lessons {
			if l.Name != st.Lesson {
				continue
			}
			found = true
			for i, claim := range l.Sentences {
				if st.Claim != "" && st.claim < 0 && strings.Contains(claim.Text, st.Claim) {
					st.claim = i
				}
			}
		}
		switch {
		case !found:
			problem("no lesson %q", st.Lesson)
		case st.Claim != "" && st.claim < 0:
			problem("no claim of %s has %q in it", st.Lesson, st.Claim)
		}
	}
	return problems
}

// shownBy are the claims of a lesson, by its name, that statements name.
func (n *notes) shownBy(lesson string) []int {
	var claims []int
	for _, st := range n.all() {
		if st.Lesson == lesson {
			claims = append(claims, st.claim)
		}
	}
	return claims
}

// claimsOf are the claims of a lesson, by its name, that show what is said of a quotation.
func (n *notes) claimsOf(lesson, quotation string) []int {
	var found []int
	for _, st := range n.all() {
		says := strings.Join(strings.Fields(st.Says), "")
		if st.Lesson == lesson && st.claim >= 0 && strings.Contains(quotation, says) && !slices.Contains(found, st.claim) {
			found = append(found, st.claim)
		}
	}
	return found
}

type notesPage struct {
	W        *words
	Notes    *notes
	Tag      string // of the notes' language
	Counts   []count
	Sections []statementsView
}

type count struct {
	Verdict, Word string
	N             int
}

type statementsView struct {
	Heading    string
	Title      string // in the language of the page
	Statements []statementView
}

type statementView struct {
	N                                 int
	Says, Gloss, Verdict, Word, Right string
	Lesson, Href, Claim               string
}

func (s *Site) writeNotes(w io.Writer, lang string) error {
	words := wordsOf[lang]
	view := notesPage{W: words, Notes: s.notes, Tag: "zh-Hans"}
	if t := wordsOf[s.notes.Lang]; t != nil {
		view.Tag = t.Tag
	}
	counts := map[string]int{}
	for _, section := range s.notes.Sections {
		v := statementsView{Heading: section.Heading}
		if lang == "en" {
			v.Title = section.En
		}
		for _, st := range section.Statements {
			counts[st.Verdict]++
			sv := statementView{N: st.N, Says: st.Says, Verdict: st.Verdict, Word: words.Verdicts[st.Verdict], Right: st.said(lang)}
			if lang == "en" {
				sv.Gloss = st.Gloss
			}
			if l := s.lessonOf(st.Lesson + "." + lang); l != nil {
				sv.Lesson, sv.Href = l.Number+" "+l.Title, l.Name+".html"
				if st.claim >= 0 && st.claim < len(l.Sentences) {
					sv.Href += "#" + claimID(st.claim)
					sv.Claim = l.Sentences[st.claim].Text
				}
			}
			v.Statements = append(v.Statements, sv)
		}
		view.Sections = append(view.Sections, v)
	}
	for _, verdict := range []string{"holds", "imprecise", "depends", "wrong"} {
		view.Counts = append(view.Counts, count{verdict, words.Verdicts[verdict], counts[verdict]})
	}
	return s.page(w, pageOf{name: "notes.html", lang: lang, title: words.NotesTitle, description: words.NotesHow}, "notes", view)
}
