package lesson

import "slices"

// A Quantifier says of which runs a claim speaks.
type Quantifier int

const (
	Always    Quantifier = iota // what each run does
	Sometimes                   // what is seen in at least one run
	Never                       // what no run does
)

// Quantifier says of which runs the claim speaks. A claim of what can happen
// asserts it of one run, whatever else it asserts of all; one of which every
// assertion forbids something is of none.
func (c Claim) Quantifier() Quantifier {
	all := c.quantifiers()
	switch {
	case slices.Contains(all, Sometimes):
		return Sometimes
	case len(all) == 0 || slices.Contains(all, Always):
		return Always
	}
	return Never
}

// AlsoAll reports whether a claim of what can happen asserts something of all
// runs beside it.
func (c Claim) AlsoAll() bool {
	all := c.quantifiers()
	return slices.Contains(all, Always) || slices.Contains(all, Never)
}

// quantifiers are those of the claim's assertions.
func (c Claim) quantifiers() (all []Quantifier) {
	for _, command := range c.Commands {
		if q, ok := command.quantifier(); ok {
			all = append(all, q)
		}
	}
	return all
}

// quantifier is that of an assertion; ok is false for a command that only
// makes runs, or changes a program.
func (c Command) quantifier() (q Quantifier, ok bool) {
	switch {
	case c.is("run"), c.is("broken"):
		return 0, false
	case c.is("never"):
		return Never, true
	case c.is("sometimes"), c.is("overlap"), c.Neg && (c.is("before") || c.is("atmost")):
		return Sometimes, true
	}
	return Always, true
}

// A Change is what a broken line does to a file of the lesson, with which its
// claim fails.
type Change struct {
	File  string
	Pairs [][2]string // OLD and NEW
}

// Broken are the changes that the claim's broken lines make.
func (c Claim) Broken() (changes []Change) {
	for _, command := range c.Commands {
		if !command.is("broken") {
			continue
		}
		args := command.Args[1:]
		if len(args) > 0 && args[0].Text == "-hang" {
			args = args[1:]
		}
		if len(args) < 3 || len(args)%2 == 0 {
			continue // a problem of the script
		}
		change := Change{File: args[0].Text}
		for i := 1; i < len(args); i += 2 {
			change.Pairs = append(change.Pairs, [2]string{args[i].Text, args[i+1].Text})
		}
		changes = append(changes, change)
	}
	return changes
}
