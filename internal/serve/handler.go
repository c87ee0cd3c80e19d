package serve

import (
	"bytes"
	"embed"
	"encoding/json"
	"html/template"
	"net"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"
)

//go:embed live.js live.css problem.html
var own embed.FS

var problemPage = template.Must(template.ParseFS(own, "problem.html"))

// policy is that of the pages; and no page of another origin may frame them.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; " +
	"base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// types are told by the name: what a system holds for the type of .js differs.
var types = map[string]string{
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

// Handler answers requests that were made to addr by one of its names.
func (s *Server) Handler(addr *net.TCPAddr) http.Handler {
	hosts := hostsOf(addr)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		setHeaders(w.Header())
		status, msg := refuse(r, hosts)
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

// hostsOf are the hosts that a browser on this machine may call addr. Others
// are names that somebody has pointed at this machine.
func hostsOf(addr *net.TCPAddr) []string {
	port := strconv.Itoa(addr.Port)
	hosts := []string{net.JoinHostPort(addr.IP.String(), port), "localhost:" + port}
	if addr.Port == 80 {
		literal := addr.IP.String()
		if addr.IP.To4() == nil {
			literal = "[" + literal + "]"
		}
		hosts = append(hosts, literal, "localhost")
	}
	return hosts
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

// refuse names the status of a request that no page of the site has made, 0
// for another one.
func refuse(r *http.Request, hosts []string) (status int, msg string) {
	target, _, _ := strings.Cut(r.RequestURI, "?")
	switch {
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return http.StatusMethodNotAllowed, "only GET and HEAD"
	case !strings.HasPrefix(target, "/"):
		return http.StatusBadRequest, "the address must be a path"
	case !slices.Contains(hosts, r.Host):
		return http.StatusMisdirectedRequest, "this is " + hosts[0]
	case strings.ContainsAny(r.URL.Path, "\\\x00"),
		strings.Contains(r.URL.Path, "//"),
		slices.ContainsFunc(strings.Split(r.URL.Path, "/"), func(s string) bool { return s == "." || s == ".." }),
		// A slash that is part of a name is no name of ours.
		strings.Contains(strings.ToLower(target), "%2f"):
		return http.StatusBadRequest, "no path of this site"
	}
	return 0, ""
}

func (s *Server) answer(w http.ResponseWriter, r *http.Request) {
	now, problem := s.state()
	name := strings.TrimPrefix(r.URL.Path, "/")
	switch {
	case name == "-/version":
		data, _ := json.Marshal(struct {
			Version string `json:"version"`
			Problem string `json:"problem"`
		}{now.version, problem})
		send(w, r, http.StatusOK, ".json", data)
		return
	case name == "-/live.js" || name == "-/live.css":
		data, _ := own.ReadFile(path.Base(name))
		send(w, r, http.StatusOK, path.Ext(name), data)
		return
	case now.site == nil:
		var b bytes.Buffer
		_ = problemPage.Execute(&b, problem)
		send(w, r, http.StatusInternalServerError, ".html", b.Bytes())
		return
	case name == "" || strings.HasSuffix(name, "/"):
		name += "index.html"
	case now.names[name+"/index.html"]:
		w.Header().Set("Location", "/"+name+"/")
		w.WriteHeader(http.StatusMovedPermanently)
		return
	}
	status := http.StatusOK
	if !now.names[name] {
		name, status = "404.html", http.StatusNotFound
		if !now.names[name] {
			http.Error(w, "no such page", status)
			return
		}
	}
	page, err := now.page(name)
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	send(w, r, status, path.Ext(name), page)
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
	kind := types[strings.ToLower(ext)]
	if kind == "" {
		kind = "application/octet-stream"
	}
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(data)
	}
}
