// Package predict turns a want file into a question: four transcripts, of
// which some can come and some can't, and for each that can't the rule that
// it breaks.
//
// The question is the same on every machine and in every language: it depends
// on the seed and on which line must wait for which, never on the texts. A
// verdict is never assumed: each transcript is held against the want file with
// lanes.Check, and one whose verdict is not the intended one is dropped.
//
// # How the four are chosen
//
// Mostly two are legal and two are not; sometimes it is three and one, or one
// and three, so that counting does not help. The legal ones are far from the
// file's own order and from one another, and the file's own order is only
// taken where there is nothing else. Each illegal one turns round exactly one
// pair of lines, of which nothing must come between. The first keeps as near
// to the file's own order as it can, and there the two lines stand next to
// each other. In the second, as far as the want file allows, lines of other
// lanes hide the pair.
//
// # No question
//
// There is none for fewer than 3 or more than 14 lines (NAME*9 counts nine
// times), where only one transcript is legal, where every one is, and where
// there are not four.
//
// # Holes
//
// A hole is filled with a text that it might have: a path where its name says
// so, else a number. Equal holes are filled equally, as far as the want file
// asks for it.
package predict
