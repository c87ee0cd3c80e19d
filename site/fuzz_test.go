package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// Whatever a lesson says and a program printed, the page is sound: each tag
// has its end, nothing is styled or run, and no tag comes from either.
func FuzzSite(f *testing.F) {
	for _, text := range []string{
		"plain", "# a\n\n## b\n\n- c\n  1. d\n", "> **The notes say**\n> a\n\nb\n> **The notes say**\n",
		"```go p/main.go\npackage main\n```\n```lanes a.want\na\nb| c\nd\n```\n```testscript\n# c\nrun p\nlanes stdout a.want\n```\n",
		"<xmp>\n<div>\n</div>\n\n<script>alert(1)</script>\n\n<!-- a --> <!-- b\n-->",
		"| a | b |\n|---|---|\n| <i> | `c` |\n", "[a](b \"c\\\"\") ![d](e) <https://f> ~~g~~ **h*i**j*",
		"```\n</code></pre><xmp>\n```\n", "    </pre>\n", "Setext <xmp>\n---\n\n[x]: y '\n", "> ```go a/main.go\n> x\n> ```\n",
		"## [a](b) `c`\n\n## <xmp>\n", "\x00\xff\u2028中，\n文 <a\nb>", "1. ```testscript\n   # a\n   exec b\n   ```\n",
	} {
		f.Add(text, "line </code><xmp> & \"x\"")
	}
	f.Fuzz(func(t *testing.T, text, printed string) {
		files := fstest.MapFS{"01-a.en.md": &fstest.MapFile{Data: []byte("---\ntitle: <xmp>\nsummary: <xmp>\npart: <xmp>\n---\n\n" + text)}}
		c, _ := lesson.Read(files, "")
		s := newSite(Input{Course: c, Recordings: func(l *lesson.Lesson) (*recording.Recording, error) { return printedBy(l, printed), nil }})
		s.planPages()
		s.planFiles()
		for _, name := range []string{"en/01-a.html", "en/claims.html", "en/print.html", "en/index.html"} {
			data, err := s.Render(name)
			require.NoError(t, err)
			for _, wrong := range parsePage(data).wrong {
				// What is wrong with the outline is New's to say.
				if !strings.HasPrefix(wrong, "id ") && !strings.Contains(wrong, "below a heading") {
					t.Errorf("%s: %s\n%s", name, wrong, data)
				}
			}
			require.NotContains(t, string(data), "<xmp", name)
			require.NotContains(t, string(data), "javascript:", name)
		}
		_, err := s.Render("assets/search-en.js")
		require.NoError(t, err)
	})
}

// No recording that can be read breaks a page.
func FuzzSite_recording(f *testing.F) {
	const text = "```go p/main.go\npackage main\n```\n```lanes a.want\na\nb| c\nd\n```\n```testscript\n# c\nrun p\nlanes stdout a.want\n# d\nrun p\nsometimes 'x'\n```\n"
	f.Add(`{"claims": [{"text": "c", "status": "pass", "runs": 2}, {"text": "d", "status": "pass", "runs": 2, "seen": [{"command": "sometimes 'x'", "runs": 1, "of": 2}]}],
"batches": [{"command": "run p", "program": "p", "runs": 2, "want": "a.want", "legal": "2", "orders": [{"key": "k", "runs": 1}],
"transcripts": [{"order": "k", "schedule": "plain", "lines": [{"text": "a", "process": 0}, {"text": "c", "ms": 1, "process": 1, "lane": "b"}], "processes": [{"parent": -1}, {"parent": 0, "lane": "b", "end": 2}]}]}]}`)
	f.Add(`{"batches": [{"claim": 0, "legal": "x", "transcripts": [{"lines": [{"ms": -1e300, "process": -1}], "processes": [{"parent": 0, "start": 1e300}]}]}]}`)
	f.Fuzz(func(t *testing.T, data string) {
		files := fstest.MapFS{
			"01-a.en.md":              &fstest.MapFile{Data: []byte("---\ntitle: T\nsummary: S\npart: P\n---\n\n" + text)},
			"recordings/01-a.en.json": &fstest.MapFile{Data: []byte(data)},
		}
		c, err := lesson.Read(files, "")
		require.NoError(t, err)
		if _, err := recording.Read(files, c.Lessons[0]); err != nil {
			return
		}
		s, err := New(Input{Course: c, URL: "https://example.org", Recordings: func(l *lesson.Lesson) (*recording.Recording, error) { return recording.Read(files, l) }})
		require.NoError(t, err)
		for _, name := range s.Names() {
			page, err := s.Render(name)
			require.NoError(t, err, name)
			if strings.HasSuffix(name, ".html") {
				require.Empty(t, parsePage(page).wrong, name)
			}
		}
	})
}

// A file of notes makes a page, or is a problem with its place.
func FuzzSite_notes(f *testing.F) {
	f.Add("lang: zh\nsections:\n- heading: 一\n  en: One\n  statements:\n  - n: 1\n    says: 甲\n    gloss: a\n    verdict: true\n    lesson: 01-a\n    claim: c\n    en: right\n")
	f.Add("sections: [{statements: [{}]}]")
	f.Add("sections: [null, {statements: [null]}]")
	f.Add("&a [*a, {<<: *a}]")
	f.Fuzz(func(t *testing.T, notes string) {
		files := fstest.MapFS{
			"01-a.en.md": &fstest.MapFile{Data: []byte("---\ntitle: T\nsummary: S\npart: P\n---\n\n```testscript\n# c\nexec true\n```\n")},
			"notes.yaml": &fstest.MapFile{Data: []byte(notes)},
		}
		c, err := lesson.Read(files, "")
		require.NoError(t, err)
		s, err := New(Input{Course: c, Files: files})
		if err != nil {
			var problems lesson.Problems
			require.ErrorAs(t, err, &problems)
			for _, p := range problems {
				require.Equal(t, "notes.yaml", p.File)
			}
			return
		}
		for _, name := range []string{"en/index.html", "en/notes.html", "en/01-a.html"} {
			if s.files[name] == nil {
				continue // there are no statements
			}
			page, err := s.Render(name)
			require.NoError(t, err, name)
			require.Empty(t, parsePage(page).wrong, name)
		}
	})
}

// printedBy is a recording in which the programs printed a text.
func printedBy(l *lesson.Lesson, text string) *recording.Recording {
	r := &recording.Recording{Go: text, OS: text}
	for _, c := range l.Claims {
		r.Claims = append(r.Claims, recording.Claim{Text: c.Text, Status: "skip", Reason: text})
	}
	r.Batches = []recording.Batch{{Command: text, Program: text, Runs: 1, Want: "a.want", Legal: "2", Transcripts: []recording.Transcript{{
		Lines:     []recording.Line{{Text: text, Process: -1}, {Text: text, Lane: text}},
		Processes: []recording.Process{{Parent: -1, Lane: text}}, Signal: text,
	}}}}
	return r
}
