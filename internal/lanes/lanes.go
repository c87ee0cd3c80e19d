package lanes

import (
	"fmt"
	"strings"
)

// Line is one line of a transcript.
type Line struct {
	Text string
	// Pid is the process that wrote the line, 0 where the kernel did not say.
	Pid int
	// Writers are the processes whose bytes are in the line, when they are
	// more than one: such a line is torn.
	Writers []int
}

// Process is what is known of a process of a run.
type Process struct {
	Pid    int
	Parent int // 0 when it had ended before the kernel could be asked
}

// Transcript is what one run printed, in the order in which it was printed.
type Transcript struct {
	Lines     []Line
	Main      int // pid of the main process, 0 when unknown
	Processes map[int]Process
}

// Want is a parsed want file. It is not changed by its methods, so several
// goroutines may use one.
type Want struct {
	lines    []WantLine
	edges    []edge
	lanes    []lane // 0 is the main process, whose lines are barriers
	events   []Event
	patterns []pattern
	plain    map[string]int // patterns without holes, by text
	shapes   []*shape       // of those with holes
	holes    []string
	shared   []bool // by hole: a barrier has it, so it is the same text in the whole file
	main     int    // the lane that the main process writes beside its children, else 0
}

// WantLine is one line of a want file.
type WantLine struct {
	Text   string // as written, behind the lane, escapes and holes included
	Lane   string // "" for a barrier; without "*N"
	Copies int    // N of "NAME*N", else 1
	Line   int    // in the file that holds the want file
	Holes  []string
	Times  string // "?" where it may be missing, "*" any number of times, "+" at least once, else ""
}

// mayMiss says that the line may be missing.
func (l *WantLine) mayMiss() bool { return l.Times == "?" || l.Times == "*" }

// mayRepeat says that the line may come more than once.
func (l *WantLine) mayRepeat() bool { return l.Times == "*" || l.Times == "+" }

// Lines has the lines of the want file, as they stand there. The caller must
// not change them.
func (w *Want) Lines() []WantLine { return w.lines }

// A Problem is something wrong in a want file.
type Problem struct {
	Line int    // counted as Parse was told
	Msg  string // what is wrong
	Hint string // the way out, "" where Msg says it
}

// Problems are all that is wrong in a want file, by line.
type Problems []Problem

// Error has one problem a line.
func (p Problems) Error() string {
	s := make([]string, len(p))
	for i, q := range p {
		s[i] = fmt.Sprintf("line %d: %s", q.Line, q.Msg)
		if q.Hint != "" {
			s[i] += " (" + q.Hint + ")"
		}
	}
	return strings.Join(s, "\n")
}

// A Match says how a legal transcript was read.
type Match struct {
	// Order names the order that was seen: equal strings, equal orders. It
	// has, for each line, the line of the want file that it was, counted
	// from 1, and for lanes alike "#K", K counting them as they appeared.
	Order string
	// Lanes has the lane of each line of the transcript; "" is the main one.
	// Lanes alike are NAME#1, NAME#2 … as they appeared.
	Lanes []string
	// Unasked are the nested lanes whose parent the kernel could not tell.
	Unasked []string
}
