//go:build unix

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// served is a course serve on a copy of the good lessons.
type served struct {
	t       *testing.T
	cmd     *exec.Cmd
	url     string
	lessons string
	cache   string
	errs    *bufio.Reader
}

func startServe(t *testing.T) *served {
	t.Helper()
	s := &served{t: t, lessons: filepath.Join(t.TempDir(), "good"), cache: t.TempDir()}
	require.NoError(t, os.CopyFS(s.lessons, os.DirFS("../../testdata/lessons/good")))
	s.start()
	return s
}

func (s *served) course(args ...string) *exec.Cmd {
	cmd := exec.Command("course", append([]string{"-C", s.lessons}, args...)...)
	cmd.Env = append(os.Environ(), "COURSE_CACHE="+s.cache)
	return cmd
}

func (s *served) start() {
	t := s.t
	t.Helper()
	s.cmd = s.course("serve", "--addr", "127.0.0.1:0")
	out, err := s.cmd.StdoutPipe()
	require.NoError(t, err)
	errs, err := s.cmd.StderrPipe()
	require.NoError(t, err)
	s.errs = bufio.NewReader(errs)
	require.NoError(t, s.cmd.Start())
	t.Cleanup(func() { _ = s.cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	url, ok := strings.CutSuffix(line, "/ until Ctrl-C\n")
	require.True(t, ok, line)
	s.url = url
}

func (s *served) get(path string) string {
	s.t.Helper()
	answer, err := http.Get(s.url + path)
	require.NoError(s.t, err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	require.NoError(s.t, err)
	return string(body)
}

// until asks for a path until its answer has some words.
func (s *served) until(path, words string) string {
	s.t.Helper()
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		body := s.get(path)
		if strings.Contains(body, words) {
			return body
		}
		require.True(s.t, time.Now().Before(end), "%s never has %q: %s", path, words, body)
	}
}

func (s *served) edit(name, old, new string) {
	s.t.Helper()
	file := filepath.Join(s.lessons, name)
	data, err := os.ReadFile(file)
	require.NoError(s.t, err)
	require.Contains(s.t, string(data), old)
	require.NoError(s.t, os.WriteFile(file, []byte(strings.Replace(string(data), old, new, 1)), 0o644))
}

// The pages follow a save. After a bad one the pages and the terminal show the
// problem, and the last good site stays.
func TestServe_follows(t *testing.T) {
	s := startServe(t)
	page := s.get("/en/01-hello.html")
	assert.Contains(t, page, "A program.")
	assert.Contains(t, page, `src="../-/live.js?`)

	s.edit("01-hello.en.md", "A program.", "A small program.")
	s.until("/en/01-hello.html", "A small program.")

	s.edit("01-hello.en.md", "A small program.", "A [page](nope.html).")
	problem := "01-hello.en.md:7: a link to nope.html, which does not exist"
	var version struct{ Problem string }
	require.NoError(t, json.Unmarshal([]byte(s.until("/-/version", "nope.html")), &version))
	assert.Equal(t, filepath.Join(s.lessons, problem), version.Problem)
	line, err := s.errs.ReadString('\n')
	require.NoError(t, err)
	assert.Equal(t, filepath.Join(s.lessons, problem)+"\n", line)
	assert.Contains(t, s.get("/en/01-hello.html"), "A small program.")

	s.edit("01-hello.en.md", "A [page](nope.html).", "A better program.")
	s.until("/en/01-hello.html", "A better program.")
	s.until("/-/version", `"problem":""`)
}

// A save of a file that is read through a link is followed too, also where the
// file itself is in a folder that is not watched.
func TestServe_followsLinks(t *testing.T) {
	s := startServe(t)
	s.get("/")
	lesson := filepath.Join(s.lessons, "01-hello.en.md")
	require.NoError(t, os.Mkdir(filepath.Join(s.lessons, ".real"), 0o755))
	require.NoError(t, os.Rename(lesson, filepath.Join(s.lessons, ".real", "01-hello.en.md")))
	require.NoError(t, os.Symlink(".real/01-hello.en.md", lesson))
	s.edit(".real/01-hello.en.md", "A program.", "A small program.")
	s.until("/en/01-hello.html", "A small program.")
	s.edit(".real/01-hello.en.md", "A small program.", "A linked program.")
	s.until("/en/01-hello.html", "A linked program.")
}

// All of the last good site stays while a lesson is wrong, pages that were not
// requested before included.
func TestServe_staysWhole(t *testing.T) {
	s := startServe(t)
	s.until("/-/version", `"problem":""`)
	s.edit("01-hello.en.md", "A program.", "A [page](nope.html).")
	s.until("/-/version", "nope.html")
	for _, page := range []string{"/en/01-hello.html", "/en/print.html", "/assets/search-en.js"} {
		assert.Contains(t, s.get(page), "A program.", page)
	}
	assert.Contains(t, s.get("/en/claims.html"), "01-hello.html#01-hello.Claim1")
}

func TestServe_ends(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGINT, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			s := startServe(t)
			s.get("/")
			require.NoError(t, s.cmd.Process.Signal(sig))
			rest, err := io.ReadAll(s.errs)
			require.NoError(t, err)
			assert.Empty(t, string(rest))
			require.NoError(t, s.cmd.Wait(), "an interrupt is how it is meant to end")
		})
	}
}

// An address that is in use comes with a hint.
func TestServe_inUse(t *testing.T) {
	s := startServe(t)
	addr := strings.TrimPrefix(s.url, "http://")
	out, err := s.course("serve", "--addr", addr).CombinedOutput()
	exit := (*exec.ExitError)(nil)
	require.ErrorAs(t, err, &exit)
	assert.Equal(t, exitMisuse, exit.ExitCode())
	assert.Equal(t, "course: "+addr+" is in use\n  hint: --addr 127.0.0.1:0 takes a port that is free\n", string(out))
}
