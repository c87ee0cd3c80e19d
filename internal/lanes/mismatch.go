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
	return m.Detail(lineOfWant)
}

func lineOfWant(line int) string { return fmt.Sprintf("line %d of the want", line) }

const mostOfAKind = 10

// Detail says all in words, one thing a line. Lines of the transcript are
// counted from 1; place writes a line of the file that holds the want file.
func (m *Mismatch) Detail(place func(line int) string) string {
	var all []string
	list := func(kind string, n int, say func(i int) string) {
		for i := range min(n, mostOfAKind) {
			all = append(all, kind+": "+say(i))
		}
		if n > mostOfAKind {
			all = append(all, fmt.Sprintf("%s: and %d more", kind, n-mostOfAKind))
		}
	}
	printed := func(index int, text string, line int) string {
		return fmt.Sprintf("line %d %s (%s)", index+1, quote(text), place(line))
	}
	wanted := func(x Wanted) string { return fmt.Sprintf("%s (%s)", quote(x.Text), place(x.Line)) }

	list("too early", len(m.Early), func(i int) string {
		e := m.Early[i]
		s := fmt.Sprintf("%s came before %s, which it must wait for and which ", printed(e.Index, e.Text, e.Line), wanted(e.Waits))
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
		return s
	})
	if s := m.Stuck; s != nil {
		could := "nothing"
		for i, x := range s.Could[:min(len(s.Could), mostOfAKind)] {
			if i == 0 {
				could = wanted(x)
			} else {
				could += ", " + wanted(x)
			}
		}
		if n := len(s.Could) - mostOfAKind; n > 0 {
			could += fmt.Sprintf(", and %d more", n)
		}
		all = append(all, fmt.Sprintf("too early: however the %d lines before it are read, %s can't come next; what could: %s", s.Index, printed(s.Index, s.Text, s.Line), could))
	}
	list("a hole differs", len(m.Holes), func(i int) string {
		h := m.Holes[i]
		return fmt.Sprintf("%s has <%s> = %q, but line %d had %q", printed(h.Index, h.Text, h.Line), h.Hole, h.Got, h.BoundAt+1, h.Bound)
	})
	list("unknown", len(m.Unknown), func(i int) string {
		o := m.Unknown[i]
		s := fmt.Sprintf("line %d %s is no line of the want", o.Index+1, quote(o.Text))
		if o.Line > 0 {
			s += fmt.Sprintf("; near: %s (%s)", quote(o.Near), place(o.Line))
		}
		return s
	})
	list("torn", len(m.Torn), func(i int) string {
		o := m.Torn[i]
		return fmt.Sprintf("line %d %s was written by processes %s", o.Index+1, quote(o.Text), listOf(o.Writers))
	})
	list("doubled", len(m.Doubled), func(i int) string {
		o := m.Doubled[i]
		return fmt.Sprintf("%s came once more, after line %d", printed(o.Index, o.Text, o.Line), o.First+1)
	})
	list("missing", len(m.Missing), func(i int) string { return wanted(m.Missing[i]) + " never came" })
	list("wrong process", len(m.Writers), func(i int) string {
		x := m.Writers[i]
		return printed(x.Index, x.Text, x.Line) + " " + x.Why
	})
	return strings.Join(all, "\n")
}

func quote(text string) string {
	if text == "" {
		return `"" (an empty line)`
	}
	return fmt.Sprintf("%q", text)
}

func listOf(pids []int) string {
	s := make([]string, len(pids))
	for i, pid := range pids {
		s[i] = fmt.Sprint(pid)
	}
	return strings.Join(s[:len(s)-1], ", ") + " and " + s[len(s)-1]
}
