package site

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/browsertest"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// TestBrowser reads the course of this repository in a real Chromium, which
// its parts share.
func TestBrowser(t *testing.T) {
	b := openCourse(t)
	for _, part := range []struct {
		name string
		test func(*testing.T, *course)
	}{
		{"axe", testAxe},
		{"layout", testLayout},
		{"walk", testWalk},
		{"language", testLanguage},
		{"theme", testTheme},
		{"search", testSearch},
		{"slash", testSlash},
		{"search keys", testSearchKeys},
		{"question", testQuestion},
		{"replay", testReplay},
		{"code", testCode},
		{"keyboard", testKeyboard},
		{"print", testPrint},
		{"without scripts", testNoScripts},
		{"missing", testMissing},
	} {
		t.Run(part.name, func(t *testing.T) {
			t.Parallel()
			part.test(t, b)
		})
	}
}

// course is the site of the course, with what was really recorded, as a
// reader has it: on a disk, and on a host that serves other things too.
type course struct {
	browser context.Context
	plan    *lesson.Course
	pages   []string // names, sorted
	disk    string   // addresses of the root of the site
	host    string
}

// mode is where the pages come from, and whether scripts run in them.
type mode struct {
	at      string // address of the root of the site
	scripts bool
}

// Both pairs of modes have each origin, with scripts and without. Layout and
// walk, which go through the pages, take one pair each: so these are seen in
// all four modes, and none of them twice.
func (c *course) onePair() []mode { return []mode{{c.disk, true}, {c.host, false}} }

func (c *course) otherPair() []mode { return []mode{{c.host, true}, {c.disk, false}} }

// inEach runs a test in each mode, in a tab of its own.
func (c *course) inEach(t *testing.T, modes []mode, test func(*testing.T, *tab, mode)) {
	for _, m := range modes {
		name, _, _ := strings.Cut(m.at, ":")
		if !m.scripts {
			name += " without scripts"
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := c.tab(t, m.at)
			b.scripts(m.scripts)
			test(t, b, m)
		})
	}
}

func (c *course) lesson(lang, name string) *lesson.Lesson {
	for _, l := range c.plan.Lessons {
		if l.Lang == lang && l.Name == name {
			return l
		}
	}
	panic("no lesson " + name)
}

func openCourse(t *testing.T) *course {
	t.Helper()
	c := &course{browser: browsertest.Start(t)}
	in := recordedCourse(t)
	in.URL = ""
	c.plan = in.Course
	files := render(t, in)
	dir := t.TempDir()
	for name, data := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, data, 0o644))
		if path.Ext(name) == ".html" {
			c.pages = append(c.pages, name)
		}
	}
	slices.Sort(c.pages)
	c.disk = "file:///" + strings.TrimPrefix(filepath.ToSlash(dir), "/") + "/"
	c.host = host(t, files)
	return c
}

// hostPath is where the site is on a host that has other things, too.
const hostPath = "/some/path/"

func host(t *testing.T, files map[string][]byte) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !serveFile(w, r, files) {
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + hostPath
}

// serveFile says whether there is such a file. It is no http.FileServer, which
// has other addresses for index.html.
func serveFile(w http.ResponseWriter, r *http.Request, files map[string][]byte) bool {
	name, ours := strings.CutPrefix(r.URL.Path, hostPath)
	data, found := files[name]
	if !ours || !found {
		return false
	}
	http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
	return true
}

// recordedCourse is the course of this repository with its recordings.
func recordedCourse(t testing.TB) Input {
	t.Helper()
	in := realCourse(t)
	in.Recordings = func(l *lesson.Lesson) (*recording.Recording, error) { return recording.Read(in.Files, l) }
	return in
}
