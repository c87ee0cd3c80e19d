package verify

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/seed-05413062/course/internal/lesson"
)

// A command is a parsed line of a script, one of ours. It is parsed twice:
// by Static, so that all mistakes of a course are seen at once, and when
// testscript has expanded its variables, to be done.
type command interface {
	// do carries the command out; its error is a *failure, or a plain one.
	do(s *session, at place) error
}

// place is where a command stands, and what stands there after its
// conditions.
type place struct {
	line int
	text string
}

// commands are the words that scripts have beside testscript's own.
var commands = map[string]func(args []string, neg bool) (command, error){
	"run":       parseRun,
	"lanes":     parseLanes,
	"before":    parseBefore,
	"atmost":    parseAtmost,
	"distinct":  parseDistinct,
	"always":    parseAlways,
	"never":     parseNever,
	"sometimes": parseSometimes,
	"outcomes":  parseOutcomes,
	"overlap":   parseOverlap,
}

// builtins are testscript's commands. skip and stop are refused: lesson.Read
// says so.
var builtins = []string{
	"cd", "chmod", "cmp", "cmpenv", "cp", "env", "exec", "exists", "grep",
	"kill", "mkdir", "mv", "rm", "stderr", "stdin", "stdout", "ttyin",
	"ttyout", "symlink", "unix2dos", "unquote", "wait",
}

// usage is what each command takes, for its error messages.
var usage = map[string]string{
	"run":       "[!] run [-n N] [-in FILE] [-until RE] [-exit K] [-leaves] [-plain] [-race] [-timeout D] PROG ARGS…",
	"lanes":     "lanes [-processes] [-orders N] stdout|FILE WANT",
	"before":    "[!] before 'A' 'B'",
	"atmost":    "[!] atmost K 'OPEN' 'CLOSE'",
	"distinct":  "distinct [-most] K 'RE'",
	"always":    "always 'RE'",
	"never":     "never 'RE'",
	"sometimes": "sometimes [-first] 'RE' 'RE'…",
	"outcomes":  "outcomes [-min K] WANT",
	"overlap":   "overlap D 'A' 'B'",
}

// parse reads a command of ours; args begins with its name.
func parse(args []string, neg bool) (command, error) {
	name := args[0]
	c, err := commands[name](args[1:], neg)
	if err != nil {
		var bad *badPattern
		if errors.As(err, &bad) {
			return nil, err
		}
		return nil, fmt.Errorf("%w: usage: %s", err, usage[name])
	}
	return c, nil
}

// texts are the arguments as a script has them.
func texts(args []lesson.Arg) []string {
	out := make([]string, len(args))
	for i, a := range args {
		out[i] = a.Text
	}
	return out
}

// flags parses the flags before the first other argument, and asks for at
// least least of those, and at most most (-1: any number).
func flags(args []string, least, most int, define func(*flag.FlagSet)) ([]string, error) {
	set := flag.NewFlagSet("", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.Usage = func() {}
	if define != nil {
		define(set)
	}
	if err := set.Parse(args); err != nil {
		return nil, err
	}
	rest := set.Args()
	switch {
	case len(rest) < least:
		return nil, errors.New("too few arguments")
	case most >= 0 && len(rest) > most:
		return nil, fmt.Errorf("too many arguments: %q", rest[most])
	}
	return rest, nil
}

func notNegated(name string, neg bool) error {
	if neg {
		return fmt.Errorf("%q cannot be negated", name)
	}
	return nil
}

// badPattern is a regular expression that does not compile.
type badPattern struct{ err error }

func (b *badPattern) Error() string { return b.err.Error() }

func patterns(texts ...string) ([]*regexp.Regexp, error) {
	var res []*regexp.Regexp
	for _, t := range texts {
		re, err := regexp.Compile(t)
		if err != nil {
			return nil, &badPattern{err}
		}
		res = append(res, re)
	}
	return res, nil
}

func positive(text, what string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%s must be a number from 1, not %q", what, text)
	}
	return n, nil
}

// runCommand is "run".
type runCommand struct {
	n       int
	in      string
	until   *regexp.Regexp
	exit    int // -1: not asked for
	leaves  bool
	plain   bool
	race    bool
	timeout time.Duration
	neg     bool
	program string
	args    []string
}

func parseRun(args []string, neg bool) (command, error) {
	c := &runCommand{neg: neg}
	var until string
	rest, err := flags(args, 1, -1, func(f *flag.FlagSet) {
		f.IntVar(&c.n, "n", 1, "")
		f.StringVar(&c.in, "in", "", "")
		f.StringVar(&until, "until", "", "")
		f.IntVar(&c.exit, "exit", -1, "")
		f.BoolVar(&c.leaves, "leaves", false, "")
		f.BoolVar(&c.plain, "plain", false, "")
		f.BoolVar(&c.race, "race", false, "")
		f.Func("timeout", "", func(text string) (err error) {
			if c.timeout, err = time.ParseDuration(text); err != nil {
				err = errors.New("a time has a unit: 5s, 500ms")
			}
			return err
		})
	})
	switch {
	case err != nil:
		return nil, err
	case c.n < 1 || c.n > mostRuns:
		return nil, fmt.Errorf("-n must be from 1 to %d", mostRuns)
	case c.neg && c.exit == 0:
		return nil, errors.New("! run wants a failure, and -exit 0 is none")
	case c.timeout < 0:
		return nil, errors.New("-timeout must be above 0")
	case c.exit > 255:
		return nil, fmt.Errorf("-exit %d: a status is from 0 to 255", c.exit)
	case rest[len(rest)-1] == "&":
		return nil, errors.New("run waits for the program: there is no & (-leaves waits for what it leaves, too)")
	}
	if until != "" {
		res, err := patterns(until)
		if err != nil {
			return nil, err
		}
		c.until = res[0]
	}
	c.program, c.args = rest[0], rest[1:]
	return c, nil
}

// racedPrograms are the programs that a lesson's script runs with -race.
func racedPrograms(l *lesson.Lesson) map[string]bool {
	raced := map[string]bool{}
	eachOwn(l, func(_ lesson.Command, c command) {
		if run, ok := c.(*runCommand); ok && run.race {
			raced[run.program] = true
		}
	})
	return raced
}

// eachOwn calls f for each of our commands in a lesson's script that parses.
func eachOwn(l *lesson.Lesson, f func(lesson.Command, command)) {
	for _, claim := range l.Claims {
		for _, c := range claim.Commands {
			if len(c.Args) == 0 || commands[c.Args[0].Text] == nil {
				continue
			}
			if own, err := parse(texts(c.Args), c.Neg); err == nil {
				f(c, own)
			}
		}
	}
}

// envKeys are the variables that a script sets, and which its runs get: the
// rest of testscript's environment is not theirs.
func envKeys(l *lesson.Lesson) (keys []string) {
	for _, claim := range l.Claims {
		for _, c := range claim.Commands {
			if len(c.Args) == 0 || c.Args[0].Text != "env" {
				continue
			}
			for _, a := range c.Args[1:] {
				if key, _, ok := strings.Cut(a.Text, "="); ok && !slices.Contains(keys, key) {
					keys = append(keys, key)
				}
			}
		}
	}
	return keys
}

func countLines(s string) int { return strings.Count(s, "\n") }
