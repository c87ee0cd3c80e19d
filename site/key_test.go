package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// rendered is a site with the key of each file, and of each part of it.
type rendered struct {
	keys, texts map[string]string
}

func renderAll(t *testing.T, in Input) rendered {
	t.Helper()
	s, err := New(in)
	require.NoError(t, err)
	r := rendered{map[string]string{}, map[string]string{}}
	parts := map[string]int{}
	for _, p := range s.Parts() {
		texts := map[string]*bytes.Buffer{}
		for _, name := range p.Files {
			texts[name] = new(bytes.Buffer)
		}
		require.NoError(t, p.Write(func(name string) io.Writer { return texts[name] }))
		for name, text := range texts {
			part := fmt.Sprintf("%s#%d", name, parts[name])
			parts[name]++
			r.keys[part], r.texts[part] = p.Key, text.String()
			r.keys[name] += p.Key
			r.texts[name] += text.String()
		}
	}
	return r
}

// Where a key is the same, so is the file: whatever a page shows is in its
// key. And a change of a lesson's prose is one of its own pages alone.
func TestSite_Key(t *testing.T) {
	base := realCourse(t)
	files := fstest.MapFS{}
	require.NoError(t, fs.WalkDir(base.Files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(base.Files, name)
		files[name] = &fstest.MapFile{Data: data}
		return err
	}))
	var cpus map[string]int // of a recording that is another one, by the lesson's path
	var bare bool           // there is no recording
	input := func(change func(fstest.MapFS, *Input)) Input {
		own := maps.Clone(files)
		cpus, bare = map[string]int{}, false
		in := Input{Files: own, URL: base.URL}
		change(own, &in)
		var err error
		in.Course, err = lesson.ReadIndex(own, "lessons", nil, nil)
		require.NoError(t, err)
		in.Recordings = func(o *lesson.Outline) (*recording.Recording, error) {
			if bare {
				return nil, nil
			}
			r := madeUp(whole(in.Course, o))
			if cpus[o.Path] > 0 {
				r.CPUs = cpus[o.Path]
			}
			return r, nil
		}
		in.RecordingSum = func(l *lesson.Outline) string {
			r, err := in.Recordings(l)
			require.NoError(t, err)
			data, err := json.Marshal(r)
			require.NoError(t, err)
			return fmt.Sprintf("%x", sha256.Sum256(data))
		}
		return in
	}
	edit := func(name, old, new string) func(fstest.MapFS, *Input) {
		return func(f fstest.MapFS, _ *Input) {
			text := string(f[name].Data)
			require.Contains(t, text, old)
			f[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
		}
	}
	before := renderAll(t, input(func(fstest.MapFS, *Input) {}))
	for name, key := range before.keys {
		if !strings.Contains(name, "#") && !strings.HasPrefix(name, "pictures/") {
			assert.NotEmpty(t, key, name)
		}
	}
	tests := []struct {
		name   string
		change func(fstest.MapFS, *Input)
		only   []string // lesson pages whose keys may change; nil: any
	}{
		{"nothing", func(fstest.MapFS, *Input) {}, []string{}},
		{"prose", func(f fstest.MapFS, _ *Input) {
			f["05-join.zh.md"] = &fstest.MapFile{Data: append(bytes.Clone(files["05-join.zh.md"].Data), "\n多一句。\n"...)}
		}, []string{"zh/05-join.html"}},
		{"a title", edit("05-join.zh.md", "title: ", "title: 新"), nil},
		{"an English heading, which names sections", edit("05-join.en.md", "\n## ", "\n## Anew "), []string{"en/05-join.html", "zh/05-join.html"}},
		{"a recording", func(fstest.MapFS, *Input) {
			cpus["lessons/05-join.en.md"] = 64
		}, []string{"en/05-join.html"}},
		{"no recordings, and so no share picture", func(fstest.MapFS, *Input) { bare = true }, nil},
		{"the address", func(_ fstest.MapFS, in *Input) { in.URL = "https://example.com/elsewhere" }, nil},
		{"no address", func(_ fstest.MapFS, in *Input) { in.URL = "" }, nil},
		{"a script", func(_ fstest.MapFS, in *Input) { in.Scripts = []string{"-/live.js"} }, nil},
		{"the course's title", edit("course.yaml", "title: ", "title: 新"), nil},
		{"no notes", func(f fstest.MapFS, _ *Input) { delete(f, "notes.yaml") }, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			after := renderAll(t, input(tt.change))
			for name, key := range after.keys {
				if key != "" && key == before.keys[name] {
					assert.True(t, before.texts[name] == after.texts[name], "%s is another file with the same key", name)
				}
				if lesson, ok := strings.CutSuffix(name, ".html"); tt.only != nil && ok && strings.Contains(lesson, "-") {
					assert.Equal(t, slices.Contains(tt.only, name), key != before.keys[name], name)
				}
			}
		})
	}
}

// lessonsOf is a course of lessons with these texts below their front matter.
func lessonsOf(t *testing.T, texts map[string]string) Input {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range texts {
		if strings.HasSuffix(name, ".md") {
			text = "---\ntitle: T\nsummary: S\npart: P\n---\n\n" + text
		}
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	c, err := lesson.ReadIndex(files, "lessons", nil, nil)
	require.NoError(t, err)
	return Input{Course: c, Files: files, RecordingSum: func(*lesson.Outline) string { return "" }}
}

// Two lessons of the same text are two parts.
func TestSite_Key_twins(t *testing.T) {
	s, err := New(lessonsOf(t, map[string]string{"01-a.en.md": script, "02-b.en.md": script}))
	require.NoError(t, err)
	keys := map[string]bool{}
	for _, p := range s.Parts() {
		require.NotEmpty(t, p.Key)
		require.False(t, keys[p.Key], p.Files)
		keys[p.Key] = true
	}
}

// Which claim a quotation of the notes leads to can change with the lesson in
// another language.
func TestSite_Key_notes(t *testing.T) {
	const quote = "> **The notes say** it waits\n\nNo.\n\n"
	const notes = "lang: en\nsections:\n- heading: h\n  statements:\n  - n: 1\n    says: it waits\n    verdict: wrong\n    lesson: 01-a\n    claim: it waits\n"
	give := func(en string) rendered {
		return renderAll(t, lessonsOf(t, map[string]string{
			"01-a.en.md": quote + en, "01-a.zh.md": quote + "```testscript\n# 一\nexec true\n# 二\nexec true\n```\n", notesFile: notes,
		}))
	}
	before := give("```testscript\n# it waits\nexec true\n# it ends\nexec true\n```\n")
	after := give("```testscript\n# it ends\nexec true\n# it waits\nexec true\n```\n")
	const page = "zh/01-a.html"
	require.Contains(t, before.texts[page], `href="#Claim1">`)
	require.Contains(t, after.texts[page], `href="#Claim2">`)
	assert.NotEqual(t, before.keys[page], after.keys[page])
}
