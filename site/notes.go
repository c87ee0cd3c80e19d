package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/site/article"
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
	Titles     texts  `yaml:",inline"` // in other languages
	Statements statements
}

type statements []*statement

// UnmarshalYAML refuses a place in the list that was left empty, which yaml
// would pass over.
func (s *statements) UnmarshalYAML(node *yaml.Node) error {
	for _, item := range node.Content {
		if item.Tag == "!!null" {
			return &lineError{line: item.Line, err: errors.New("a statement that is empty")}
		}
	}
	return node.Decode((*[]*statement)(s))
}

// texts are one text in several languages.
type texts map[string]string

// in is the text in a language, in English where there is none.
func (t texts) in(tag string) string { return cmp.Or(t[tag], t[lang.Default]) }

// statement is one sentence of the notes.
type statement struct {
	N       int    // its number, unique
	Says    string // the notes' own words
	Gloss   string // the same in English
	Verdict string // a key of lang.Site.Verdicts
	// The claim that shows it: a lesson's name and a part of the claim's
	// text, in any language of the course; or the lesson alone.
	Lesson string
	Claim  string
	Right  texts `yaml:",inline"` // what is right

	claim int // index, -1 where none is named
	line  int // of the file
}

func readNotes(fsys fs.FS) (*notes, error) {
	if fsys == nil {
		return nil, nil
	}
	data, err := fs.ReadFile(fsys, notesFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	n := &notes{}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(n); err != nil && !errors.Is(err, io.EOF) {
		return nil, yamlError(err)
	}
	if len(n.Sections) == 0 {
		return nil, nil
	}
	return n, nil
}

var yamlPlace = regexp.MustCompile(`line (\d+): (.*)`)

// yamlError takes the line out of an error of yaml, which has it only in its
// text.
func yamlError(err error) error {
	if at := (*lineError)(nil); errors.As(err, &at) {
		return at
	}
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if m := yamlPlace.FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return &lineError{line: n, err: errors.New(m[2])}
	}
	return errors.New(strings.ReplaceAll(text, "\n", " "))
}

// UnmarshalYAML keeps the line, which messages name. A key that is none of the
// statement's must be a language.
func (s *statement) UnmarshalYAML(node *yaml.Node) error {
	type fields statement
	s.line = node.Line
	if err := node.Decode((*fields)(s)); err != nil {
		return err
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		if key := node.Content[i]; s.Right[key.Value] != "" && !lang.Valid(key.Value) {
			return &lineError{line: key.Line, err: fmt.Errorf("unknown key %q", key.Value)}
		}
	}
	return nil
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
func (n *notes) resolve(c *lesson.Course) lesson.Problems {
	var problems lesson.Problems
	seen := map[int]bool{}
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
		if strings.TrimSpace(st.Says) == "" {
			problem("says: what the notes say is missing")
		}
		if _, ok := lang.Of(lang.Default).Site.Verdicts[st.Verdict]; !ok {
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
			for i, claim := range l.Claims {
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

// claimsAbout are the claims of a lesson, by its name, that show what is right
// in place of a quotation.
func (n *notes) claimsAbout(lesson, quotation string) []int {
	var found []int
	for _, st := range n.all() {
		says := strings.Join(strings.Fields(st.Says), "")
		if st.Lesson == lesson && st.claim >= 0 && strings.Contains(quotation, says) && !slices.Contains(found, st.claim) {
			found = append(found, st.claim)
		}
	}
	return found
}

type notesView struct {
	W        *lang.Site
	NotesTag string // the language of the notes, as HTML has it
	GlossTag string
	Counts   []verdictCount
	Sections []sectionView
}

type verdictCount struct {
	Verdict, Word string
	N             int
}

type sectionView struct {
	Heading    string
	Title      string // in the language of the page, "" where that is the notes' own
	Statements []statementView
}

type statementView struct {
	N                                 int
	Says, Gloss, Verdict, Word, Right string
	Lesson, Href, Claim               string
}

func (s *Site) writeNotes(w io.Writer, tag string) error {
	words := &lang.Of(tag).Site
	view := notesView{W: words, NotesTag: lang.Of(s.notes.Lang).Tag, GlossTag: lang.Of(lang.Default).Tag}
	counts := map[string]int{}
	for _, section := range s.notes.Sections {
		v := sectionView{Heading: section.Heading}
		if tag != s.notes.Lang {
			v.Title = section.Titles.in(tag)
		}
		for _, st := range section.Statements {
			counts[st.Verdict]++
			v.Statements = append(v.Statements, s.statementView(st, tag, words))
		}
		view.Sections = append(view.Sections, v)
	}
	for _, verdict := range []string{"holds", "imprecise", "depends", "wrong"} {
		view.Counts = append(view.Counts, verdictCount{verdict, words.Verdicts[verdict], counts[verdict]})
	}
	return s.page(w, head{file: "notes.html", lang: tag, title: words.NotesTitle, description: words.NotesHow}, "notes", view)
}

func (s *Site) statementView(st *statement, tag string, words *lang.Site) statementView {
	v := statementView{N: st.N, Says: st.Says, Verdict: st.Verdict, Word: words.Verdicts[st.Verdict], Right: st.Right.in(tag)}
	if tag != s.notes.Lang {
		v.Gloss = st.Gloss
	}
	if l := s.lessonOf(st.Lesson+".html", tag); l != nil {
		v.Lesson, v.Href = l.Number+" "+l.Title, l.Name+".html"
		if st.claim >= 0 && st.claim < len(l.Claims) {
			v.Href += "#" + article.ID(l, article.ClaimID(st.claim))
			v.Claim = l.Claims[st.claim].Text
		}
	}
	return v
}
