// Package site turns a course and the recordings of its lessons into the
// pages of a web site. It runs no program and reads nothing but what it is
// given, so that the same input makes the same bytes anywhere.
//
// New plans the site: the names of its files, the ids of its sections, and
// whether every link leads somewhere. Write and Render make one file; several
// goroutines may do so at once.
//
// The text of a lesson is package article's work. It is rendered once for the
// lesson's page and the page of the whole course, which share its bytes; see
// package html. All that stands around it is in templates, one for each kind
// of page, within layout.html.
//
// # Files
//
//	index.html                  the languages
//	404.html                    for addresses that do not exist
//	LANG/index.html             the lessons
//	LANG/NN-slug.html           a lesson
//	LANG/claims.html            every claim of the course
//	LANG/notes.html             the notes, corrected; where there is a notes.yaml
//	LANG/print.html             the whole course
//	assets/course-HASH.css, .js what all pages load
//	assets/search-LANG.js       what is searched; loaded when it is asked for
//	assets/share.png            a run as a picture, and
//	sitemap.xml                 where the site's address is known
//	pictures/…                  the images of lessons
//
// All links are relative and name files: the site works under any path, and
// from a disk. A lesson's page is three requests: itself, styles, script.
//
// # What pages promise to scripts, styles and tests
//
// Ids: all ids of a lesson begin with its name, so that they are the same on
// its own page and on that of the whole course. A heading's is made of the
// English heading, the same in all languages (05-join.why); a file's is its
// name (05-join.join/main.go), a line's name and number, on the lesson's page
// alone (05-join.join/main.go:12); Predict, Runs, Claims, Claim1 … are what
// the pages add. Main, Next and, on the page of the notes, Note1 … belong to
// no lesson. Authors link to sections without the lesson's name (#why).
//
//	html[data-root]         the way to the root of the site: "../"
//	html[data-page]         the name of the page: "zh/05-join.html"
//	html[data-lang]         its language, not on pages of all languages
//	html[data-lesson]       the lesson's name, on its page
//	html[data-theme]        set by the script: "light", "dark"; else the system's
//	.theme, .search-open    buttons, hidden without a script; data-data: the search's text
//	dialog.search           input, .hits a, [role=status]
//	a.language              the page in another language; data-language
//	a.offer                 a language on the root page; data-language
//	.file                   a listing: .name, .command, pre code (one or more), .l a line, .l.mark
//	                        one that stands out, details.fold; .copy and .l > a (by the script)
//	[data-question]         .candidate[data-legal] with .transcript and details.answer;
//	                        by the script .choice button (can, can't), data-guess="right|wrong"
//	[data-replay]           .run-1 … .run-3 with input.pick-1 …, .transcript li[data-ms];
//	                        .picture-1 … with .by-order, .by-clock and details.events;
//	                        input.clock (on the first); by the script .step, .play, .all, .progress,
//	                        and on lines .later and .now
//	.proof .claims > li     a claim: .claim, .held or .skipped, .broken, details with its commands
//	figure.note             .said, .corrected, .see
//	.lessons li[data-name]  a lesson in the list; .forget: what was read
//	p0 … p7, p-             colour and shape of a process, as in internal/swimlane
//
// Kept in the browser, after "course.": theme, language, read (names of
// lessons, with spaces between), slash ("off").
//
// # Styles and scripts
//
// Their sources are in assets/css and assets/js. After a change run "go
// generate ./site", which writes assets/dist; a test says when that was
// forgotten. Types are checked by "npx --prefix site tsc -p site/assets/js".
// Only tests want Node: what they use is in package.json, and comes with "npm
// ci --prefix site".
package site
