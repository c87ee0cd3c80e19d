package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// alonePart is a part that is a file of its own.
func alonePart(name, key string, write func(io.Writer) error) Part {
	return Part{Key: key, Files: []string{name}, Write: func(to func(string) io.Writer) error { return write(to(name)) }}
}

// site makes files of their names and texts.
func site(texts map[string]string) []Part {
	var parts []Part
	for name, text := range texts {
		parts = append(parts, alonePart(name, "", func(w io.Writer) error {
			_, err := io.WriteString(w, text)
			return err
		}))
	}
	return parts
}

func publish(t *testing.T, dir string, texts map[string]string) {
	t.Helper()
	_, err := Publish(t.Context(), dir, site(texts), Options{})
	require.NoError(t, err)
}

// contents are the texts of all files below a folder but the manifest.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || name == manifestName {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, name))
		all[name] = string(data)
		return err
	}))
	return all
}

// alone asks that nothing stands beside the folder.
func alone(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	for _, e := range entries {
		assert.Equal(t, filepath.Base(dir), e.Name(), "a stray entry")
	}
}

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	first := map[string]string{"index.html": "one", "zh/05-join.html": "等", "assets/a/b.css": "p{}"}
	publish(t, dir, first)
	assert.Equal(t, first, contents(t, dir))
	alone(t, dir)

	second := map[string]string{"index.html": "two", "en/05-join.html": "wait"}
	publish(t, dir, second)
	assert.Equal(t, second, contents(t, dir), "nothing of the old site remains")
	alone(t, dir)
}

func TestPublish_empty(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "site")
	require.NoError(t, os.MkdirAll(dir, 0o700))
	publish(t, dir, map[string]string{"index.html": "x"})
	assert.Equal(t, map[string]string{"index.html": "x"}, contents(t, dir))
}

// What no build wrote stays, and nothing else is touched either.
func TestPublish_refused(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside")
	require.NoError(t, os.WriteFile(outside, []byte("mine"), 0o644))
	write := func(name string, text string) func(string) error {
		return func(dir string) error { return os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644) }
	}
	replace := func(name string, with func(string) error) func(string) error {
		return func(dir string) error {
			file := filepath.Join(dir, name)
			if err := os.RemoveAll(file); err != nil {
				return err
			}
			return with(file)
		}
	}
	tests := []struct {
		name string
		give func(dir string) error
		want string
	}{
		{"a file", write("notes.txt", "mine"), "notes.txt was written by no build"},
		{"a file deeper down", write("zh/notes.txt", "mine"), "zh/notes.txt was written by no build"},
		{"a hidden file", write(".git", "mine"), ".git was written by no build"},
		{"a folder", func(dir string) error { return os.Mkdir(filepath.Join(dir, "mine"), 0o755) }, "mine/ was written by no build"},
		{"a changed file", write("zh/a.html", "b"), "zh/a.html was changed since it was built"},
		{"a longer file", write("zh/a.html", "aa"), "zh/a.html was changed since it was built"},
		{"a folder for a file", replace("index.html", func(f string) error { return os.Mkdir(f, 0o755) }), "index.html/ was written by no build"},
		{"a link for a file", replace("index.html", func(f string) error { return os.Symlink(outside, f) }), "index.html was changed since it was built"},
		{"a link for a folder", replace("zh", func(f string) error { return os.Symlink(filepath.Dir(outside), f) }), "zh was written by no build"},
		{"no manifest", func(dir string) error { return os.Remove(filepath.Join(dir, manifestName)) }, "index.html was written by no build"},
		{"a broken manifest", write(manifestName, "{"), manifestName + ": unexpected end of JSON input"},
		{"an empty manifest", write(manifestName, "{}"), manifestName + ": it lists no file"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			memory := filepath.Join(t.TempDir(), "memory")
			_, err := Publish(t.Context(), dir, site(map[string]string{"index.html": "i", "zh/a.html": "a"}), Options{Memory: memory})
			require.NoError(t, err)
			require.NoError(t, tt.give(dir))
			before := listing(t, dir)
			made := false
			_, err = Publish(t.Context(), dir, []Part{alonePart("index.html", "", func(io.Writer) error { made = true; return nil })}, Options{Memory: memory})
			var refused *RefusedError
			require.ErrorAs(t, err, &refused)
			assert.Contains(t, refused.What, tt.want)
			assert.Equal(t, before, listing(t, dir))
			assert.False(t, made, "a page was made in vain")
			alone(t, dir)
		})
	}
}

// listing is all that can be seen of a folder.
func listing(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	require.NoError(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		all[name] = info.Mode().String()
		if info.Mode().IsRegular() {
			data, err := os.ReadFile(name)
			all[name] += string(data)
			return err
		}
		return nil
	}))
	return all
}

func TestPublish_noFolder(t *testing.T) {
	temp := t.TempDir()
	file, link := filepath.Join(temp, "file"), filepath.Join(temp, "link")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	require.NoError(t, os.Symlink(t.TempDir(), link))
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	require.NoError(t, err)
	for dir, want := range map[string]string{
		file:               "it is a file",
		link:               "it is a symbolic link",
		".":                "it holds the current folder",
		"/":                "it holds the current folder",
		filepath.Dir(here): "it holds the current folder",
	} {
		_, err := Publish(t.Context(), dir, site(map[string]string{"a": "a"}), Options{})
		var refused *RefusedError
		require.ErrorAs(t, err, &refused, dir)
		assert.Equal(t, []string{want}, refused.What, dir)
	}
}

func TestPublish_names(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	for _, name := range []string{"", ".", "..", "../a", "/a", "a/../../b", `a\b`, "c:a", "a//b", "a/", manifestName, "zh/" + manifestName} {
		_, err := Publish(t.Context(), dir, site(map[string]string{name: "x"}), Options{})
		assert.ErrorContains(t, err, "is no name for a file of a site", name)
	}
	_, err := Publish(t.Context(), dir, []Part{{Files: []string{"a", "a"}}}, Options{})
	assert.ErrorContains(t, err, "there twice")
	_, err = os.Lstat(dir)
	assert.ErrorIs(t, err, fs.ErrNotExist)
}

// A build that fails leaves the old site, and nothing beside it.
func TestPublish_fails(t *testing.T) {
	broken := errors.New("broken")
	ctx, cancel := context.WithCancelCause(t.Context())
	tests := []struct {
		name  string
		ctx   context.Context
		write func(io.Writer) error
	}{
		{"a page", t.Context(), func(io.Writer) error { return broken }},
		{"half a page", t.Context(), func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return broken }},
		{"interrupted", ctx, func(io.Writer) error { cancel(broken); return nil }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			old := map[string]string{"index.html": "old", "zh/a.html": "old"}
			publish(t, dir, old)
			parts := []Part{alonePart("a", "", tt.write), alonePart("b", "", func(io.Writer) error { return nil })}
			_, err := Publish(tt.ctx, dir, parts, Options{Workers: 1})
			require.ErrorIs(t, err, broken)
			assert.Equal(t, old, contents(t, dir))
			alone(t, dir)
		})
	}
}

// A plan that fails is told as it is, and nothing is made for it.
func TestPublishPlan_fails(t *testing.T) {
	broken := errors.New("broken")
	plan := func() ([]Part, error) { return nil, broken }
	dir := filepath.Join(t.TempDir(), "deep", "site")
	_, err := PublishPlan(t.Context(), dir, plan, Options{})
	require.ErrorIs(t, err, broken)
	_, err = os.Lstat(filepath.Dir(dir))
	require.ErrorIs(t, err, fs.ErrNotExist)

	old := map[string]string{"index.html": "old"}
	publish(t, dir, old)
	_, err = PublishPlan(t.Context(), dir, plan, Options{})
	require.ErrorIs(t, err, broken)
	assert.Equal(t, old, contents(t, dir))
	alone(t, dir)
	require.NoError(t, os.WriteFile(filepath.Join(dir, "mine"), nil, 0o644))
	_, err = PublishPlan(t.Context(), dir, plan, Options{})
	require.Equal(t, broken, err, "what is wrong with the lessons comes first")
}

// What is put into the old folder while the new one is made is not lost.
func TestPublish_changedMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, map[string]string{"index.html": "old"})
	_, err := Publish(t.Context(), dir, []Part{alonePart("index.html", "", func(io.Writer) error {
		return os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o644)
	})}, Options{})
	var refused *RefusedError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, []string{"notes.txt was written by no build"}, refused.What)
	assert.Equal(t, map[string]string{"index.html": "old", "notes.txt": "mine"}, contents(t, dir))
	alone(t, dir)
}

// Whether a file is made or kept, the folder is the same.
func TestPublish_keeps(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	memory := filepath.Join(t.TempDir(), "cache", "memory.json")
	var made atomic.Int32
	give := func(keys ...string) []Part {
		var parts []Part
		for i, key := range keys {
			parts = append(parts, alonePart(string(rune('a'+i))+"/page.html", key, func(w io.Writer) error {
				made.Add(1)
				_, err := io.WriteString(w, "of "+key)
				return err
			}))
		}
		return parts
	}
	maker := "1"
	steps := []struct {
		name string
		keys []string
		do   func() error
		made int
	}{
		{"at first all are made", []string{"1", "2", "3"}, nil, 3},
		{"none changed", []string{"1", "2", "3"}, nil, 0},
		{"none changed, once more", []string{"1", "2", "3"}, nil, 0},
		{"one changed", []string{"1", "2x", "3"}, nil, 1},
		{"a new one, and one without a key", []string{"1", "2x", "", "4"}, nil, 2},
		{"one without a key is made each time", []string{"1", "2x", "", "4"}, nil, 1},
		{"another maker makes all of it", []string{"1", "2x", "", "4"}, func() error { maker = "2"; return nil }, 4},
		{"and keeps it then", []string{"1", "2x", "", "4"}, nil, 1},
		{"the memory is lost", []string{"1", "2x", "", "4"}, func() error { return os.Remove(memory) }, 4},
		{"the memory is broken", []string{"1", "2x", "", "4"}, func() error { return os.WriteFile(memory, []byte("{"), 0o644) }, 4},
		{"touched, but the same", []string{"1", "2x", "", "4"}, func() error {
			file := filepath.Join(dir, "a/page.html")
			data, err := os.ReadFile(file)
			if err != nil {
				return err
			}
			return os.WriteFile(file, data, 0o644)
		}, 1},
		{"a mode was changed", []string{"1", "2x", "", "4"}, func() error { return os.Chmod(filepath.Join(dir, "a/page.html"), 0o600) }, 2},
	}
	for _, s := range steps {
		if s.do != nil {
			require.NoError(t, s.do(), s.name)
		}
		made.Store(0)
		r, err := Publish(t.Context(), dir, give(s.keys...), Options{Memory: memory, Maker: maker})
		require.NoError(t, err, s.name)
		assert.EqualValues(t, s.made, made.Load(), s.name)
		assert.Equal(t, Result{Made: s.made, Kept: len(s.keys) - s.made, Bytes: r.Bytes}, r, s.name)
		want := map[string]string{}
		for i, key := range s.keys {
			want[string(rune('a'+i))+"/page.html"] = "of " + key
		}
		assert.Equal(t, want, contents(t, dir), s.name)
		fresh := filepath.Join(t.TempDir(), "site")
		_, err = Publish(t.Context(), fresh, give(s.keys...), Options{})
		require.NoError(t, err)
		assert.Equal(t, sumOf(t, fresh), sumOf(t, dir), s.name)
	}
}

// A file that was changed to another text of that length, at the old time,
// is still found out.
func TestPublish_changedInSecret(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the time of a change can be set here")
	}
	dir := filepath.Join(t.TempDir(), "site")
	memory := filepath.Join(t.TempDir(), "memory")
	_, err := Publish(t.Context(), dir, site(map[string]string{"a": "one"}), Options{Memory: memory})
	require.NoError(t, err)
	file := filepath.Join(dir, "a")
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte("two"), 0o644))
	require.NoError(t, os.Chtimes(file, info.ModTime(), info.ModTime()))
	_, err = Publish(t.Context(), dir, site(map[string]string{"a": "three"}), Options{Memory: memory})
	var refused *RefusedError
	assert.ErrorAs(t, err, &refused)
}

// sumOf is of the names, modes and texts of a folder.
func sumOf(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		_, _ = io.WriteString(h, name+info.Mode().String())
		if d.Type().IsRegular() {
			data, err := os.ReadFile(filepath.Join(dir, name))
			_, _ = h.Write(data)
			return err
		}
		return nil
	}))
	return hex.EncodeToString(h.Sum(nil))
}

// Where the system has no exchange, two folders change places all the same.
func TestTarget_swapAside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, map[string]string{"a": "old"})
	publish(t, filepath.Join(filepath.Dir(dir), "other"), map[string]string{"a": "new"})
	to, err := openTarget(dir)
	require.NoError(t, err)
	defer to.close()
	require.NoError(t, to.swapAside("other"))
	assert.Equal(t, map[string]string{"a": "new"}, contents(t, dir))
	assert.Error(t, to.swapAside("absent"))
	assert.Equal(t, map[string]string{"a": "new"}, contents(t, dir), "the target comes back")
}

// A file of several parts is the same whether they are made or copied, in
// whatever order they come; so is the file that each part has for itself.
func TestPublish_parts(t *testing.T) {
	for _, workers := range []int{1, 4} {
		dir := filepath.Join(t.TempDir(), "site")
		memory := filepath.Join(t.TempDir(), "memory")
		var made atomic.Int32
		give := func(keys ...string) []Part {
			var parts []Part
			for i, key := range keys {
				own := fmt.Sprintf("%d.html", i)
				parts = append(parts, Part{Key: key, Files: []string{own, "print.html"}, Write: func(to func(string) io.Writer) error {
					made.Add(1)
					time.Sleep(time.Duration(len(keys)-i) * time.Millisecond) // the last one is the first to be done
					assert.Nil(t, to("other"))
					for name, times := range map[string]int{own: 1, "print.html": 3} {
						if w := to(name); w != nil {
							if _, err := io.WriteString(w, strings.Repeat(key+"\n", times)); err != nil {
								return err
							}
						}
					}
					return nil
				}})
			}
			return parts
		}
		steps := []struct {
			name string
			keys []string
			made int
			kept int // files
		}{
			{"all are new", []string{"a", "bb", "ccc"}, 3, 0},
			{"none changed", []string{"a", "bb", "ccc"}, 0, 4},
			{"one changed", []string{"a", "x", "ccc"}, 1, 2},
			{"in another order, and one twice", []string{"ccc", "x", "a", "x"}, 3, 1},
			{"one more, and one less", []string{"ccc", "new", "a"}, 1, 2},
			{"one without a key", []string{"ccc", "", "a"}, 1, 2},
			{"it is made each time", []string{"ccc", "", "a"}, 1, 2},
			{"none that is known", []string{"z"}, 1, 0},
			{"a first one", []string{"first", "z"}, 2, 0},
		}
		for _, s := range steps {
			made.Store(0)
			r, err := Publish(t.Context(), dir, give(s.keys...), Options{Memory: memory, Workers: workers})
			require.NoError(t, err, s.name)
			assert.EqualValues(t, s.made, made.Load(), s.name)
			assert.Equal(t, s.kept, r.Kept, s.name)
			want := map[string]string{"print.html": ""}
			for i, key := range s.keys {
				want[fmt.Sprintf("%d.html", i)] = key + "\n"
				want["print.html"] += strings.Repeat(key+"\n", 3)
			}
			assert.Equal(t, want, contents(t, dir), s.name)
		}
	}
}

// What is copied of the old file in one go, and what is not.
func TestPublish_longFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	memory := filepath.Join(t.TempDir(), "memory")
	give := func(changed int) ([]Part, string) {
		var parts []Part
		var want strings.Builder
		for i := range 40 {
			key := fmt.Sprint(i)
			if i == changed {
				key = "changed"
			}
			text := strings.Repeat(key+" ", 30000)
			want.WriteString(text)
			parts = append(parts, alonePart("print.html", key, func(w io.Writer) error { _, err := io.WriteString(w, text); return err }))
		}
		return parts, want.String()
	}
	for _, changed := range []int{-1, 0, 20, 39, -1} {
		parts, want := give(changed)
		_, err := Publish(t.Context(), dir, parts, Options{Memory: memory})
		require.NoError(t, err)
		assert.True(t, want == contents(t, dir)["print.html"], changed)
	}
}
