package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/serve"
	"github.com/seed-05413062/course/site"
)

func (a *app) serveCommand() *cobra.Command {
	var addr string
	cmd := &cobra.Command{
		Use:               "serve",
		Args:              arguments(0, 0, "serve [--addr HOST:PORT]"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return a.serve(addr) },
	}
	cmd.Flags().StringVar(&addr, "addr", "127.0.0.1:8080", "")
	_ = cmd.RegisterFlagCompletionFunc("addr", cobra.NoFileCompletions)
	return cmd
}

// serve shows the site on this machine until it is interrupted, which is not an
// error.
func (a *app) serve(addr string) error {
	f, err := a.folder()
	if err != nil {
		return err
	}
	l, err := serve.Listen(addr)
	if err != nil {
		return cannotListen(addr, err)
	}
	ctx, stop := interruptible()
	defer stop()
	first := true
	s := &serve.Server{
		Load: func(script string) (serve.Site, error) {
			p, err := a.planSite(site.Input{URL: "http://" + l.Addr().String(), Scripts: []string{script}})
			if err != nil {
				return nil, err
			}
			return p, nil
		},
		Loaded: func(err error, took time.Duration) {
			a.loaded(err, took, first)
			first = false
		},
	}
	if f.dir != "" {
		s.Watch = f.fsys
	}
	fmt.Fprintf(a.out, "http://%s/ until Ctrl-C\n", l.Addr())
	if a.out.lost() != nil {
		return l.Close() // nobody has the address
	}
	return s.Serve(ctx, l)
}

// loaded prints in the terminal what the pages show.
func (a *app) loaded(err error, took time.Duration, first bool) {
	var problems lesson.Problems
	switch {
	case errors.As(err, &problems):
		fmt.Fprintln(a.err, problems)
	case err != nil:
		fmt.Fprintln(a.err, "course:", err)
	case !first:
		fmt.Fprintf(a.out, "%s: built in %d ms\n", time.Now().Format(time.TimeOnly), took.Milliseconds())
	}
}

func cannotListen(addr string, err error) error {
	m := asMisuse(err)
	if op := (*net.OpError)(nil); errors.As(err, &op) {
		m.msg = fmt.Sprintf("can't listen on %s: %v", addr, op.Err)
		switch {
		case errors.Is(err, syscall.EADDRINUSE):
			m.msg, m.hint = addr+" is in use", "--addr 127.0.0.1:0 takes a port that is free"
		case errors.Is(err, fs.ErrPermission):
			m.hint = "--addr 127.0.0.1:0 takes a port that is free"
		}
	}
	return m
}
