package lanes

import (
	"fmt"
	"strings"
)

// A Mismatch says why a transcript is not legal. Indexes are those of
// Transcript.Lines, from 0; Line is a line of the file that holds the want
// file. In each list, what came first stands first.
type Mismatch struct {
	Early   []Early
	Stuck   *Stuck // instead of Early, where lines may be of several lanes
	Holes   []HoleDiffers
	Unknown []Odd
	Torn    []Odd
	Doubled []Odd
	Missing []Wanted
	Writers []WrongWriter // only where nothing else is wrong
}

// Wanted is a line of the want file.
type Wanted struct {
	Text  string // as the want file has it
	Line  int
	Lane  string // "" for a barrier
	Index int    // where it came, -1 when it never did
}

// Early is a line that came too early.
type Early struct {
	Index int
	Text  string
	Line  int
	Lane  string
	Waits Wanted // what it must wait for: the last of it to come
	More  int    // so many other lines came before Waits, too, and must wait for it
}

// Stuck is the first line that no reading lets come, after the longest
// beginning that is legal.
type Stuck struct {
	Index int
	Text  string
	Line  int      // one that it may be
	Could []Wanted // what could have come instead, with Index -1
}

// HoleDiffers is a line that would be right but for a hole.
type HoleDiffers struct {
	Index   int
	Text    string
	Line    int
	Lane    string
	Hole    string // its name
	Got     string
	Bound   string // what it is elsewhere
	BoundAt int    // index of that line
}

// Odd is an unknown, a torn or a doubled line.
type Odd struct {
	Index   int
	Text    string
	Writers []int // of a torn line
	Line    int   // of a doubled line: the line that it is; of an unknown one: the missing line that is nearest, or 0
	First   int   // of a doubled line: where it came before
	Near    string
}

// WrongWriter is a line that another process should have written.
type WrongWriter struct {
	Index int
	Text  string
	Line  int
	Lane  string
	Pid   int
	Why   string // "was written by process 12, …"
}

func (m *Mismatch) none() bool { return len(m.Torn) == 0 && len(m.Unknown) == 0 }

// Error is the Detail with the want file's line numbers.
func (m *Mismatch) Error() string {
	return m.Detail(func(line int) string { return fmt.Sprintf("line %d of the want", line) })
}

const mostOfAKind = 10

// Detail says all in words, one thing a line. Lines of the transcript are
// counted from 1; place writes a line of the file that holds the want file.
func (m *Mismatch) Detail(place func(line int) string) string {
	d := detail{place: place}
	for i, e := range m.Early {
		if d.enough("too early", i, len(m.Early)) {
			break
		}
		d.early(e)
	}
	if m.Stuck != nil {
		d.stuck(m.Stuck)
	}
	for i, h := range m.Holes {
		if d.enough("a hole differs", i, len(m.Holes)) {
			break
		}
		d.add("a hole differs: %s has <%s> = %q, but line %d had %q", d.came(h.Index, h.Text, h.Line), h.Hole, h.Got, h.BoundAt+1, h.Bound)
	}
	d.odd("unknown", m.Unknown, func(o Odd) string {
		s := fmt.Sprintf("line %d %s is no line of the want", o.Index+1, quote(o.Text))
		if o.Line > 0 {
			s += fmt.Sprintf("; near: %s (%s)", quote(o.Near), place(o.Line))
		}
		return s
	})
	d.odd("torn", m.Torn, func(o Odd) string {
		return fmt.Sprintf("line %d %s was written by processes %s", o.Index+1, quote(o.Text), list(o.Writers))
	})
	d.odd("doubled", m.Doubled, func(o Odd) string {
		return fmt.Sprintf("%s came once more, after line %d", d.came(o.Index, o.Text, o.Line), o.First+1)
	})
	for i, x := range m.Missing {
		if d.enough("missing", i, len(m.Missing)) {
			break
		}
		d.add("missing: %s never came", d.wanted(x))
	}
	for i, x := range m.Writers {
		if d.enough("wrong process", i, len(m.Writers)) {
			break
		}
		d.add("wrong process: %s %s", d.came(x.Index, x.Text, x.Line), x.Why)
	}
	return strings.Join(d.lines, "\n")
}

type detail struct {
	place func(int) string
	lines []string
}

func (d *detail) add(format string, args ...any) {
	d.lines = append(d.lines, fmt.Sprintf(format, args...))
}

func (d *detail) enough(kind string, i, n int) bool {
	if i < mostOfAKind {
		return false
	}
	d.add("%s: and %d more", kind, n-i)
	return true
}

func (d *detail) came(index int, text string, line int) string {
	return fmt.Sprintf("line %d %s (%s)", index+1, quote(text), d.place(line))
}

func (d *detail) wanted(x Wanted) string {
	return fmt.Sprintf("%s (%s)", quote(x.Text), d.place(x.Line))
}

func (d *detail) early(e Early) {
	s := fmt.Sprintf("too early: %s came before %s, which it must wait for and which ", d.came(e.Index, e.Text, e.Line), d.wanted(e.Waits))
	if e.Waits.Index < 0 {
		s += "never came"
	} else {
		s += fmt.Sprintf("came as line %d", e.Waits.Index+1)
	}
	switch {
	case e.More == 1:
		s += "; so did 1 more line"
	case e.More > 1:
		s += fmt.Sprintf("; so did %d more lines", e.More)
	}
	d.add("%s", s)
}

func (d *detail) stuck(s *Stuck) {
	var could []string
	for i, x := range s.Could {
		if i == mostOfAKind {
			could = append(could, fmt.Sprintf("and %d more", len(s.Could)-i))
			break
		}
		could = append(could, d.wanted(x))
	}
	if len(could) == 0 {
		could = []string{"nothing"}
	}
	d.add("too early: however the %d lines before it are read, %s can't come next; what could: %s", s.Index, d.came(s.Index, s.Text, s.Line), strings.Join(could, ", "))
}

func (d *detail) odd(kind string, all []Odd, say func(Odd) string) {
	for i, o := range all {
		if d.enough(kind, i, len(all)) {
			return
		}
		d.add("%s: %s", kind, say(o))
	}
}

func quote(text string) string {
	if text == "" {
		return `"" (an empty line)`
	}
	return fmt.Sprintf("%q", text)
}

func list(pids []int) string {
	s := make([]string, len(pids))
	for i, pid := range pids {
		s[i] = fmt.Sprint(pid)
	}
	return strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}
