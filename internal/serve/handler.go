package serve

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"net"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed live.js live.css problem.html
var assets embed.FS

var problemPage = template.Must(template.ParseFS(assets, "problem.html"))

// policy is the one of the built pages, and forbids other origins to frame them.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// contentTypes are listed here because systems differ, even about .js.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".xml":  "application/xml",
	".txt":  "text/plain; charset=utf-8",
	".svg":  "image/svg+xml",
	".png":  "image/png",
	".jpg":  "image/jpeg",
	".jpeg": "image/jpeg",
	".gif":  "image/gif",
	".webp": "image/webp",
	".avif": "image/avif",
}

// handler answers requests that reach addr.
func (s *Server) handler(addr net.Addr) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header())
		status, msg := refuse(r, addr)
		if status != 0 {
			if status == http.StatusMethodNotAllowed {
				w.Header().Set("Allow", "GET, HEAD")
			}
			http.Error(w, msg, status)
			return
		}
		s.answer(w, r)
	})
}

// isLocal reports whether a Host header names the machine of the browser. A
// foreign name may have been made to resolve to this machine, so that its
// pages can read ours (DNS rebinding). Any port will do: it may be forwarded.
func isLocal(host string) bool {
	name := (&url.URL{Host: host}).Hostname()
	ip := net.ParseIP(name)
	return strings.EqualFold(name, "localhost") || ip != nil && ip.IsLoopback()
}

func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cache-Control", "no-store")
}

// refuse returns the status for a request that no page of the site makes, 0 to
// go on.
func refuse(r *http.Request, addr net.Addr) (status int, msg string) {
	target, _, _ := strings.Cut(r.RequestURI, "?")
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, "only GET and HEAD"
	case !strings.HasPrefix(target, "/"):
		return http.StatusBadRequest, "the request target must be a path"
	case !isLocal(r.Host):
		return http.StatusMisdirectedRequest, fmt.Sprintf("host %q is not allowed\n"+
			"hint: open http://%s/, or localhost with a forwarded port", r.Host, addr)
	case strings.ContainsAny(r.URL.Path, "\\\x00"),
		strings.Contains(r.URL.Path, "//"),
		slices.ContainsFunc(strings.Split(r.URL.Path, "/"), func(s string) bool { return s == "." || s == ".." }),
		// An encoded slash would be part of a name, and no name has one.
		strings.Contains(strings.ToLower(target), "%2f"):
		return http.StatusBadRequest, "invalid path"
	}
	return 0, ""
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	good, problem := s.state()
	name := strings.TrimPrefix(r.URL.Path, "/")
	switch {
	case name == "-/version":
		data, _ := json.Marshal(struct {
			Version string `json:"version"`
			Problem string `json:"problem"`
		}{good.version, problem})
		send(w, r, http.StatusOK, ".json", data)
		return
	case name == "-/live.js" || name == "-/live.css":
		data, _ := assets.ReadFile(path.Base(name))
		send(w, r, http.StatusOK, path.Ext(name), data)
		return
	case good.site == nil:
		var b bytes.Buffer
		_ = problemPage.Execute(&b, problem)
		send(w, r, http.StatusInternalServerError, ".html", b.Bytes())
		return
	case name == "" || strings.HasSuffix(name, "/"):
		name += "index.html"
	case good.names[name+"/index.html"]:
		w.Header().Set("Location", "/"+name+"/")
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	status := http.StatusOK
	if !good.names[name] {
		name, status = "404.html", http.StatusNotFound
		if !good.names[name] {
			http.Error(w, "page not found", status)
			return
		}
	}
	var b bytes.Buffer
	if err := good.site.Write(&b, name); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, status, path.Ext(name), b.Bytes())
}

func send(w http.ResponseWriter, r *http.Request, status int, ext string, data []byte) {
	h := w.Header()
	tag := etag(data)
	if status == http.StatusOK {
		h.Set("ETag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	kind := contentTypes[strings.ToLower(ext)]
	if kind == "" {
		kind = "application/octet-stream"
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	_, _ = w.Write(data) // net/http drops it for HEAD
}
