package lang

import "fmt"

// Site is what the pages say beside the lessons. A text that has verbs (%d,
// %s) takes the arguments that the English one takes; %[2]d is the second.
type Site struct {
	// Names of pages and of what leads to them, in the header and the footer.
	Course, Claims, Notes, Print, Search, Theme, Skip string

	// A lesson: its head, and what stands around its blocks.
	Lesson, Minutes, Contents                   string
	Correction, Orders, Original, Waits, Output string
	Quote                                       string // begins a quotation of the notes, in bold
	Folded                                      string // in place of folded declarations: their names
	AuthorTable                                 string // the name of a table of the lesson, for screen readers

	// The prediction: which of some outputs are possible.
	Predict, PredictHow, Answer, IsLegal, IsIllegal, MustWait, SeenIn, NotSeen string

	// The recorded runs of a program, with their picture and its table.
	RecordedRuns, RecordedHow, Main, Process, Run, OrderIn, OneOrder, OrdersSeen, Work, Machine string
	Disturbed                                                                                   string // how runs are varied
	ByClock, Pictured, Table, Who, What, Text, At, Start, Line, End, Exit, More, Unknown        string

	// In how many runs a claim held: one of all runs, of some, of none; and with
	// which change it fails: one text taken out, another in its place, or two exchanged.
	InOne, InAll, InSome, InNone string
	// What some run must have: in how many it was, of several things the rarest;
	// and the counts of all of them.
	// All: of which something else must be so in each run.
	SeenRuns, EachSeen, AllAndSeen, AllAndEach, CountsOf string
	FailsWhen, TakenOut, Becomes, Exchanged, And         string

	// The claims of a lesson, and its end.
	ClaimsIn                                        Plural
	ClaimsLabel, Check, Skipped, Recorded, SeeClaim string
	Next, Previous, AllLessons                      string

	// The other pages.
	CountLessons, CountClaims                   Plural
	Begin, Forget                               string
	ClaimsTitle, ClaimsHow                      string
	NotesTitle, NotesHow, Statement, NotChecked string
	PrintTitle, PrintHow                        string
	MissingTitle, MissingText                   string
	ChoiceTitle                                 string

	Verdicts map[string]string // by their names in notes.yaml
}

// F fills a text that has verbs in it.
func (*Site) F(format string, args ...any) string { return fmt.Sprintf(format, args...) }

// Plural is a text about one thing, and the same about several.
type Plural struct{ One, Many string }

// For is the text about n things.
func (p Plural) For(n int) string {
	if n == 1 {
		return p.One
	}
	return p.Many
}
