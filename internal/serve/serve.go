// Package serve shows a site to the browsers of this machine while its
// lessons are written: pages follow each save, and where a lesson is wrong
// the last good site stays, with what is wrong on top of it.
//
// Nothing is read from disk for a request: a path is a name among the names
// of the site, or there is no such page.
package serve

import (
	"bytes"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// Site is what is shown. Its methods may be called by several goroutines.
type Site interface {
	Names() []string
	Write(w io.Writer, name string) error
}

// Server shows a site. Its fields may not change while it serves.
type Server struct {
	// Load reads the lessons and makes the site of them, each page of which
	// loads script, named from the root of the site. Its error is shown on
	// the pages.
	Load func(script string) (Site, error)
	// Watch is the folder that Load reads, nil where it never changes.
	Watch fs.FS
	// Loaded is called after each Load, nil for nobody.
	Loaded func(err error, took time.Duration)

	patience time.Duration // with a request's header, 0 for headerTime

	mu      sync.Mutex
	now     *generation // the last good one
	problem string      // of the last Load, "" where all was well
	loads   int
}

// generation is the site between two changes of the lessons.
type generation struct {
	// version is another one after each change, and after each start: pages
	// outlive the server.
	version string
	site    Site // nil before there is one
	names   map[string]bool

	mu    sync.Mutex
	pages map[string][]byte
}

// Listen listens on an address of this machine alone: "127.0.0.1:8080",
// "[::1]:0", "localhost:8080". The error is a *NotLoopbackError for another.
func Listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, &NotLoopbackError{Addr: addr}
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	if ip := l.Addr().(*net.TCPAddr).IP; !ip.IsLoopback() {
		l.Close()
		return nil, &NotLoopbackError{Addr: addr}
	}
	return l, nil
}

// NotLoopbackError is an address that others could reach.
type NotLoopbackError struct{ Addr string }

func (e *NotLoopbackError) Error() string {
	return strconv.Quote(e.Addr) + " is not of this machine alone"
}

// Hint is the way out.
func (e *NotLoopbackError) Hint() string {
	return `127.0.0.1:8080, [::1]:8080 or localhost:8080; for others, put what "course build" writes on a host`
}

// Limits of a request: those of a browser on the same machine, with room.
const (
	headerTime  = 5 * time.Second
	headerBytes = 16 << 10
	graceTime   = 2 * time.Second
)

// Serve loads the site and answers until ctx ends, which is no error.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	var last uint64
	if s.Watch != nil {
		last = look(s.Watch) // before the load: a save during it is a change
	}
	s.load()
	patience := cmp.Or(s.patience, headerTime)
	h := &http.Server{
		Handler:           s.Handler(l.Addr().(*net.TCPAddr)),
		ReadHeaderTimeout: patience,
		ReadTimeout:       2 * patience,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    headerBytes,

		DisableGeneralOptionsHandler: true, // it answers OPTIONS * with 200
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var group sync.WaitGroup
	if s.Watch != nil {
		group.Go(func() { watch(ctx, s.Watch, last, s.load) })
	}
	group.Go(func() {
		<-ctx.Done()
		grace, cancel := context.WithTimeout(context.Background(), graceTime)
		defer cancel()
		if h.Shutdown(grace) != nil {
			h.Close()
		}
	})
	err := h.Serve(l)
	cancel()
	group.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (s *Server) load() {
	began := time.Now()
	s.mu.Lock()
	s.loads++
	version := fmt.Sprintf("%x-%d", started, s.loads)
	s.mu.Unlock()
	site, err := s.Load("-/live.js?" + version)
	s.mu.Lock()
	s.problem = ""
	if err != nil {
		s.problem = err.Error()
	} else {
		s.now = &generation{version: version, site: site, names: map[string]bool{}, pages: map[string][]byte{}}
		for _, name := range site.Names() {
			s.now.names[name] = true
		}
	}
	s.mu.Unlock()
	if s.Loaded != nil {
		s.Loaded(err, time.Since(began))
	}
}

var started = time.Now().UnixMilli()

func (s *Server) state() (now *generation, problem string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.now == nil {
		return &generation{version: "none"}, s.problem
	}
	return s.now, s.problem
}

// page makes a page when it is first asked for: a change of one lesson costs
// no more than what is looked at.
func (g *generation) page(name string) ([]byte, error) {
	g.mu.Lock()
	page, ok := g.pages[name]
	g.mu.Unlock()
	if ok {
		return page, nil
	}
	var b bytes.Buffer
	if err := g.site.Write(&b, name); err != nil {
		return nil, err
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pages[name] = b.Bytes()
	return b.Bytes(), nil
}

// etag names what is in a page.
func etag(page []byte) string {
	sum := sha256.Sum256(page)
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}
