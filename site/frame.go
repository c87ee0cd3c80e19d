package site

// policy lets a page load what is of the site, and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'"

// icon is three lanes with a mark each.
const icon = `data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath d='M2 4h12M2 8h12M2 12h12' stroke='%23999' stroke-width='1.5'/%3E%3Ccircle cx='4' cy='4' r='2' fill='%230a63b0'/%3E%3Ccircle cx='11' cy='8' r='2' fill='%23b23a1e'/%3E%3Ccircle cx='7' cy='12' r='2' fill='%2300734f'/%3E%3C/svg%3E`

// head adds a page's beginning, down to its head element's end.
func (m *markup) head(f frame) {
	m.raw("<!doctype html>\n<html")
	m.attr("lang", f.Tag)
	m.attr("data-root", f.Root)
	m.attr("data-page", f.Name)
	m.attrOr("data-lang", f.Lang)
	m.attrOr("data-lesson", f.Lesson)
	m.raw(">\n<head>\n<meta charset=\"utf-8\">\n",
		`<meta http-equiv="Content-Security-Policy" content="`, policy, "\">\n",
		`<meta name="viewport" content="width=device-width, initial-scale=1">`, "\n<title>")
	m.text(f.Title)
	if f.Title != f.Site {
		m.text(" · " + f.Site)
	}
	m.raw("</title>\n")
	m.meta("name", "description", f.Summary)
	m.meta("name", "color-scheme", "light dark")
	if f.Canonical != "" {
		m.raw(`<link rel="canonical"`)
		m.attr("href", f.Canonical)
		m.raw(">\n")
	}
	for _, a := range append(f.Alternates, alternate{Tag: "x-default", Href: f.Default}) {
		m.raw(`<link rel="alternate"`)
		m.attr("hreflang", a.Tag)
		m.attr("href", a.Href)
		m.raw(">\n")
	}
	m.meta("property", "og:title", f.Title)
	m.meta("property", "og:type", "article")
	m.meta("property", "og:description", f.Summary)
	if f.Share != "" {
		m.meta("property", "og:image", f.Share)
		m.meta("name", "twitter:card", "summary_large_image")
	}
	m.raw(`<link rel="icon" href="`, icon, "\">\n", `<link rel="stylesheet"`)
	m.attr("href", f.Styles)
	m.raw(">\n")
	for _, script := range f.Scripts {
		m.raw("<script")
		m.attr("src", script)
		m.raw("></script>\n")
	}
	m.raw("</head>\n")
}

// top adds what is at the top of a page: ways to the other pages, and tools.
func (m *markup) top(f frame) {
	home := "index.html"
	if f.Lang == "" {
		home = f.Root + home
	}
	m.raw("<header class=\"top\">\n")
	m.way("brand", home, f.Site, f.Lang != "" && f.Here == "index.html")
	if f.Lang != "" {
		m.raw("<nav")
		m.attr("aria-label", f.W.Course)
		m.raw(">\n")
		m.way("", "claims.html", f.W.Claims, f.Here == "claims.html")
		if f.Notes {
			m.way("", "notes.html", f.W.Notes, f.Here == "notes.html")
		}
		m.raw("</nav>\n")
	}
	m.raw("<div class=\"tools\">\n")
	if f.Lang != "" {
		m.raw(`<button type="button" class="search-open" aria-keyshortcuts="/"`)
		m.attr("data-data", f.Search)
		m.raw(" hidden>", f.W.Search, "</button>\n")
		for _, a := range f.Other {
			m.raw(`<a class="language"`)
			m.attr("href", a.Href)
			m.attr("lang", a.Tag)
			m.attr("hreflang", a.Tag)
			m.attr("data-language", a.Lang)
			m.raw(">", a.Name, "</a>\n")
		}
	}
	m.raw(`<button type="button" class="theme" aria-pressed="false" hidden>`, f.W.Theme, "</button>\n</div>\n</header>\n")
}

// way adds a link to a page of the site; here says that it is this page.
func (m *markup) way(class, href, text string, here bool) {
	m.raw("<a")
	m.attrOr("class", class)
	m.attr("href", href)
	if here {
		m.raw(` aria-current="page"`)
	}
	m.raw(">")
	m.text(text)
	m.raw("</a>\n")
}

// meta adds a meta element, if it has something to say.
func (m *markup) meta(kind, name, content string) {
	if content != "" {
		m.raw("<meta ", kind, `="`, name, `"`)
		m.attr("content", content)
		m.raw(">\n")
	}
}
