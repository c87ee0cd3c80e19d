package main

import (
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/publish"
	"github.com/seed-05413062/course/site"
)

func (a *app) buildCommand() *cobra.Command {
	var dir, address string
	cmd := &cobra.Command{
		Use:               "build",
		Args:              arguments(0, 0, "build [-o DIR] [--url URL]"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return a.buildSite(dir, address) },
	}
	cmd.Flags().StringVarP(&dir, "output", "o", "dist", "")
	cmd.Flags().StringVar(&address, "url", "", "")
	_ = cmd.MarkFlagDirname("output")
	return cmd
}

// buildSite writes the site into a folder.
func (a *app) buildSite(dir, address string) error {
	if err := checkURL(address); err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	p, err := a.planSite(site.Input{URL: address})
	if err != nil {
		return err
	}
	result, err := publish.Publish(ctx, dir, p.Site, 0)
	var problems lesson.Problems
	switch {
	case ctx.Err() != nil:
		return endedBy(ctx)
	case errors.As(err, &problems):
		return problems
	case err != nil:
		return asMisuse(err)
	}
	p.recordings.tellMissing(a.err)
	fmt.Fprintf(a.out, "%s: %s, %s, %.1f MB\n", dir,
		count(len(p.course.Lessons), "lesson"), count(result.Files, "file"), float64(result.Bytes)/1e6)
	fmt.Fprintf(a.out, "open %s, or \"%s\"\n", shell(filepath.Join(dir, "index.html")), a.again("serve"))
	return nil
}

// asMisuse keeps an error's hint.
func asMisuse(err error) *misuse {
	m := &misuse{msg: err.Error()}
	if hinter := interface{ Hint() string }(nil); errors.As(err, &hinter) {
		m.hint = hinter.Hint()
	}
	return m
}

func checkURL(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.User != nil || strings.ContainsAny(address, "?#") {
		return &misuse{
			msg:  "--url " + quote(address) + ": want https://host/path",
			hint: "the address of the site begins with https:// or http://, and has no ?, # or password",
		}
	}
	return nil
}
