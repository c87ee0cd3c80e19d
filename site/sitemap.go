package site

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/site/html"
)

// writeSitemap lists the pages, each with its other languages.
func (s *Site) writeSitemap(w io.Writer) error {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	fmt.Fprintf(&b, "<url><loc>%s</loc></url>\n", html.Escape(s.base+"index.html"))
	for _, name := range s.names {
		tag, page, ok := strings.Cut(name, "/")
		if !ok || !slices.Contains(s.in.Course.Langs, tag) || !strings.HasSuffix(page, ".html") || page == "print.html" {
			continue
		}
		fmt.Fprintf(&b, "<url><loc>%s</loc>", html.Escape(s.base+name))
		for _, other := range s.in.Course.Langs {
			fmt.Fprintf(&b, `<xhtml:link rel="alternate" hreflang="%s" href="%s"/>`, lang.Of(other).Tag, html.Escape(s.base+other+"/"+page))
		}
		fmt.Fprintf(&b, `<xhtml:link rel="alternate" hreflang="x-default" href="%s"/>`, html.Escape(s.base+s.defaultLang()+"/"+page))
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	_, err := io.WriteString(w, b.String())
	return err
}
