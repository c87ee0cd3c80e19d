package lang

import "fmt"

// Site is what the pages say beside the lessons.
type Site struct {
	Course, Claims, Notes, Print, Search, Theme, Skip string
	Lesson, Minutes, Contents                         string
	CountLessons, CountClaims, Begin                  string
	Correction, Orders, Original, Waits, Output       string

	Quote  string // begins a quotation of the notes, in bold
	Folded string // in place of folded declarations: %s

	Predict, PredictHow, Answer, IsLegal, IsIllegal, MustWait, SeenIn, NotSeen string

	Came, CameHow, Main, Process, Run, CameIn, OneOrder, Held, OrdersSeen, Work, Machine string
	ByClock, Table, Who, What, Text, At, Start, Line, End, Exit, More                    string
	Pictured, Unknown                                                                    string

	Proved, ProvedIn, Check, Skipped, Recorded, SeeClaim               string
	Next, Previous, AllLessons, Forget                                 string
	ClaimsTitle, ClaimsHow, NotesTitle, NotesHow, PrintTitle, PrintHow string
	MissingTitle, MissingText, ChoiceTitle, Statement                  string

	Verdicts map[string]string // by their names in notes.yaml
}

// F fills a text that has verbs in it.
func (*Site) F(format string, args ...any) string { return fmt.Sprintf(format, args...) }
