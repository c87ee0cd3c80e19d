package main

import (
	"os"
	"path/filepath"
)

// hugoSite is a site of hugo's with the same Markdown, and the least of a
// theme: each page with its neighbours, a list, and code marked by chroma.
func hugoSite(dir, lessons string) error {
	site := filepath.Join(dir, "hugo")
	files := map[string]string{
		"hugo.toml": `baseURL = "https://example.org/"
title = "course"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.highlight]
noClasses = false
`,
		"layouts/single.html": `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>` +
			`<h1>{{ .Title }}</h1><p>{{ .Params.summary }}</p>{{ .Content }}` +
			`{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}` +
			`{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</body></html>`,
		"layouts/list.html": `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>` +
			`{{ range .RegularPagesRecursive }}<p><a href="{{ .RelPermalink }}">{{ .Title }}</a></p>{{ end }}</body></html>`,
	}
	for name, data := range files {
		file := filepath.Join(site, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(file, []byte(data), 0o666); err != nil {
			return err
		}
	}
	content := filepath.Join(site, "content", "lessons")
	if err := os.MkdirAll(content, 0o777); err != nil {
		return err
	}
	found, err := filepath.Glob(filepath.Join(lessons, "*.md"))
	if err != nil {
		return err
	}
	for _, from := range found {
		data, err := os.ReadFile(from)
		if err != nil {
			return err
		}
		// hugo would take .zh for a language of its own.
		to := filepath.Join(content, trimLang(filepath.Base(from)))
		if err := os.WriteFile(to, data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

func trimLang(name string) string { return name[:len(name)-len(".zh.md")] + ".md" }
