// Package lessons holds the course's lessons: Markdown files NN-slug.LANG.md,
// whose format is described in internal/lesson.
package lessons

import "embed"

// FS has the lessons' files, what the site says of the course, and the
// recordings, so that the command needs no folder beside it.
//
//go:embed *.md *.yaml recordings/*.json
var FS embed.FS
