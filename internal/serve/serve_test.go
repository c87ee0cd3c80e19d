package serve

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pages is a site that is all in memory.
type pages map[string]string

func (p pages) Names() []string {
	var names []string
	for name := range p {
		names = append(names, name)
	}
	return names
}

func (p pages) Write(w io.Writer, name string) error {
	_, err := io.WriteString(w, p[name])
	return err
}

var small = pages{
	"index.html":       "<p>languages",
	"404.html":         "<p>missing",
	"zh/index.html":    "<p>zh",
	"zh/05-join.html":  "<p>等",
	"assets/a.css":     "p{}",
	"assets/a.js":      "0",
	"pictures/one.svg": "<svg/>",
	"pictures/x.weird": "?",
	"pictures/TWO.PNG": "P",
}

// begin serves a site, and returns where. It ends with the test.
func begin(t *testing.T, s *Server) *net.TCPAddr {
	t.Helper()
	l, err := Listen("127.0.0.1:0")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error)
	go func() { done <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		cancel()
		assert.NoError(t, <-done)
	})
	return l.Addr().(*net.TCPAddr)
}

func loaded(p pages) *Server {
	return &Server{Load: func(string) (Site, error) { return p, nil }}
}

// raw sends bytes, and reads the answer.
func raw(t *testing.T, addr *net.TCPAddr, request string) *http.Response {
	t.Helper()
	c, err := net.DialTCP("tcp", nil, addr)
	require.NoError(t, err)
	t.Cleanup(func() { c.Close() })
	go func() { _, _ = io.WriteString(c, request) }()
	method, _, _ := strings.Cut(request, " ")
	answer, err := http.ReadResponse(bufio.NewReader(c), &http.Request{Method: method})
	require.NoError(t, err)
	return answer
}

// Requests as they are on the wire, most of which no page of the site makes.
// HOST is the address of the server, and PORT its port.
func TestServer_requests(t *testing.T) {
	// A link beside the lessons leads out; a page of its name there is not.
	dir := t.TempDir()
	require.NoError(t, os.Symlink("/etc/passwd", filepath.Join(dir, "link.html")))
	s := loaded(small)
	s.Watch = os.DirFS(dir)
	addr := begin(t, s)
	get := func(path string) string { return "GET " + path + " HTTP/1.1\r\nHost: HOST\r\n\r\n" }
	tests := []struct {
		name string
		give string
		want int
	}{
		{"a good one", get("/"), 200},
		{"a good one of localhost", "GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 200},

		{"localhost in capitals", "GET / HTTP/1.1\r\nHost: LocalHost:PORT\r\n\r\n", 200},
		{"through a forwarded port", "GET / HTTP/1.1\r\nHost: localhost:9000\r\n\r\n", 200},
		{"through a forwarded port of IPv4", "GET / HTTP/1.1\r\nHost: 127.0.0.1:9000\r\n\r\n", 200},
		{"through a forwarded port of IPv6", "GET / HTTP/1.1\r\nHost: [::1]:9000\r\n\r\n", 200},
		{"through a forwarded port of another loopback address", "GET / HTTP/1.1\r\nHost: 127.0.0.2:9000\r\n\r\n", 200},
		{"through port 80", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 200},
		{"through port 80 of IPv4", "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", 200},
		{"through port 80 of IPv6", "GET / HTTP/1.1\r\nHost: [::1]\r\n\r\n", 200},

		{"another host", "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n", 421},
		{"another host with our port", "GET / HTTP/1.1\r\nHost: example.org:PORT\r\n\r\n", 421},
		{"another address", "GET / HTTP/1.1\r\nHost: 10.0.0.1:PORT\r\n\r\n", 421},
		{"another address of IPv6", "GET / HTTP/1.1\r\nHost: [fe80::1]:PORT\r\n\r\n", 421},
		{"all addresses", "GET / HTTP/1.1\r\nHost: 0.0.0.0:PORT\r\n\r\n", 421},
		{"a host that begins as ours", "GET / HTTP/1.1\r\nHost: 127.0.0.1.example.org:PORT\r\n\r\n", 421},
		{"a host that begins as localhost", "GET / HTTP/1.1\r\nHost: localhost.example.org:9000\r\n\r\n", 421},
		{"a host that ends as localhost", "GET / HTTP/1.1\r\nHost: example.localhost:9000\r\n\r\n", 421},
		{"our host in other words", "GET / HTTP/1.1\r\nHost: 127.1:PORT\r\n\r\n", 421},
		{"IPv6 without brackets", "GET / HTTP/1.1\r\nHost: ::1\r\n\r\n", 421},
		{"a host with a dot at its end", "GET / HTTP/1.1\r\nHost: localhost.:PORT\r\n\r\n", 421},
		{"a port that is none", "GET / HTTP/1.1\r\nHost: localhost:example.org\r\n\r\n", 421},
		{"an empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 421},
		{"no host", "GET / HTTP/1.1\r\n\r\n", 400},
		{"no host, in HTTP/1.0", "GET / HTTP/1.0\r\n\r\n", 421},
		{"two hosts", "GET / HTTP/1.1\r\nHost: HOST\r\nHost: example.org\r\n\r\n", 400},
		{"twice our host", "GET / HTTP/1.1\r\nHost: HOST\r\nHost: HOST\r\n\r\n", 400},
		{"two hosts in a line", "GET / HTTP/1.1\r\nHost: HOST, example.org\r\n\r\n", 400},
		{"a host with a user", "GET / HTTP/1.1\r\nHost: me@HOST\r\n\r\n", 400},

		{"absolute form", get("http://HOST/"), 400},
		{"absolute form of another host", get("http://example.org/"), 400},
		{"another scheme", get("file:///etc/passwd"), 400},
		{"two slashes", get("//example.org/"), 400},
		{"no slash", get("index.html"), 400},
		{"a star", "OPTIONS * HTTP/1.1\r\nHost: HOST\r\n\r\n", 405},
		{"a star to get", get("*"), 400},
		{"connect", "CONNECT example.org:443 HTTP/1.1\r\nHost: HOST\r\n\r\n", 405},

		{"up", get("/../etc/passwd"), 400},
		{"up from below", get("/zh/../../etc/passwd"), 400},
		{"up within the site", get("/zh/../index.html"), 400},
		{"up, encoded", get("/%2e%2e/etc/passwd"), 400},
		{"up, half encoded", get("/.%2E/etc/passwd"), 400},
		{"up, with an encoded slash", get("/..%2fetc%2fpasswd"), 400},
		{"up, encoded twice", get("/%252e%252e/etc/passwd"), 404},
		{"up, with a backslash", get(`/..\etc\passwd`), 400},
		{"up, with an encoded backslash", get("/..%5cetc%5cpasswd"), 400},
		{"up at the end", get("/zh/.."), 400},
		{"a dot", get("/./index.html"), 400},
		{"an encoded slash", get("/zh%2f05-join.html"), 400},
		{"an encoded slash in capitals", get("/zh%2F05-join.html"), 400},
		{"two slashes inside", get("/zh//05-join.html"), 400},
		{"a zero byte", get("/index.html%00"), 400},
		{"a zero byte before an extension", get("/../etc/passwd%00.html"), 400},
		{"a raw zero byte", get("/index.html\x00"), 400},
		{"a backslash", get(`/zh\05-join.html`), 400},
		{"a drive", get("/c:/windows/win.ini"), 404},
		{"a half escape", get("/%2"), 400},
		{"bytes that are no text", get("/%ff%fe"), 404},
		{"a link out of the lessons", get("/link.html"), 404},
		{"a file beside the lessons", get("/05-join.zh.md"), 404},
		{"a page that is not there", get("/zh/06-nope.html"), 404},
		{"a folder that is not there", get("/nope/"), 404},

		{"post", "POST / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 0\r\n\r\n", 405},
		{"put", "PUT /index.html HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\n\r\nx", 405},
		{"delete", "DELETE /index.html HTTP/1.1\r\nHost: HOST\r\n\r\n", 405},
		{"options", "OPTIONS / HTTP/1.1\r\nHost: HOST\r\n\r\n", 405},
		{"trace", "TRACE / HTTP/1.1\r\nHost: HOST\r\n\r\n", 405},
		{"a method of one's own", "BREW / HTTP/1.1\r\nHost: HOST\r\n\r\n", 405},
		{"get in small letters", "get / HTTP/1.1\r\nHost: HOST\r\n\r\n", 405},
		{"another host and method", "POST / HTTP/1.1\r\nHost: example.org\r\nContent-Length: 0\r\n\r\n", 405},

		{"a header that never ends", "GET / HTTP/1.1\r\nHost: HOST\r\nX: " + strings.Repeat("x", 1<<20), 431},
		{"headers that never end", "GET / HTTP/1.1\r\nHost: HOST\r\n" + strings.Repeat("X: x\r\n", 1<<17), 431},
		{"a line that never ends", "GET /" + strings.Repeat("x", 1<<20), 431},
		{"a header over two lines", "GET / HTTP/1.1\r\nHost: HOST\r\n folded\r\n\r\n", 400},
		{"another protocol", "GET / HTTP/3.0\r\nHost: HOST\r\n\r\n", 505},
		{"no protocol", "GET /\r\n\r\n", 400},
		{"two lengths", "GET / HTTP/1.1\r\nHost: HOST\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
		{"an odd encoding", "GET / HTTP/1.1\r\nHost: HOST\r\nTransfer-Encoding: gzip\r\n\r\n", 501},
	}
	fill := strings.NewReplacer("HOST", addr.String(), "PORT", fmt.Sprint(addr.Port))
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			answer := raw(t, addr, fill.Replace(tt.give))
			body, _ := io.ReadAll(answer.Body)
			assert.Equal(t, tt.want, answer.StatusCode, "%s", body)
			assert.NotContains(t, string(body), "root:")
			if tt.want == http.StatusMethodNotAllowed {
				assert.Equal(t, "GET, HEAD", answer.Header.Get("Allow"))
			}
		})
	}
}

// Whoever sends a header too slowly is hung up on.
func TestServer_slowHeader(t *testing.T) {
	s := loaded(small)
	s.headerTimeout = 50 * time.Millisecond
	c, err := net.DialTCP("tcp", nil, begin(t, s))
	require.NoError(t, err)
	defer c.Close()
	_, err = io.WriteString(c, "GET / HTTP/1.1\r\nHost: ")
	require.NoError(t, err)
	answer, err := io.ReadAll(c) // ends when the server hangs up
	assert.NoError(t, err)
	assert.Empty(t, answer)
}

func TestServer(t *testing.T) {
	addr := begin(t, loaded(small))
	html, missing := "text/html; charset=utf-8", "<p>missing"
	tests := []struct {
		give   string
		status int
		kind   string
		body   string
	}{
		{"/", 200, html, "<p>languages"},
		{"/index.html", 200, html, "<p>languages"},
		{"/index.html?a=b", 200, html, "<p>languages"},
		{"/zh/", 200, html, "<p>zh"},
		{"/zh/05-join.html", 200, html, "<p>等"},
		{"/assets/a.css", 200, "text/css; charset=utf-8", "p{}"},
		{"/assets/a.js", 200, "text/javascript; charset=utf-8", "0"},
		{"/pictures/one.svg", 200, "image/svg+xml", "<svg/>"},
		{"/pictures/TWO.PNG", 200, "image/png", "P"},
		{"/pictures/x.weird", 200, "application/octet-stream", "?"},
		{"/zh/nope.html", 404, html, missing},
		{"/en/", 404, html, missing},
		{"/assets", 404, html, missing},
		{"/404.html", 200, html, missing},
	}
	for _, tt := range tests {
		t.Run(tt.give, func(t *testing.T) {
			for _, method := range []string{"GET", "HEAD"} {
				answer := raw(t, addr, fmt.Sprintf("%s %s HTTP/1.1\r\nHost: %s\r\n\r\n", method, tt.give, addr))
				body, err := io.ReadAll(answer.Body)
				require.NoError(t, err)
				assert.Equal(t, tt.status, answer.StatusCode)
				assert.Equal(t, tt.kind, answer.Header.Get("Content-Type"))
				assert.EqualValues(t, len(tt.body), answer.ContentLength)
				if method == "GET" {
					assert.Equal(t, tt.body, string(body))
				} else {
					assert.Empty(t, body)
				}
				for name, want := range map[string]string{
					"Content-Security-Policy":      policy,
					"X-Content-Type-Options":       "nosniff",
					"X-Frame-Options":              "DENY",
					"Referrer-Policy":              "no-referrer",
					"Cross-Origin-Opener-Policy":   "same-origin",
					"Cross-Origin-Resource-Policy": "same-origin",
					"Cache-Control":                "no-store",
				} {
					assert.Equal(t, want, answer.Header.Get(name), name)
				}
			}
		})
	}
}

func TestServer_folder(t *testing.T) {
	addr := begin(t, loaded(small))
	answer := raw(t, addr, fmt.Sprintf("GET /zh HTTP/1.1\r\nHost: %s\r\n\r\n", addr))
	assert.Equal(t, 301, answer.StatusCode)
	assert.Equal(t, "/zh/", answer.Header.Get("Location"))
}

// brokenPage is a site whose page can't be rendered.
type brokenPage struct{ pages }

func (brokenPage) Write(w io.Writer, _ string) error {
	_, _ = io.WriteString(w, "half a page")
	return errors.New("05-join.zh.md: gone")
}

func TestServer_brokenPage(t *testing.T) {
	addr := begin(t, &Server{Load: func(string) (Site, error) { return brokenPage{small}, nil }})
	answer := raw(t, addr, fmt.Sprintf("GET / HTTP/1.1\r\nHost: %s\r\n\r\n", addr))
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	assert.Equal(t, "500 05-join.zh.md: gone\n", fmt.Sprint(answer.StatusCode, " ", string(body)))
}

// A site without a 404.html has no page for an unknown path.
func TestServer_noMissingPage(t *testing.T) {
	addr := begin(t, loaded(pages{"index.html": "one"}))
	answer := raw(t, addr, fmt.Sprintf("GET /nope.html HTTP/1.1\r\nHost: %s\r\n\r\n", addr))
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	assert.Equal(t, "404 page not found\n", fmt.Sprint(answer.StatusCode, " ", string(body)))
}

func TestListen(t *testing.T) {
	for _, addr := range []string{"127.0.0.1:0", "localhost:0", "127.0.0.2:0", "[::1]:0"} {
		l, err := Listen(addr)
		if err != nil && (strings.HasPrefix(addr, "[") || strings.HasSuffix(addr, "2:0")) {
			t.Logf("%s: %v", addr, err) // not every system has it
			continue
		}
		require.NoError(t, err, addr)
		assert.NotZero(t, l.Addr().(*net.TCPAddr).Port)
		l.Close()
	}
	for _, addr := range []string{":0", "0.0.0.0:0", "[::]:0", "example.org:0", "10.0.0.1:0", "192.168.1.1:8080", "127.0.0.1.example.org:0", "localhost.example.org:0"} {
		_, err := Listen(addr)
		var not *NotLoopbackError
		assert.ErrorAs(t, err, &not, addr)
	}
	_, err := Listen("127.0.0.1")
	assert.ErrorContains(t, err, "missing port")
}

// A foreign name is told the address that works.
func TestServer_foreignHost(t *testing.T) {
	addr := begin(t, loaded(small))
	answer := raw(t, addr, "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
	body, err := io.ReadAll(answer.Body)
	require.NoError(t, err)
	assert.Equal(t, "host \"example.org\" is not allowed\n"+
		"hint: open http://"+addr.String()+"/, or localhost with a forwarded port\n", string(body))
}

// lessons is a folder, and the site of it: a page of what is in its file.
type lessons struct {
	mu    sync.Mutex
	files fstest.MapFS
}

func (l *lessons) save(text string, at time.Time) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.files = fstest.MapFS{"05-join.zh.md": {Data: []byte(text), ModTime: at}}
}

func (l *lessons) now() fstest.MapFS {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.files
}

func (l *lessons) Open(name string) (fs.File, error) { return l.now().Open(name) }

// A save makes a new site; a bad save leaves the last good one, and says
// what is wrong; the first bad one has no site.
func TestServer_follows(t *testing.T) {
	l := &lessons{}
	at := time.Unix(1e9, 0)
	l.save("bad <b>", at)
	loads := make(chan error, 10)
	var script string
	s := &Server{
		Watch: l,
		Load: func(name string) (Site, error) {
			text := string(l.now()["05-join.zh.md"].Data)
			if strings.HasPrefix(text, "bad") {
				return nil, errors.New("05-join.zh.md:1: " + text)
			}
			script = name
			return pages{"index.html": text}, nil
		},
		Loaded: func(err error, _ time.Duration) { loads <- err },
	}
	addr := begin(t, s)
	ask := func(path string) (int, string) {
		answer := raw(t, addr, fmt.Sprintf("GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, addr))
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		return answer.StatusCode, string(body)
	}
	version := func() string {
		_, body := ask("/-/version")
		return body
	}

	require.Error(t, <-loads)
	status, body := ask("/zh/any.html")
	assert.Equal(t, 500, status)
	assert.Contains(t, body, "05-join.zh.md:1: bad &lt;b&gt;")
	assert.Contains(t, body, `src="/-/live.js?none"`)
	assert.JSONEq(t, `{"version":"none","problem":"05-join.zh.md:1: bad <b>"}`, version())

	l.save("one", at.Add(time.Second))
	require.NoError(t, <-loads)
	status, body = ask("/")
	assert.Equal(t, "200 one", fmt.Sprint(status, " ", body))
	first, ok := strings.CutPrefix(script, "-/live.js?")
	require.True(t, ok, script)
	assert.JSONEq(t, `{"version":"`+first+`","problem":""}`, version())

	l.save("bad", at.Add(2*time.Second))
	require.EqualError(t, <-loads, "05-join.zh.md:1: bad")
	status, body = ask("/")
	assert.Equal(t, "200 one", fmt.Sprint(status, " ", body), "the last good site stays")
	assert.JSONEq(t, `{"version":"`+first+`","problem":"05-join.zh.md:1: bad"}`, version())

	l.save("two", at.Add(3*time.Second))
	require.NoError(t, <-loads)
	_, body = ask("/")
	assert.Equal(t, "two", body)
	assert.NotEqual(t, "-/live.js?"+first, script)
	assert.NotContains(t, version(), first)
}

// A save during a load is not in what was loaded: there is another load.
func TestServer_savedMeanwhile(t *testing.T) {
	l := &lessons{}
	at := time.Unix(1e9, 0)
	l.save("old", at)
	loaded := make(chan string, 10)
	begin(t, &Server{
		Watch: l,
		Load: func(string) (Site, error) {
			text := string(l.now()["05-join.zh.md"].Data)
			if text == "old" {
				l.save("new", at.Add(time.Second))
			}
			loaded <- text
			return small, nil
		},
	})
	for _, want := range []string{"old", "new"} {
		select {
		case got := <-loaded:
			require.Equal(t, want, got)
		case <-time.After(time.Minute):
			t.Fatal("never loaded: " + want)
		}
	}
}

func TestServer_live(t *testing.T) {
	addr := begin(t, loaded(small))
	for path, kind := range map[string]string{"/-/live.js": "text/javascript; charset=utf-8", "/-/live.css": "text/css; charset=utf-8", "/-/version": "application/json"} {
		get := func(tag string) *http.Response {
			return raw(t, addr, fmt.Sprintf("GET %s HTTP/1.1\r\nHost: %s\r\nIf-None-Match: %s\r\n\r\n", path, addr, tag))
		}
		answer := get("")
		assert.Equal(t, 200, answer.StatusCode, path)
		assert.Equal(t, kind, answer.Header.Get("Content-Type"), path)
		assert.Equal(t, 304, get(answer.Header.Get("ETag")).StatusCode, path)
		assert.Equal(t, 200, get(`"other"`).StatusCode, path)
	}
	answer := raw(t, addr, fmt.Sprintf("GET /nope.html HTTP/1.1\r\nHost: %s\r\n\r\n", addr))
	assert.Empty(t, answer.Header.Get("ETag"), "a page that is not found may be there the next time")
}

// What is seen of a folder without reading its files.
func TestSnapshot(t *testing.T) {
	at := time.Unix(1e9, 0)
	tests := []struct {
		name string
		give func(dir string) error
		want bool // whether a change is seen
	}{
		{"nothing", func(string) error { return nil }, false},
		{"another size", write("a.md", "aa", at), true},
		{"another time", write("a.md", "a", at.Add(time.Second)), true},
		{"another mode", func(dir string) error { return os.Chmod(filepath.Join(dir, "a.md"), 0o444) }, true},
		{"a new file", write("b.md", "", at), true},
		{"a file less", func(dir string) error { return os.Remove(filepath.Join(dir, "a.md")) }, true},
		{"another name", func(dir string) error { return os.Rename(filepath.Join(dir, "a.md"), filepath.Join(dir, "c.md")) }, true},
		{"a recording", write("recordings/a.json", "[ ]", at), true},
		{"a new folder", func(dir string) error { return os.Mkdir(filepath.Join(dir, "img"), 0o755) }, true},
		{"another mode of a folder", func(dir string) error { return os.Chmod(filepath.Join(dir, "recordings"), 0o500) }, runtime.GOOS != "windows"},
		{"the time of a folder", func(dir string) error { return os.Chtimes(filepath.Join(dir, "recordings"), at, at) }, false},
		{"an editor's file", write(".a.md.swp", "xxx", at), false},
		{"an editor's file in a folder", write("recordings/.a.json.swp", "xxx", at), false},
		{"version control", write(".git/index", "xxx", at), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			for _, name := range []string{"a.md", "recordings/a.json", ".git/index", ".a.md.swp"} {
				require.NoError(t, write(name, "a", at)(dir))
			}
			before := takeSnapshot(os.DirFS(dir))
			require.True(t, before.equal(takeSnapshot(os.DirFS(dir))))
			require.NoError(t, tt.give(dir))
			after := takeSnapshot(os.DirFS(dir))
			assert.Equal(t, tt.want, !before.equal(after))
			assert.Equal(t, tt.want, !after.equal(before))
		})
	}
}

// A link is seen as what it leads to, be that a file or a folder, also where
// links lead round in circles.
func TestSnapshot_links(t *testing.T) {
	at := time.Unix(1e9, 0)
	remove := func(name string) func(dir string) error {
		return func(dir string) error { return os.Remove(filepath.Join(dir, name)) }
	}
	tests := []struct {
		name string
		give func(dir string) error
		want bool // whether a change is seen
	}{
		{"a linked file", write("../real/a.md", "aa", at), true},
		{"a file in a linked folder", write("../real/img/one.png", "11", at), true},
		{"a file in a folder of a linked folder", write("../real/img/deep/two.png", "22", at), true},
		{"a file in a folder that two links lead to", write("../real/other/three.png", "33", at), true},
		{"a linked file goes away", remove("../real/a.md"), true},
		{"a link goes away", remove("a.md"), true},
		{"a second link to a folder goes away", remove("other2"), true},
		{"a link leads somewhere at last", write("../real/late.md", "l", at), true},
		{"a file that no link leads to", write("../real/unused.md", "u", at), false},
		{"an editor's file in a linked folder", write("../real/img/.one.png.swp", "x", at), false},
		{"a file in a folder whose link is hidden", write("../real/hidden/x.md", "xx", at), false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			temp := t.TempDir()
			dir := filepath.Join(temp, "lessons")
			for _, name := range []string{"a.md", "img/one.png", "img/deep/two.png", "other/three.png", "hidden/x.md"} {
				require.NoError(t, write("real/"+name, "a", at)(temp))
			}
			require.NoError(t, os.Mkdir(dir, 0o755))
			for name, target := range map[string]string{
				"a.md": "../real/a.md", "late.md": "../real/late.md", "img": "../real/img",
				"other1": "../real/other", "other2": "../real/other", ".hidden": "../real/hidden",
				"self": ".", "../real/img/up": "../../lessons", "../real/other/img": "../img", "../real/img/other": "../other",
			} {
				require.NoError(t, os.Symlink(target, filepath.Join(dir, name)))
			}
			before := takeSnapshot(os.DirFS(dir))
			require.True(t, before.equal(takeSnapshot(os.DirFS(dir))))
			require.NoError(t, tt.give(dir))
			assert.Equal(t, tt.want, !before.equal(takeSnapshot(os.DirFS(dir))))
		})
	}
}

// Each folder that links lead to is read once: with two links a folder to the
// next one there would be 2^40 ways to the last.
func TestSnapshot_manyLinks(t *testing.T) {
	dir := t.TempDir()
	for i := range 40 {
		folder := filepath.Join(dir, fmt.Sprintf("real%d", i))
		require.NoError(t, os.Mkdir(folder, 0o755))
		for _, link := range []string{"a", "b"} {
			require.NoError(t, os.Symlink(fmt.Sprintf("../real%d", i+1), filepath.Join(folder, link)))
		}
	}
	require.NoError(t, os.Symlink("real0", filepath.Join(dir, "0")))
	assert.Less(t, len(takeSnapshot(os.DirFS(dir))), 10_000)
}

// write writes a file below a folder, with that time.
func write(name, text string, at time.Time) func(dir string) error {
	return func(dir string) error {
		file := filepath.Join(dir, name)
		return cmp.Or(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644), os.Chtimes(file, at, at))
	}
}

// restless is a folder whose file changes each time that the folder is read,
// from the second time on until the last.
type restless struct {
	looks int
	last  int
}

func (r *restless) files() fstest.MapFS {
	return fstest.MapFS{"a.md": {ModTime: time.Unix(int64(max(1, min(r.looks, r.last))), 0)}}
}

func (r *restless) Open(name string) (fs.File, error) { return r.files().Open(name) }

func (r *restless) ReadDir(name string) ([]fs.DirEntry, error) {
	r.looks++
	return r.files().ReadDir(name)
}

// A file that is still being written is waited for, but not for ever.
func TestWatch_settles(t *testing.T) {
	for _, last := range []int{2, 6, 1e9} {
		t.Run(fmt.Sprint(last), func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			files := &restless{last: last}
			var at []int
			watch(ctx, files, takeSnapshot(files), func() {
				at = append(at, files.looks)
				if last < 1e9 {
					time.AfterFunc(3*minPause, cancel) // nothing changes any more
				} else {
					cancel()
				}
			})
			want := min(last+1, 2+maxSettle)
			assert.Equal(t, []int{want}, at)
		})
	}
}

// still is a folder that never changes. Each time that it is read takes a
// while, and is told.
type still struct {
	fstest.MapFS
	takes time.Duration
	read  chan time.Time
}

func (s still) ReadDir(name string) ([]fs.DirEntry, error) {
	s.read <- time.Now()
	time.Sleep(s.takes)
	return s.MapFS.ReadDir(name)
}

// Without a save there is no other load.
func TestServer_loadsOnce(t *testing.T) {
	files := still{MapFS: fstest.MapFS{"a.md": {}}, read: make(chan time.Time, 1000)}
	loads := make(chan error, 1000)
	begin(t, &Server{
		Watch:  files,
		Load:   func(string) (Site, error) { return small, nil },
		Loaded: func(err error, _ time.Duration) { loads <- err },
	})
	for range 5 {
		<-files.read
	}
	assert.Len(t, loads, 1)
}

// The longer it takes to look at a folder, the less often that is done.
func TestWatch_pause(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	files := still{read: make(chan time.Time, 1000), takes: 5 * time.Millisecond}
	go watch(ctx, files, snapshot{}, func() {})
	<-files.read
	second, third := <-files.read, <-files.read
	assert.GreaterOrEqual(t, third.Sub(second), pauseFactor*files.takes)
}
