package serve

import (
	"bufio"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Any request that net/http can read gets an answer that is the server's own:
// never an error of its own, and no page for a foreign host.
func FuzzHandler(f *testing.F) {
	for _, target := range []string{"/", "/zh", "/zh/", "/zh/05-join.html?x#y", "/%2e%2e/a", "//a", "/a%2Fb", "*", "http://evil/", "/-/version", "/assets/a.css", "/\\", "/%00"} {
		f.Add("GET", target, "localhost:8000")
	}
	f.Add("POST", "/", "evil.example")
	f.Add("HEAD", "/zh/", "[::1]")
	s := loaded(small)
	s.load()
	h := s.handler(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 8000})
	f.Fuzz(func(t *testing.T, method, target, host string) {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(method + " " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")))
		if err != nil {
			return
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		require.Less(t, w.Code, 500)
		require.NotEmpty(t, w.Header().Get("Content-Security-Policy"))
		if w.Code == http.StatusOK || w.Code == http.StatusMovedPermanently || w.Code == http.StatusNotFound {
			require.True(t, isLocal(r.Host), r.Host)
		}
		if to := w.Header().Get("Location"); to != "" {
			require.Equal(t, "/zh/", to)
		}
	})
}
