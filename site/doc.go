// Package site turns a course and the recordings of its lessons into the
// pages of a web site. It runs no program and reads nothing but what it is
// given, so that the same input makes the same bytes anywhere.
//
// New plans the site from the outlines of its lessons: the names of its
// files, the ids of its sections, and whether every link leads somewhere.
// Parts are then what a file is made of: all that a lesson adds to the site,
// its page and its stretches of the files that are made of all lessons, is one
// part, rendered once, with a key of what it is made of. Write and Render make
// one file of its parts. Several goroutines may do either.
//
// What a part takes from other lessons is filled in when it is written, so that
// a lesson can be rendered while it is read: see Drafts.
//
// # Files
//
//	index.html                  the languages
//	404.html                    for addresses that there are not
//	LANG/index.html             the lessons
//	LANG/NN-slug.html           a lesson
//	LANG/claims.html            every claim of the course
//	LANG/notes.html             the notes, corrected; where there is a notes.yaml
//	LANG/print.html             the whole course
//	assets/course-HASH.css, .js what all pages load
//	assets/search-LANG.js       what is searched; loaded when it is asked for
//	assets/share.png            a run as a picture, and
//	sitemap.xml                 where the site's address is known
//	pictures/…                  the pictures of lessons
//
// All links are relative and name files: the site works under any path, and
// from a disk. A lesson's page is three requests: itself, styles, script.
//
// # A lesson's page
//
// The lesson's text in its own order, and woven into it what was recorded:
// the question before the section that has the want file (Predict), the runs
// at that section's end (Came), the claims in the place of the script
// (Proved), the next lesson at the end (Next). Quotations of the notes, a
// quote that begins with **笔记原话** or **The notes say**, stand beside what
// follows them, and link to the claims that notes.yaml names for them.
//
// # What pages promise to scripts, styles and tests
//
// Ids: a heading's is made of the English heading, the same in both
// languages (why, the-notes-corrected); a file's is its name (join/main.go),
// a line's name and number (join/main.go:12); Main, Predict, Came, Proved,
// Claim1 …, Next and, on the page of the notes, Note1 … are the page's own.
// On the page of the whole course each is after the lesson's name: 05-join.why.
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
//	.file                   a listing: .name, .command, pre code, .l a line, .copy and .l > a (by the script)
//	[data-question]         .candidate[data-legal] with .transcript and details.answer;
//	                        by the script .choice button (can, can't), data-guess="right|wrong"
//	[data-replay]           .run-1 … .run-3 with input.pick-1 …, .transcript li[data-ms];
//	                        .picture-1 … with .by-order, .by-clock and details.events;
//	                        input.clock (on #Came); by the script .step, .play, .all, .progress,
//	                        and on lines .later and .now
//	.proof .claims > li     a claim: .claim, .held or .skipped, details with its commands
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
