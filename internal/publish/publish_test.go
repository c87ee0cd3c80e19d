package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// texts are files of these names and contents.
type texts map[string]string

func (f texts) Names() []string { return slices.Sorted(maps.Keys(f)) }

func (f texts) Write(w io.Writer, name string) error {
	_, err := io.WriteString(w, f[name])
	return err
}

// page is a site of one file, "index.html".
type page func(io.Writer) error

func (page) Names() []string                         { return []string{"index.html"} }
func (write page) Write(w io.Writer, _ string) error { return write(w) }

func publish(t *testing.T, dir string, files texts) {
	t.Helper()
	_, err := Publish(t.Context(), dir, files, 0)
	require.NoError(t, err)
}

// contents are the texts of all files below a folder but the manifest.
func contents(t *testing.T, dir string) texts {
	t.Helper()
	all := texts{}
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

// requireAlone asks that nothing is beside the folder.
func requireAlone(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	for _, e := range entries {
		assert.Equal(t, filepath.Base(dir), e.Name(), "a stray entry")
	}
}

func TestPublish(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	give := texts{"index.html": "one", "zh/05-join.html": "等", "assets/a/b.css": "p{}"}
	result, err := Publish(t.Context(), dir, give, 0)
	require.NoError(t, err)
	assert.Equal(t, Result{Files: 3, Bytes: 9}, result)
	assert.Equal(t, give, contents(t, dir))
	requireAlone(t, dir)

	give = texts{"index.html": "two", "en/05-join.html": "wait"}
	publish(t, dir, give)
	assert.Equal(t, give, contents(t, dir), "nothing of the old site remains")
	requireAlone(t, dir)
}

// The folder may be in the current one, beside it, or in one that is absent.
func TestPublish_places(t *testing.T) {
	here := filepath.Join(t.TempDir(), "here")
	require.NoError(t, os.Mkdir(here, 0o755))
	t.Chdir(here)
	for _, dir := range []string{"site", "..site", "../site", "../deep/deeper/site"} {
		publish(t, dir, texts{"index.html": "x"})
		assert.Equal(t, texts{"index.html": "x"}, contents(t, dir))
	}
}

// Any program that knows SHA-256 can check a published folder.
func TestPublish_manifest(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"a<b.html": "abc", "zh/a.html": ""})
	data, err := os.ReadFile(filepath.Join(dir, manifestName))
	require.NoError(t, err)
	assert.Equal(t, `{
 "about": "written by \"course build\", which replaces this folder only while all files are as listed here",
 "files": {
  "a<b.html": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  "zh/a.html": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
 }
}
`, string(data))
}

func TestPublish_empty(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	require.NoError(t, os.Mkdir(dir, 0o700))
	publish(t, dir, texts{"index.html": "x"})
	assert.Equal(t, texts{"index.html": "x"}, contents(t, dir))
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
		{"a folder for the manifest", replace(manifestName, func(f string) error { return os.Mkdir(f, 0o755) }), manifestName + ": it is not a regular file"},
		{"a link for the manifest", replace(manifestName, func(f string) error { return os.Symlink(outside, f) }), manifestName + ": it is not a regular file"},
		{"a manifest that lists other places", write(manifestName, `{"files": {"/a": "b", "../c": "d"}}`), "index.html was written by no build"},
		{"a huge manifest", func(dir string) error { return os.Truncate(filepath.Join(dir, manifestName), maxManifest+1) }, manifestName + ": it is too large"},
		{"a manifest of an older version", write(manifestName, `{"files": {"index.html": "99aa06d3014798d86001c324468d497f"}}`), "it was built by an older version, whose hashes this one can't check"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			publish(t, dir, texts{"index.html": "i", "zh/a.html": "a"})
			require.NoError(t, tt.give(dir))
			before := listing(t, dir)
			written := false
			_, err := Publish(t.Context(), dir, page(func(io.Writer) error { written = true; return nil }), 0)
			var refused *RefusedError
			require.ErrorAs(t, err, &refused)
			assert.Contains(t, refused.Reasons, tt.want)
			assert.Equal(t, before, listing(t, dir))
			assert.False(t, written, "a page was written in vain")
			requireAlone(t, dir)
		})
	}
}

// All reasons are in order, and not more than a few are printed.
func TestRefusedError(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"b": "b"})
	require.NoError(t, os.MkdirAll(filepath.Join(dir, "c", "deeper"), 0o755))
	for _, name := range []string{"g", "f", "e", "d", "c/c", "b", "a"} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte("mine"), 0o644))
	}
	_, err := Publish(t.Context(), dir, texts{"b": "b"}, 0)
	assert.EqualError(t, err, dir+" is not replaced: a was written by no build; b was changed since it was built; "+
		"c/ was written by no build; d was written by no build; e was written by no build; and 2 more")
	var refused *RefusedError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "name another folder, or move away what no build wrote", refused.Hint())

	require.NoError(t, os.WriteFile(filepath.Join(dir, manifestName), []byte(`{"files": {"b": "99aa06d3014798d86001c324468d497f"}}`), 0o644))
	_, err = Publish(t.Context(), dir, texts{"b": "b"}, 0)
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, "name another folder, or remove "+dir+" if all in it was built", refused.Hint())
}

// A file that wasn't read because the build was interrupted is not taken for
// changed.
func TestPublish_interrupted(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"index.html": "old"})
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(io.ErrUnexpectedEOF)
	_, err := Publish(ctx, dir, texts{"index.html": "new"}, 0)
	assert.Equal(t, io.ErrUnexpectedEOF, err)
	assert.Equal(t, texts{"index.html": "old"}, contents(t, dir))
}

// Files that were removed from the folder are no loss.
func TestPublish_removed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"index.html": "i", "zh/a.html": "a"})
	require.NoError(t, os.RemoveAll(filepath.Join(dir, "zh")))
	publish(t, dir, texts{"index.html": "new"})
	assert.Equal(t, texts{"index.html": "new"}, contents(t, dir))
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

func TestPublish_notAFolder(t *testing.T) {
	temp := t.TempDir()
	file, link := filepath.Join(temp, "file"), filepath.Join(temp, "link")
	require.NoError(t, os.WriteFile(file, nil, 0o644))
	require.NoError(t, os.Symlink(t.TempDir(), link))
	t.Chdir(t.TempDir())
	here, err := os.Getwd()
	require.NoError(t, err)
	hidden := filepath.Join(here, "..hidden")
	require.NoError(t, os.Mkdir(hidden, 0o755))
	t.Chdir(hidden)
	for dir, want := range map[string]string{
		file:               "it is a file",
		link:               "it is a symbolic link",
		".":                "it holds the current folder",
		"/":                "it holds the current folder",
		here:               "it holds the current folder",
		filepath.Dir(here): "it holds the current folder",
	} {
		_, err := Publish(t.Context(), dir, texts{"a": "a"}, 0)
		var refused *RefusedError
		require.ErrorAs(t, err, &refused, dir)
		assert.Equal(t, []string{want}, refused.Reasons, dir)
	}
}

// named are empty files of these names.
type named []string

func (n named) Names() []string             { return n }
func (named) Write(io.Writer, string) error { return nil }

func TestPublish_names(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "site")
	for _, name := range []string{"", ".", "..", "../a", "/a", "a/../../b", `a\b`, "c:a", "a//b", "a/", manifestName, "zh/" + manifestName} {
		_, err := Publish(t.Context(), dir, named{"good", name}, 0)
		assert.EqualError(t, err, fmt.Sprintf("invalid file name %q", name))
	}
	_, err := Publish(t.Context(), dir, named{"a", "b", "a"}, 0)
	assert.EqualError(t, err, `duplicate file name "a"`)
	_, err = Publish(t.Context(), dir, named{}, 0)
	assert.EqualError(t, err, "no files to publish")
	_, err = os.Lstat(filepath.Dir(dir))
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
		want  string
	}{
		{"a page", t.Context(), func(io.Writer) error { return broken }, "index.html: broken"},
		{"half a page", t.Context(), func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return broken }, "index.html: broken"},
		{"interrupted", ctx, func(io.Writer) error { cancel(broken); return nil }, "broken"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "site")
			old := texts{"index.html": "old", "zh/a.html": "old"}
			publish(t, dir, old)
			_, err := Publish(tt.ctx, dir, page(tt.write), 1)
			require.ErrorIs(t, err, broken)
			assert.EqualError(t, err, tt.want)
			assert.Equal(t, old, contents(t, dir))
			requireAlone(t, dir)
		})
	}
}

// After a file has failed, or the build was interrupted, no other is begun.
func TestParallel(t *testing.T) {
	broken := errors.New("broken")
	ctx, cancel := context.WithCancelCause(t.Context())
	tests := []struct {
		name string
		ctx  context.Context
		fail func() error
	}{
		{"fails", t.Context(), func() error { return broken }},
		{"interrupted", ctx, func() error { cancel(broken); return nil }},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var called []int
			err := parallel(tt.ctx, 9, 1, func(i int) error {
				called = append(called, i)
				if i == 3 {
					return tt.fail()
				}
				return nil
			})
			require.ErrorIs(t, err, broken)
			assert.Equal(t, []int{0, 1, 2, 3}, called)
		})
	}
}

// What is put into the old folder while the new one is made is not lost.
func TestPublish_changedMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"index.html": "old"})
	_, err := Publish(t.Context(), dir, page(func(io.Writer) error {
		return os.WriteFile(filepath.Join(dir, "notes.txt"), []byte("mine"), 0o644)
	}), 0)
	var refused *RefusedError
	require.ErrorAs(t, err, &refused)
	assert.Equal(t, []string{"notes.txt was written by no build"}, refused.Reasons)
	assert.Equal(t, texts{"index.html": "old", "notes.txt": "mine"}, contents(t, dir))
	requireAlone(t, dir)
}

// The old folder may be removed while the new one is made.
func TestPublish_removedMeanwhile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"index.html": "old"})
	_, err := Publish(t.Context(), dir, page(func(io.Writer) error { return os.RemoveAll(dir) }), 0)
	require.NoError(t, err)
	assert.Equal(t, texts{"index.html": ""}, contents(t, dir))
	requireAlone(t, dir)
}

// A file that was changed to a text of the same length, with the old time, is
// found.
func TestPublish_changedInSecret(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"a": "one"})
	file := filepath.Join(dir, "a")
	info, err := os.Stat(file)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(file, []byte("two"), 0o644))
	require.NoError(t, os.Chtimes(file, info.ModTime(), info.ModTime()))
	_, err = Publish(t.Context(), dir, texts{"a": "three"}, 0)
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

// Where the system can't exchange two folders in one step, they change places
// all the same.
func TestTarget_swap(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	other := filepath.Join(filepath.Dir(dir), "other")
	publish(t, dir, texts{"a": "old"})
	publish(t, other, texts{"a": "new"})
	to, err := openTarget(t.Context(), dir)
	require.NoError(t, err)
	defer to.close()
	broken := errors.New("broken")
	fails := func(err error) func(*os.File, string, string) error {
		return func(*os.File, string, string) error { return err }
	}
	require.Equal(t, broken, to.swap(fails(broken), "other"))
	assert.Equal(t, texts{"a": "old"}, contents(t, dir))
	require.NoError(t, to.swap(fails(errors.ErrUnsupported), "other"))
	assert.Equal(t, texts{"a": "new"}, contents(t, dir))
	assert.Equal(t, texts{"a": "old"}, contents(t, other))

	require.Error(t, to.swapAside("absent"))
	assert.Equal(t, texts{"a": "new"}, contents(t, dir), "the target comes back")
	require.NoError(t, os.RemoveAll(dir))
	require.Error(t, to.swapAside("other"))
	assert.Equal(t, texts{"a": "old"}, contents(t, other))
	assert.NoDirExists(t, dir)
}

// Where the exchange fails, the old site stays.
func TestStage_exchange_fails(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"a": "old"})
	to, err := openTarget(t.Context(), dir)
	require.NoError(t, err)
	defer to.close()
	s, err := to.newStage()
	require.NoError(t, err)
	require.NoError(t, s.remove())
	require.ErrorIs(t, s.exchange(t.Context()), fs.ErrNotExist)
	assert.Equal(t, texts{"a": "old"}, contents(t, dir))
}

// The lock is waited for; where there are none, a build goes on without.
func TestTarget_lock(t *testing.T) {
	broken := errors.New("broken")
	tests := []struct {
		name   string
		give   []error
		want   error
		locked bool
	}{
		{"free", []error{nil}, nil, true},
		{"locked by another build", []error{errLocked, errLocked, nil}, nil, true},
		{"no locks", []error{errors.ErrUnsupported}, nil, false},
		{"broken", []error{errLocked, broken}, broken, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			to := &target{}
			err := to.lock(t.Context(), func(*os.File, string) (func(), error) {
				err := tt.give[0]
				tt.give = tt.give[1:]
				return func() {}, err
			})
			assert.Equal(t, tt.want, err)
			assert.Equal(t, tt.locked, to.locked)
			assert.Empty(t, tt.give)
		})
	}
}
