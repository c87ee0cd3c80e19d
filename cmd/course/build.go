package main

import (
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/build"
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

// buildSite writes the site into a folder, which it exchanges in one step.
func (a *app) buildSite(dir, address string) error {
	if err := checkURL(address); err != nil {
		return err
	}
	ctx, stop := interruptible()
	defer stop()
	collect(200)
	o := publish.Options{Maker: program()}
	if cache, err := build.DefaultDir(); err == nil && o.Maker != "" {
		o.Memory, _ = publish.MemoryFile(cache, dir)
	}
	var p planned
	result, err := publish.PublishPlan(ctx, dir, func() (_ []publish.Part, err error) {
		if p, err = a.plan(atOnce, site.Input{URL: address}); err != nil {
			return nil, err
		}
		return partsOf(p.Site), nil
	}, o)
	var problems lesson.Problems
	var mistake *misuse
	switch {
	case ctx.Err() != nil:
		return endedBy(ctx)
	case errors.As(err, &problems):
		return problems
	case errors.As(err, &mistake):
		return mistake
	case err != nil:
		return asMisuse(err)
	}
	p.evidence.tell(a.err)
	fmt.Fprintf(a.out, "%s: %s, %s, %.1f MB; %d of them made anew\n", dir,
		count(len(p.course.Lessons), "lesson"), count(result.Made+result.Kept, "file"), float64(result.Bytes)/1e6, result.Made)
	fmt.Fprintf(a.out, "open %s, or %q\n", filepath.Join(dir, "index.html"), a.again("serve"))
	return nil
}

// collect sets how much memory may grow between two collections, in percent,
// unless the caller has: most of what a build makes is gone at once, so that at
// 1000 lessons 200 costs 35 MB more than 100 does, and saves a tenth of the time.
func collect(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}

// partsOf are the parts of a site as publish has them.
func partsOf(s *site.Site) []publish.Part {
	var parts []publish.Part
	for _, p := range s.Parts() {
		parts = append(parts, publish.Part{Key: p.Key, Files: p.Files, Write: p.Write})
	}
	return parts
}

// asMisuse keeps the way out that an error names.
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
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return &misuse{
			msg:  "no address of a site: " + quote(address),
			hint: "an address begins with https:// and has no ? and no #",
		}
	}
	return nil
}
