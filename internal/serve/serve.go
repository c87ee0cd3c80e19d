// Package serve shows a site to the browsers of this machine while its
// lessons are written: pages are reloaded after each save, and while a lesson
// is wrong the last good site stays, with the problems on top of it.
//
// No path of a request reaches the file system: it is one of the names of the
// site, or the page is not found.
package serve

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
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
	// Load reads the lessons and makes a site of them. Each page must load
	// the script of this name, which is relative to the root of the site. An
	// error is shown on the pages.
	Load func(script string) (Site, error)
	// Watch is the folder that Load reads, nil if it never changes.
	Watch fs.FS
	// Loaded is called after each Load, unless it is nil.
	Loaded func(err error, took time.Duration)

	headerTimeout time.Duration // of a request, 0 for defaultHeaderTimeout

	mu      sync.Mutex
	good    *generation // the last one without problems
	problem string      // of the last Load, "" if there was none
}

// generation is the site between two changes of the lessons.
type generation struct {
	// version is new for each load, also after a restart: pages stay open.
	version string
	site    Site // nil before the first good load
	names   map[string]bool
}

// Listen listens on a loopback address: "127.0.0.1:8080", "[::1]:0",
// "localhost:8080". For any other the error is a *NotLoopbackError.
func Listen(addr string) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, err
	}
	if host == "localhost" {
		host = "127.0.0.1" // whatever the machine makes of the name
	}
	if ip := net.ParseIP(host); ip == nil || !ip.IsLoopback() {
		return nil, &NotLoopbackError{Addr: addr}
	}
	return net.Listen("tcp", net.JoinHostPort(host, port))
}

// NotLoopbackError is an address that other machines could reach.
type NotLoopbackError struct{ Addr string }

func (e *NotLoopbackError) Error() string {
	return strconv.Quote(e.Addr) + " is not a loopback address"
}

// Hint is the way out.
func (e *NotLoopbackError) Hint() string {
	return `use 127.0.0.1:8080, [::1]:8080 or localhost:8080; for other machines, put the output of "course build" on a web server`
}

// Limits that are generous for a browser on the same machine.
const (
	defaultHeaderTimeout = 5 * time.Second
	maxHeaderBytes       = 16 << 10
	shutdownTimeout      = 2 * time.Second
)

// Serve loads the site and answers requests until ctx ends; then the error is
// nil.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	var last snapshot
	if s.Watch != nil {
		last = takeSnapshot(s.Watch) // before the load: a save during it is a change
	}
	s.load()
	headerTimeout := cmp.Or(s.headerTimeout, defaultHeaderTimeout)
	h := &http.Server{
		Handler:           s.handler(l.Addr()),
		ReadHeaderTimeout: headerTimeout,
		ReadTimeout:       2 * headerTimeout,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
		MaxHeaderBytes:    maxHeaderBytes,

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
		shutdown, cancel := context.WithTimeout(context.Background(), shutdownTimeout)
		defer cancel()
		_ = h.Shutdown(shutdown)
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
	version := rand.Text()
	site, err := s.Load("-/live.js?" + version)
	s.mu.Lock()
	s.problem = ""
	if err != nil {
		s.problem = err.Error()
	} else {
		s.good = &generation{version: version, site: site, names: map[string]bool{}}
		for _, name := range site.Names() {
			s.good.names[name] = true
		}
	}
	s.mu.Unlock()
	if s.Loaded != nil {
		s.Loaded(err, time.Since(began))
	}
}

func (s *Server) state() (good *generation, problem string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.good == nil {
		return &generation{version: "none"}, s.problem
	}
	return s.good, s.problem
}

// etag is the same for the same content.
func etag(page []byte) string {
	sum := sha256.Sum256(page)
	return `"` + hex.EncodeToString(sum[:8]) + `"`
}
