package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"regexp"
	"strings"
	"time"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/verify"
)

// shower shows what check finds, as it comes.
type shower interface {
	started(l *lesson.Lesson, claim int)
	ended(r verify.Report)
	close()
}

func (a *app) shower(f checkFlags, lessons []*lesson.Lesson) shower {
	if f.json {
		return newJSONShower(a.out)
	}
	t := &textShower{out: a.out, lessons: len(lessons)}
	for _, l := range lessons {
		t.width = max(t.width, len(langName(l)))
	}
	if a.out.terminal() {
		t.colours = os.Getenv("NO_COLOR") == ""
		t.progress = newProgress(a.out, lessons)
	}
	return t
}

// langName is "05-join.zh".
func langName(l *lesson.Lesson) string { return l.Name + "." + l.Lang }

// textShower prints a line a lesson, then what failed and what was skipped.
type textShower struct {
	out      *output
	width    int // of the longest name
	skips    int // of the longest ", 4 skipped" so far
	lessons  int // of which over have ended
	over     int
	colours  bool
	progress *progress // nil where there is no terminal

	claims, held, failed, skipped int
	broken                        int      // lines that were tried
	after                         []styled // what is said below the lines
}

func (t *textShower) started(l *lesson.Lesson, claim int) {
	if t.progress != nil {
		t.progress.started(l, claim)
	}
}

func (t *textShower) ended(r verify.Report) {
	mark, some := t.paint("32", "ok  "), ""
	skipped := skippedClaims(r)
	switch {
	case r.Status() == verify.Fail:
		mark = t.paint("31", "FAIL")
	case skipped > 0 && skipped == len(r.Claims):
		mark = t.paint("33", "skip")
	}
	if skipped > 0 && skipped < len(r.Claims) {
		some = fmt.Sprintf(", %d skipped", skipped)
		t.skips = max(t.skips, len(some))
	}
	line := mark + plain(fmt.Sprintf("  %-*s  %9s%-*s  %9s  %5.1fs\n", t.width, langName(r.Lesson),
		count(len(r.Claims), "claim"), t.skips, some, count(r.Runs, "run"), r.Elapsed.Seconds()))
	if t.progress != nil {
		t.progress.ended(r.Lesson, line)
	} else {
		t.out.print(line)
	}
	t.over++
	for _, c := range r.Claims {
		t.claims++
		t.broken += c.Broken
		switch c.Status {
		case verify.Pass:
			t.held++
		case verify.Fail:
			t.failed++
			t.tell(c, t.paint("31", "failed"), failure(c))
		case verify.Skip:
			t.skipped++
			t.tell(c, t.paint("33", "skipped"), "  "+c.Reason+"\n")
		}
	}
}

// tell says below the lines what became of a claim, and why.
func (t *textShower) tell(c verify.Result, what styled, why string) {
	t.after = append(t.after, plain(fmt.Sprintf("\n%s: ", c.Place)), what, plain(": "+c.Claim+"\n"+why))
}

func skippedClaims(r verify.Report) int {
	n := 0
	for _, c := range r.Claims {
		if c.Status == verify.Skip {
			n++
		}
	}
	return n
}

// failure is all that is known of a failed claim.
func failure(c verify.Result) string {
	text := c.Problems.Error() + "\n"
	if c.Detail != "" {
		text += strings.TrimSuffix(c.Detail, "\n") + "\n"
	}
	return text
}

func (t *textShower) close() {
	if t.progress != nil {
		t.progress.close()
	}
	for _, s := range t.after {
		t.out.print(s)
	}
	if t.over < t.lessons {
		return // it was interrupted: there is no sum
	}
	if len(t.after) > 0 {
		fmt.Fprintln(t.out)
	}
	hold := "hold"
	if t.held == 1 {
		hold = "holds"
	}
	fmt.Fprintf(t.out, "%s, %s: %d %s", count(t.lessons, "lesson"), count(t.claims, "claim"), t.held, hold)
	if t.failed > 0 {
		fmt.Fprintf(t.out, ", %d failed", t.failed)
	}
	if t.skipped > 0 {
		fmt.Fprintf(t.out, ", %d skipped", t.skipped)
	}
	if t.broken > 0 {
		fmt.Fprintf(t.out, "; %s tried", count(t.broken, "broken line"))
	}
	fmt.Fprintln(t.out)
}

func (t *textShower) paint(colour, s string) styled {
	if !t.colours {
		return plain(s)
	}
	return styled("\x1b["+colour+"m") + plain(s) + "\x1b[m"
}

// jsonShower prints an object a claim.
type jsonShower struct{ *json.Encoder }

// object is what becomes of a claim, or a problem that is seen without a run.
type object struct {
	Lesson  string        `json:"lesson"`
	Lang    string        `json:"lang"`
	File    string        `json:"file"`
	Line    int           `json:"line"`
	Claim   string        `json:"claim"`
	Status  verify.Status `json:"status"`
	Seconds float64       `json:"seconds"`
	Detail  string        `json:"detail,omitempty"`
	Broken  int           `json:"broken,omitempty"` // lines that were tried
}

func newJSONShower(w io.Writer) *jsonShower {
	j := &jsonShower{json.NewEncoder(w)}
	j.SetEscapeHTML(false)
	return j
}

func (j *jsonShower) started(*lesson.Lesson, int) {}
func (j *jsonShower) close()                      {}

func (j *jsonShower) ended(r verify.Report) {
	for _, c := range r.Claims {
		o := object{r.Lesson.Name, r.Lesson.Lang, c.Place.File, c.Place.Line, c.Claim, c.Status, c.Elapsed.Round(time.Millisecond).Seconds(), c.Reason, c.Broken}
		if c.Status == verify.Fail {
			o.Detail = failure(c)
		}
		_ = j.Encode(o) // as any command's output: who closes it does not want it
	}
}

var lessonFile = regexp.MustCompile(`^([0-9]+-[a-z0-9-]+)\.([a-z]+)\.md$`)

// problem prints what is wrong without a run. A file that is no lesson has no
// name and no language.
func (j *jsonShower) problem(p lesson.Problem) {
	o := object{File: p.File, Line: p.Line, Status: verify.Fail, Detail: p.String() + "\n"}
	if m := lessonFile.FindStringSubmatch(path.Base(p.File)); m != nil {
		o.Lesson, o.Lang = m[1], m[2]
	}
	_ = j.Encode(o)
}
