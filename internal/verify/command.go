package verify

import (
	"github.com/seed-05413062/course/internal/lesson"
)

// A command is a word that scripts have beside testscript's own: all that is
// known of it, in a file of its name.
type command struct {
	// usage is what it takes, for messages. It begins with "[!]" where the
	// command can be negated.
	usage string
	// parse reads a line. That happens twice: in Static, so that all mistakes
	// of a course are seen at once, and when testscript has expanded the
	// line's variables, to carry it out.
	parse func(*args) action
}

// commands has a line for each command.
var commands = map[string]command{
	"always":    always,
	"atmost":    atmost,
	"before":    before,
	"broken":    broken,
	"distinct":  distinct,
	"lanes":     lanesCommand,
	"never":     never,
	"outcomes":  outcomes,
	"overlap":   overlap,
	"run":       runCommand,
	"sometimes": sometimes,
}

// An action is a line of a script as its command has read it.
type action struct {
	run    *run    // of "run" alone
	change *change // of "broken" alone, which does nothing
	looks  bool    // it looks at the runs of the last "run"
	// lint reports what can be seen wrong without a run. It may be nil.
	lint func(*linter, lesson.Command)
	// do carries the line out. Its error is a *failure where something that
	// was asserted does not hold; any other says that it could not be checked.
	do func(*session, lesson.Command) error
}

// every is an action that asserts check of each run, and of those that a later
// command adds.
func every(check func(*trial) error) action {
	return action{looks: true, do: func(s *session, c lesson.Command) error {
		return s.batch.every(c, check)
	}}
}

// parse reads the words of a line whose first is one of our commands.
func parse(words []string, neg bool) (action, error) {
	c := commands[words[0]]
	a := newArgs(c.usage, words, neg)
	did := c.parse(a)
	return did, a.err
}

// parseCommand is parse for a line as it stands in a lesson. ok is false
// where it is none of our commands.
func parseCommand(c lesson.Command) (a action, ok bool, err error) {
	words := make([]string, len(c.Args))
	for i, arg := range c.Args {
		words[i] = arg.Text
	}
	if len(words) == 0 {
		return action{}, false, nil
	}
	if _, ok = commands[words[0]]; !ok {
		return action{}, false, nil
	}
	a, err = parse(words, c.Neg)
	return a, true, err
}

// runsOf are the runs that a lesson's script asks for.
func runsOf(l *lesson.Lesson) (runs []*run) {
	for _, claim := range l.Claims {
		for _, c := range claim.Commands {
			if a, _, err := parseCommand(c); err == nil && a.run != nil {
				runs = append(runs, a.run)
			}
		}
	}
	return runs
}
