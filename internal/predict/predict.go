package predict

import (
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
)

const (
	fewest = 3  // lines that a question needs
	most   = 14 // lines that four transcripts side by side can have

	questions = 4
)

// Candidate is a transcript to be judged by the reader.
type Candidate struct {
	Texts []string // its lines
	Lanes []string // the lane of each line, "" of the main process; of lanes alike NAME#1, NAME#2 … as they appear
	Legal bool
	Order string // lanes.Match.Order where it is legal
	Why   []Why  // the one rule that is broken, where it is not
}

// Why is a line that came too early, and the line that it must wait for.
type Why struct {
	Early, Waits         string // as the candidate has them
	EarlyLine, WaitsLine int    // of the file that holds the want file
}

// Candidates makes the four transcripts of a question, no two with the same
// texts, at least one legal and at least one not. The same seed and the same
// shape of the want file give the same question. It reports false where the
// want file allows none: see the package's comment.
func Candidates(w *lanes.Want, seed string) ([]Candidate, bool) {
	lines := outputLines(w)
	if len(lines) < fewest {
		return nil, false
	}
	q := &question{want: w, poset: newPoset(w.Events()), lines: lines, taken: map[string]bool{}}
	q.rand = rand.New(rand.NewPCG(hash(lines, seed, 1), hash(lines, seed, 2)))
	q.texts = fill(lines, q.rand)

	legal := 2
	switch q.rand.IntN(6) {
	case 0:
		legal = 1
	case 1:
		legal = 3
	}
	illegals, legals := q.illegal(), q.legal()
	wrong := illegals.upTo(questions-legal, nil)
	right := legals.upTo(max(2, legal), nil) // where only one can come there is nothing to ask
	if len(right) < 2 || len(wrong) == 0 {
		return nil, false
	}
	// Where there are too few of the one, more of the other stand in.
	wrong = illegals.upTo(questions-len(right), wrong)
	right = legals.upTo(questions-len(wrong), right)
	if len(right)+len(wrong) < questions {
		return nil, false
	}
	legal = max(questions-len(wrong), min(legal, len(right)))
	four := slices.Concat(right[:legal], wrong[:questions-legal])
	q.rand.Shuffle(len(four), func(i, j int) { four[i], four[j] = four[j], four[i] })
	return four, true
}

// question is one being made.
type question struct {
	want  *lanes.Want
	poset poset
	lines []line
	texts []string // by line, with the holes filled
	rand  *rand.Rand
	taken map[string]bool // transcripts that are in it
	read  []lanes.Line    // to be held against the want file
}

// judge makes a candidate of an order if it is new, and legal or not as it is
// meant to be, and if its fault, if any, can be said in one rule.
func (q *question) judge(o order, legal bool) (Candidate, bool) {
	c := Candidate{Legal: legal, Texts: make([]string, len(q.lines))}
	q.read = q.read[:0]
	for n := range q.lines {
		c.Texts[n] = q.texts[o[n]]
		q.read = append(q.read, lanes.Line{Text: c.Texts[n]})
	}
	key := strings.Join(c.Texts, "\n")
	if q.taken[key] {
		return c, false
	}
	m, err := q.want.Check(lanes.Transcript{Lines: q.read}, false)
	if legal != (err == nil) {
		return c, false
	}
	if legal {
		c.Order, c.Lanes = m.Order, m.Lanes
	} else {
		why, ok := q.because(err, c.Texts)
		// Where holes make texts of several lines alike, lanes.Check may take
		// a line for the one that it waits for: no reader would.
		if !ok || why.EarlyLine == why.WaitsLine {
			return c, false
		}
		c.Why, c.Lanes = []Why{why}, q.names(o)
	}
	q.taken[key] = true
	return c, true
}

// because says in one rule why a transcript is not legal.
func (q *question) because(err error, texts []string) (Why, bool) {
	var m *lanes.Mismatch
	if !errors.As(err, &m) || len(m.Holes)+len(m.Unknown)+len(m.Torn)+len(m.Doubled)+len(m.Missing) > 0 {
		return Why{}, false
	}
	switch {
	case m.Stuck != nil && len(m.Early) == 0:
		// Equal texts can be of several lanes. What could have come is what
		// is waited for only when it is one line and no choice.
		could := m.Stuck.Could
		if len(could) == 0 || slices.ContainsFunc(could, func(x lanes.Wanted) bool { return x.Line != could[0].Line }) {
			return Why{}, false
		}
		waits, ok := q.later(texts[m.Stuck.Index+1:], could[0].Line)
		if !ok {
			return Why{}, false
		}
		return Why{m.Stuck.Text, waits, m.Stuck.Line, could[0].Line}, true
	case m.Stuck == nil && len(m.Early) == 1 && m.Early[0].More == 0 && m.Early[0].Waits.Index >= 0:
		e := m.Early[0]
		return Why{e.Text, texts[e.Waits.Index], e.Line, e.Waits.Line}, true
	}
	return Why{}, false
}

// later is the first of texts that a line of the want file stands for, with
// its holes filled.
func (q *question) later(texts []string, line int) (string, bool) {
	for _, text := range texts {
		for i, l := range q.lines {
			if l.Line == line && q.texts[i] == text {
				return text, true
			}
		}
	}
	return "", false
}

// names has the lanes of an order that lanes.Check could not read.
func (q *question) names(o order) []string {
	names := make([]string, len(q.lines))
	count, nth := map[string]int{}, map[int]int{}
	for i := range names {
		l := q.lines[o[i]]
		names[i] = l.Lane
		if l.Copies > 1 {
			if nth[l.lane] == 0 {
				count[l.Lane]++
				nth[l.lane] = count[l.Lane]
			}
			names[i] += "#" + strconv.Itoa(nth[l.lane])
		}
	}
	return names
}

// hash is of what must wait for what, so that two languages of a lesson ask
// the same.
func hash(lines []line, seed string, salt byte) uint64 {
	h := fnv.New64a()
	h.Write([]byte{salt})
	h.Write([]byte(seed))
	for _, l := range lines {
		h.Write([]byte{0, byte(l.lane), byte(l.Copies), byte(strings.Count(l.Lane, "/"))})
	}
	return h.Sum64()
}
