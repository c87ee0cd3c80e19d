package site

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// render makes all files of a site.
func render(t testing.TB, in Input) map[string][]byte {
	t.Helper()
	s, err := New(in)
	require.NoError(t, err)
	files := map[string][]byte{}
	for _, name := range s.Names() {
		data, err := s.Render(name)
		require.NoError(t, err, name)
		files[name] = data
	}
	return files
}

var realFiles map[string][]byte

// realSite is the site of the course of this repository, rendered once.
func realSite(t testing.TB) map[string][]byte {
	t.Helper()
	if realFiles == nil {
		realFiles = render(t, realCourse(t))
	}
	return realFiles
}

func documents(files map[string][]byte) map[string]document {
	docs := map[string]document{}
	for name, data := range files {
		if path.Ext(name) == ".html" {
			docs[name] = parsePage(data)
		}
	}
	return docs
}

func TestSite_pages(t *testing.T) {
	docs := documents(realSite(t))
	require.Contains(t, docs, "zh/05-join.html")
	for name, d := range docs {
		assert.Empty(t, d.wrong, name)
		assert.True(t, d.ids["Main"], name)
	}
}

func TestSite_everyLinkLeadsSomewhere(t *testing.T) {
	unpublished := realCourse(t)
	unpublished.URL = ""
	for _, files := range []map[string][]byte{realSite(t), render(t, unpublished)} {
		docs := documents(files)
		for name, d := range docs {
			for _, link := range d.links {
				if strings.HasPrefix(link, "data:") {
					continue
				}
				base := &url.URL{Scheme: "https", Host: "example.org", Path: "/course/" + name}
				u, err := base.Parse(link)
				require.NoError(t, err, "%s: %s", name, link)
				target, ours := strings.CutPrefix(u.Path, "/course/")
				if u.Host != "example.org" || !ours {
					assert.True(t, strings.HasPrefix(link, "https://"), "%s: %s", name, link)
					continue
				}
				require.Contains(t, files, target, "%s: %s", name, link)
				if u.Fragment != "" {
					assert.True(t, docs[target].ids[u.Fragment], "%s: %s", name, link)
				}
			}
		}
	}
}

func TestSite_sectionsAreTheSameInBothLanguages(t *testing.T) {
	docs := documents(realSite(t))
	compared := 0
	for name, d := range docs {
		rest, ok := strings.CutPrefix(name, "zh/")
		if !ok || rest == "print.html" {
			continue
		}
		compared++
		assert.Equal(t, sections(docs["en/"+rest]), sections(d), name)
	}
	assert.Greater(t, compared, 3)
}

// sections are the ids of a page but for those of lines of code.
func sections(d document) []string {
	var ids []string
	for id := range d.ids {
		if !strings.Contains(id, ":") {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

func gzipped(t testing.TB, data []byte) int {
	t.Helper()
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	require.NoError(t, err)
	_, err = w.Write(data)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return b.Len()
}

// A lesson must be quick on a slow line: these are the goals of the site.
func TestSite_weight(t *testing.T) {
	files := realSite(t)
	const kb = 1024
	for _, l := range realCourse(t).Course.Lessons {
		assert.LessOrEqual(t, gzipped(t, files[pageName(l)]), 20*kb, pageName(l))
		requests := 1
		for _, link := range parsePage(files[pageName(l)]).links {
			if strings.Contains(link, "assets/") && !strings.HasPrefix(link, "https:") || strings.Contains(link, "pictures/") {
				requests++
			}
		}
		assert.LessOrEqual(t, requests, 4, pageName(l))
	}
	a := loadAssets()
	assert.LessOrEqual(t, gzipped(t, files[a.style]), 8*kb)
	assert.LessOrEqual(t, gzipped(t, files[a.script]), 12*kb)
}

func TestSite_isTheSameEveryTime(t *testing.T) {
	first, second := realSite(t), render(t, realCourse(t))
	require.Len(t, second, len(first))
	for name, data := range first {
		assert.True(t, bytes.Equal(data, second[name]), name)
	}
}

// small is a course of one lesson in one language.
func small(t testing.TB, text string, more ...string) Input {
	t.Helper()
	files := fstest.MapFS{"01-small.en.md": &fstest.MapFile{Data: []byte(
		"---\ntitle: Small\nsummary: A lesson.\npart: One\n---\n\n" + text)}}
	for i := 0; i+1 < len(more); i += 2 {
		files[more[i]] = &fstest.MapFile{Data: []byte(more[i+1])}
	}
	c, err := lesson.Read(files, "lessons")
	var problems lesson.Problems
	if !errors.As(err, &problems) {
		require.NoError(t, err)
	}
	return Input{Course: c, Files: files}
}

const script = "\n```testscript\n# It runs\nexec true\n```\n"

func TestSite_lesson(t *testing.T) {
	const program = "```go p/main.go\npackage main\n\nfunc main() { println(\"<b>\") } // & so on\n```\n"
	tests := []struct {
		name, give string
		want       []string
		not        []string
	}{
		{
			name: "program",
			give: program,
			want: []string{
				`<figure class="file" id="01-small.p/main.go">`, `<kbd class="command">course run 01</kbd>`,
				`id="01-small.p/main.go:3"`, `<i class=k>func</i> main() { println(<i class=s>&#34;&lt;b&gt;&#34;</i>)`,
				`<i class=c>// &amp; so on</i>`,
			},
		},
		{
			name: "python folds away",
			give: "```python p.py\nif True: pass\n```\n",
			want: []string{`<details class="file" id="01-small.p.py">`, `<i class=k>if</i>`},
		},
		{
			name: "what looks like HTML is text, a comment is nothing",
			give: "The id <pid> of it.\n\n<div onclick=x>\nblock\n</div>\n\n<!-- not for readers -->\n",
			want: []string{"The id &lt;pid&gt; of it.", "&lt;div onclick=x&gt;"},
			not:  []string{"<pid>", "<div onclick", "not for readers"},
		},
		{
			name: "headings name themselves",
			give: "## Why it's so\n\n### A `b` & <c>\n\n## See [the web](https://example.org)\n",
			want: []string{
				`<h2 id="01-small.why-its-so"><a href="#01-small.why-its-so">Why it's so</a></h2>`,
				`<h3 id="01-small.a-b-c"><a href="#01-small.a-b-c">A <code>b</code> &amp; &lt;c&gt;</a></h3>`,
				`<h2 id="01-small.see-the-web">See <a href="https://example.org">the web</a></h2>`,
			},
		},
		{
			name: "a quotation of the notes stands beside its correction",
			give: "> **The notes say**\n> one\n> two\n\nIt is three.\n\n## Next\n",
			want: []string{
				`<figure class="note"><blockquote class="said">`, "one<br>", `<figcaption class="corrected">`,
				"<p>It is three.</p>\n</figcaption>\n</figure>\n<h2",
			},
		},
		{
			name: "any other quotation does not",
			give: "> Somebody said it.\n",
			want: []string{"<blockquote>"},
			not:  []string{"<figure"},
		},
		{
			name: "columns keep to their side",
			give: "| a | b | c |\n|:--|--:|:-:|\n| 1 | 2 | 3 |\n",
			want: []string{`aria-label="Table"`, `<td>1</td>`, `<td class="right">2</td>`, `<td class="center">3</td>`},
		},
		{
			name: "want file",
			give: "```lanes a.want\nstart\none| <pid> here\ntwo| there\nmain| end\n```\n",
			want: []string{`legal orders: 6`, `<span class="l p1" id="01-small.a.want:2" data-line="2">`, `<b>one</b><i class=c>|</i> &lt;pid&gt; here`, `<span class="l p0" id="01-small.a.want:4" data-line="4">`},
		},
		{
			name: "claims",
			give: "```testscript\n# It <runs>\nexec true\n! exec false\n\n# It stops\nexec true\n```\n",
			want: []string{`<li id="01-small.Claim1"><p class="claim">It &lt;runs&gt;</p>`, "# It &lt;runs&gt;\nexec true\n! exec false\n", `<li id="01-small.Claim2">`, `id="01-small.Claims"`},
		},
		{
			name: "links between pages",
			give: "[a](01-small.en.md#why), [b](claims.html), [c](#why), [d](#Claim1), [e](#p.txt:1)\n\n## Why\n\n```text p.txt\nx\n```\n" + script,
			want: []string{`href="#01-small.why">a<`, `href="claims.html"`, `href="#01-small.why">c<`, `href="#01-small.Claim1"`, `href="#01-small.p.txt:1"`},
		},
		{
			name: "line ends",
			give: "主进程，\n子进程。\n**粗**\n体 `code`\n后 word\nnext\n",
			want: []string{"主进程，子进程。<strong>粗</strong>体 <code>code</code>\n后 word\nnext"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			page := string(render(t, small(t, tt.give))["en/01-small.html"])
			assert.Empty(t, parsePage([]byte(page)).wrong)
			for _, want := range tt.want {
				assert.Contains(t, page, want)
			}
			for _, not := range tt.not {
				assert.NotContains(t, page, not)
			}
		})
	}
}

// What only some addresses have is safe in the frame of a page.
func TestSite_address(t *testing.T) {
	in := small(t, "text\n"+script)
	in.URL = `https://example.org/文 "b"<i>`
	page := string(render(t, in)["en/01-small.html"])
	assert.Contains(t, page, `<link rel="canonical" href="https://example.org/%E6%96%87%20%22b%22%3Ci%3E/en/01-small.html">`)
	assert.Empty(t, parsePage([]byte(page)).wrong)
	missing := string(render(t, in)["404.html"])
	assert.Contains(t, missing, `data-root="/%E6%96%87%20%22b%22%3Ci%3E/"`)
}

// On the page of the whole course links between lessons stay on it. Lines of
// code have no address there.
func TestSite_linksOfWhole(t *testing.T) {
	const text = "[a](01-small.en.md#why), [b](claims.html), [c](#why), [d](#p.txt:1), [e](01-small.en.md), [f](https://example.org/a:b), [g](#Claims)\n\n" +
		"## Why\n\n```text p.txt\nx\n```\n"
	whole := string(render(t, small(t, text+script))["en/print.html"])
	for _, want := range []string{
		`href="#01-small.why">a<`, `href="claims.html">b<`, `href="#01-small.why">c<`, `href="#01-small.p.txt">d<`,
		`href="#01-small">e<`, `href="https://example.org/a:b">f<`,
		`href="#01-small.Claims">g<`, `<section class="proof" id="01-small.Claims">`,
		`<h2 id="01-small.why"><a href="#01-small.why">Why</a></h2>`, `<figure class="file" id="01-small.p.txt">`, `<li id="01-small.Claim1">`,
	} {
		assert.Contains(t, whole, want)
	}
	assert.NotContains(t, whole, `p.txt:1`)
}

// A link leads to the same place from a lesson's page and, where it can, stays
// on the page of the whole course.
func TestSite_Link(t *testing.T) {
	const front = "---\ntitle: T\nsummary: S\npart: P\n---\n\n"
	files := fstest.MapFS{}
	for _, name := range []string{"01-a.en.md", "01-a.zh.md", "02-b.en.md", "02-b.zh.md"} {
		files[name] = &fstest.MapFile{Data: []byte(front + "## One\n\n```text p.txt\nx\n```\n" + script)}
	}
	c, err := lesson.Read(files, "")
	require.NoError(t, err)
	s, err := New(Input{Course: c})
	require.NoError(t, err)
	for _, tt := range []struct{ give, own, whole string }{
		{"#one", "#01-a.one", "#01-a.one"},
		{"01-a.en.md", "01-a.html", "#01-a"},
		{"02-b.en.md", "02-b.html", "#02-b"},
		{"02-b.html", "02-b.html", "#02-b"},
		{"02-b.en.md#one", "02-b.html#02-b.one", "#02-b.one"},
		{"02-b.en.md#p.txt:1", "02-b.html#02-b.p.txt:1", "#02-b.p.txt"},
		{"02-b.zh.md", "../zh/02-b.html", "../zh/02-b.html"},
		{"01-a.zh.md#p.txt:1", "../zh/01-a.html#01-a.p.txt:1", "../zh/01-a.html#01-a.p.txt:1"},
		{"claims.html", "claims.html", "claims.html"},
		{"https://example.org/#a:b", "https://example.org/#a:b", "https://example.org/#a:b"},
		{"mailto:a@example.org", "mailto:a@example.org", "mailto:a@example.org"},
	} {
		own, whole := s.Link(c.In("en")[0], tt.give)
		assert.Equal(t, tt.own, own, tt.give)
		assert.Equal(t, tt.whole, whole, tt.give)
	}
}

// An id is made of its heading's text, in any script, so that it stays when a
// section is put in front.
func TestSlug(t *testing.T) {
	for give, want := range map[string]string{
		"Why it's so": "why-its-so", "A `b` & <c>": "a-b-c", "进程": "进程", "谁先？谁后！": "谁先-谁后",
		"Élan vital": "élan-vital", "プロセス 2": "プロセス-2", "हिन्दी": "हिन्दी", "?!": "",
	} {
		assert.Equal(t, want, slug(give), give)
	}
	page := string(render(t, small(t, "## ?\n\n## 进程\n"))["en/01-small.html"])
	assert.Contains(t, page, `<h2 id="01-small.section-1">`)
	assert.Contains(t, page, `<h2 id="01-small.进程"><a href="#01-small.进程">`)
}

func TestNew_problems(t *testing.T) {
	const picture = "a.png"
	tests := []struct {
		name, give string
		more       []string
		want       string
	}{
		{name: "dead link", give: "text\n\nsee [this](02-none.en.md)\n", want: "lessons/01-small.en.md:9: a link to 02-none.en.md, which does not exist"},
		{name: "dead page", give: "see [this](nothing.html)\n", want: "lessons/01-small.en.md:7: a link to nothing.html, which does not exist"},
		{name: "dead fragment", give: "one\ntwo [this](#nowhere)\n\n## Why\n" + script, want: "lessons/01-small.en.md:8: a link to #nowhere, which is not in lessons/01-small.en.md\n  hint: it has: why, Claim1, Claims"},
		{name: "dead line", give: "one\ntwo [this](#p.txt:2)\n\n```text p.txt\nx\n```\n", want: "lessons/01-small.en.md:8: a link to #p.txt:2, which is not in lessons/01-small.en.md\n  hint: did you mean #p.txt?"},
		{name: "misspelt fragment", give: "[this](#whi)\n\n## Why\n", want: "lessons/01-small.en.md:7: a link to #whi, which is not in lessons/01-small.en.md\n  hint: did you mean #why?"},
		{name: "not an address", give: "[x](%zz)\n", want: "lessons/01-small.en.md:7: not an address: %zz"},
		{name: "script for a link", give: "[x](javascript:alert(1))\n", want: "lessons/01-small.en.md:7: a link that is neither to this course nor to the web"},
		{name: "no scheme", give: "[x](//example.org)\n", want: "lessons/01-small.en.md:7: a link that is neither to this course nor to the web"},
		{name: "missing picture", give: "![x](a.png)\n", want: "lessons/01-small.en.md:7: an image that does not exist: a.png"},
		{name: "picture outside", give: "![x](../a.png)\n", want: "lessons/01-small.en.md:7: an image that is not in the folder of lessons: ../a.png"},
		{name: "picture without words", give: "![](a.png)\n", more: []string{picture, "x"}, want: "lessons/01-small.en.md:7: image has no alt text"},
		{name: "heading twice", give: "## Why\n\n## Why\n", want: "lessons/01-small.en.md:9: a heading for a second time: id \"why\" is also that of lessons/01-small.en.md:7\n  hint: the sections and files of a page need different names; the English heading names a section"},
		{name: "a name of ours", give: "```text Claim1\nx\n```\n", want: "lessons/01-small.en.md:7: a file of the name \"Claim1\", which is that of a part of the page\n  hint: give the file another name"},
		{name: "level skipped", give: "## A\n\n#### B\n", want: "lessons/01-small.en.md:9: a heading of level 4 below one of level 2: a level is skipped\n  hint: begin the heading with ###"},
		{name: "level skipped at once", give: "### A\n", want: "lessons/01-small.en.md:7: a heading of level 3 below one of level 1: a level is skipped\n  hint: begin the heading with ##"},
		{name: "level of the title", give: "# A\n", want: "lessons/01-small.en.md:7: a heading of level 1: that is the title's\n  hint: begin the heading with ##"},
		{name: "unknown verdict", give: "text\n", more: []string{notesFile, "lang: zh\nsections:\n- heading: h\n  statements:\n  - n: 1\n    says: a\n    verdict: maybe\n"}, want: "lessons/notes.yaml:5: statement 1: unknown verdict \"maybe\""},
		{name: "no such claim", give: "text\n", more: []string{notesFile, "lang: zh\nsections:\n- heading: h\n  statements:\n  - n: 1\n    says: a\n    verdict: holds\n    lesson: 01-small\n    claim: nothing\n"}, want: "lessons/notes.yaml:5: statement 1: no claim of 01-small has \"nothing\" in it"},
		{name: "no words of the notes", give: "text\n", more: []string{notesFile, "sections:\n- statements:\n  - n: 1\n    verdict: holds\n"}, want: "lessons/notes.yaml:3: statement 1: says: what the notes say is missing"},
		{name: "empty statement", give: "text\n", more: []string{notesFile, "sections:\n- statements:\n  - n: 1\n    says: a\n  -\n"}, want: "lessons/notes.yaml:5: a statement that is empty"},
		{name: "notes that are no notes", give: "text\n", more: []string{notesFile, "lang: zh\nparts: []\n"}, want: "lessons/notes.yaml:2: field parts not found in type site.notes"},
		{name: "unknown key", give: "text\n", more: []string{notesFile, "sections:\n- statements:\n  - n: 1\n    sais: x\n"}, want: "lessons/notes.yaml:4: unknown key \"sais\""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := New(small(t, tt.give, tt.more...))
			require.EqualError(t, err, tt.want)
			assert.ErrorAs(t, err, new(lesson.Problems))
		})
	}
}

func TestNew_headingsOfTwoLanguages(t *testing.T) {
	const front = "---\ntitle: T\nsummary: S\npart: P\n---\n\n"
	files := fstest.MapFS{
		"01-a.en.md": &fstest.MapFile{Data: []byte(front + "## One\n\n## Two\n" + script)},
		"01-a.zh.md": &fstest.MapFile{Data: []byte(front + "## 一\n" + script)},
	}
	c, err := lesson.Read(files, "lessons")
	require.NoError(t, err)
	_, err = New(Input{Course: c})
	require.EqualError(t, err, "lessons/01-a.en.md:9: heading 2 has no twin in lessons/01-a.zh.md\n  hint: the languages of a lesson have the same headings in the same order")
}

func TestSite_picture(t *testing.T) {
	files := render(t, small(t, "![a swan](birds/swan.png)\n", "birds/swan.png", "PNG"))
	assert.Equal(t, "PNG", string(files["pictures/birds/swan.png"]))
	assert.Contains(t, string(files["en/01-small.html"]), `<img src="../pictures/birds/swan.png" alt="a swan">`)
}

// Whoever does not see a picture reads all that is written for it.
func TestSite_pictureWords(t *testing.T) {
	for give, want := range map[string]string{
		"a *b* [c](01-small.en.md) & \"d\" \\* &lt;": `a b c &amp; &quot;d&quot; * &lt;`,
		"one\ntwo":          "one two",
		"one\\\ntwo":        "one two",
		"`a\\*b &lt; <`":    `a\*b &amp;lt; &lt;`,
		"<pid>":             "&lt;pid&gt;",
		"<https://x.org/a>": "https://x.org/a",
	} {
		files := render(t, small(t, "!["+give+"](a.png)\n", "a.png", "x"))
		assert.Contains(t, string(files["en/01-small.html"]), ` alt="`+want+`">`, give)
	}
}

// What means something else in an address is escaped.
func TestSite_pictureAddress(t *testing.T) {
	files := render(t, small(t, "![a](a%23b%3f%25.png)\n", "a#b?%.png", "PNG"))
	assert.Equal(t, "PNG", string(files["pictures/a#b?%.png"]))
	assert.Contains(t, string(files["en/01-small.html"]), `src="../pictures/a%23b%3F%25.png"`)
}

// A picture that can't be read any more is an error, and not an empty file.
func TestSite_pictureGone(t *testing.T) {
	in := small(t, "![a](a.png)\n", "a.png", "PNG")
	s, err := New(in)
	require.NoError(t, err)
	delete(in.Files.(fstest.MapFS), "a.png")
	_, err = s.Render("pictures/a.png")
	assert.ErrorIs(t, err, fs.ErrNotExist)

	in.Files = nil
	_, err = New(in)
	assert.ErrorContains(t, err, "an image that does not exist")
}

// A picture is one file, however its name is written.
func TestSite_pictureTwice(t *testing.T) {
	files := render(t, small(t, "![a](<my pic.png>) ![b](my%20pic.png)\n", "my pic.png", "PNG"))
	assert.Equal(t, "PNG", string(files["pictures/my pic.png"]))
	assert.Equal(t, 2, strings.Count(string(files["en/01-small.html"]), `src="../pictures/my%20pic.png"`))
}

func TestSite_recorded(t *testing.T) {
	in := realCourse(t)
	page := string(realSite(t)["en/05-join.html"])
	for _, want := range []string{
		`id="05-join.Predict"`, `data-legal="true"`, `data-legal="false"`, "must wait for",
		`id="05-join.Runs"`, "seen in 100 of 200 runs", "two of three runs were disturbed", "4 of 6 possible orders seen", "go1.26, Linux, 2 CPUs",
		`<svg class="swimlane sl-order"`, `<svg class="swimlane sl-clock"`, `<details class="events">`,
		`<span class="held">in all 200 runs</span>`, `one &lt;line&gt; &amp; &#34;another&#34;`,
	} {
		assert.Contains(t, page, want)
	}
	assert.NotContains(t, page, "<line>")
	whole := string(realSite(t)["en/print.html"])
	for _, want := range []string{`<details class="answer">`, `<svg class="swimlane sl-order"`, `<details class="events">`, `name="05-join.runs-`} {
		assert.Contains(t, whole, want)
	}
	for _, played := range []string{"data-replay", "data-question", "by-clock", `class="clock"`} {
		assert.NotContains(t, whole, played)
	}

	in.Recordings = func(*lesson.Lesson) (*recording.Recording, error) { return nil, nil }
	s, err := New(in)
	require.NoError(t, err)
	data, err := s.Render("en/05-join.html")
	require.NoError(t, err)
	page = string(data)
	assert.Contains(t, page, `id="05-join.Predict"`, "a want file is enough for a question")
	assert.NotContains(t, page, `id="05-join.Runs"`)
	assert.NotContains(t, page, `class="held"`)
}

// A claim says with which change of a program it fails.
func TestSite_broken(t *testing.T) {
	files := render(t, small(t, "```go p/main.go\npackage main\n\nfunc main() { print(\"<a>\") }\n```\n"+
		"\n```testscript\n# It prints\nrun p\nalways '<a>'\nbroken p/main.go 'print(\"<a>\")' ''\nbroken p/main.go '<a>' 'b' 'main()' 'x()'\nbroken p/main.go 'func' 'main' 'main' 'func'\n```\n"))
	page := string(files["en/01-small.html"])
	assert.Contains(t, page, `<p class="broken">It fails when <code>print(&#34;&lt;a&gt;&#34;)</code> is taken out.</p>`)
	assert.Contains(t, page, `<p class="broken">It fails when <code>&lt;a&gt;</code> becomes <code>b</code> and <code>main()</code> becomes <code>x()</code>.</p>`)
	assert.Contains(t, page, `<p class="broken">It fails when <code>func</code> and <code>main</code> change places.</p>`)
}

// A verdict cites the claim that shows it, or says that none does.
func TestSite_notChecked(t *testing.T) {
	in := small(t, "text\n"+script, notesFile, "lang: zh\nsections:\n- heading: h\n  statements:\n"+
		"  - {n: 1, says: a, verdict: holds, en: Right., lesson: 01-small, claim: It runs}\n"+
		"  - {n: 2, says: a, verdict: wrong, en: Wrong., lesson: 01-small}\n"+
		"  - {n: 3, says: a, verdict: wrong, en: Wrong.}\n")
	page := string(render(t, in)["en/notes.html"])
	assert.Equal(t, 2, strings.Count(page, "Not checked by this course."))
	_, first, _ := strings.Cut(page, `id="Note1"`)
	first, _, _ = strings.Cut(first, `id="Note2"`)
	assert.Contains(t, first, "It runs")
	assert.NotContains(t, first, "Not checked")
}

func TestSite_unknownName(t *testing.T) {
	s, err := New(small(t, "text\n"))
	require.NoError(t, err)
	_, err = s.Render("en/02-none.html")
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// One thing is not called several.
func TestSite_plurals(t *testing.T) {
	files := render(t, small(t, "text\n"+script))
	assert.Contains(t, string(files["en/01-small.html"]), `>1 claim, with its check</a>`)
	assert.Contains(t, string(files["en/index.html"]), `<b>1</b> lesson</span> <span><b>1</b> claim, with its check</span>`)
	two := render(t, small(t, "text\n"+script+"\n```testscript\n# Another\nrun p\n```\n"))
	assert.Contains(t, string(two["en/01-small.html"]), `>2 claims, each with its check</a>`)
}
