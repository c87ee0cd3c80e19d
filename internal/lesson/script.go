package lesson

import (
	"errors"
	"strings"
)

const claimHint = "a line \"# what the commands below it prove\" opens a claim"

// script gathers the lesson's claims from its testscript blocks.
type script struct {
	lesson   *Lesson
	problems Problems
	orphans  bool // a command before the first claim was reported
}

// add takes a line of a testscript block.
func (s *script) add(line string, number int) {
	l, at := s.lesson, s.lesson.At(number)
	if isMarker(line) {
		s.problems.add(at, "indent the line", "%q begins a file in a txtar archive", line)
		return
	}
	// testscript opens a phase only where the # is the line's first character.
	if text, ok := strings.CutPrefix(line, "#"); ok {
		text = strings.TrimSpace(text)
		if text == "" {
			s.problems.add(at, claimHint, "a claim without words")
		}
		s.closeClaim()
		l.Claims = append(l.Claims, Claim{Text: text, Line: number})
		return
	}
	if reason, ok := strings.CutPrefix(strings.TrimSpace(line), "# not broken:"); ok && len(l.Claims) > 0 {
		l.Claims[len(l.Claims)-1].NotBroken = strings.TrimSpace(reason)
		return
	}
	c, err := parseCommand(line)
	c.Line = number
	switch {
	case err != nil:
		s.problems.add(at, "", "%s", err.Error())
	case len(c.Args) == 0:
		return
	case c.Args[0].Text == "skip", c.Args[0].Text == "stop":
		s.problems.add(at, "a condition holds commands back, and says why: [exec:python3] run python3 join.py",
			"%s is not for lessons: a claim is held back by a condition instead", c.Args[0].Text)
	}
	if len(l.Claims) == 0 {
		if !s.orphans {
			s.problems.add(at, claimHint, "a command that proves no claim")
		}
		s.orphans = true
		return
	}
	claim := &l.Claims[len(l.Claims)-1]
	claim.Commands = append(claim.Commands, c)
}

// closeClaim reports the last claim when nothing proves it.
func (s *script) closeClaim() {
	l := s.lesson
	if n := len(l.Claims); n > 0 && len(l.Claims[n-1].Commands) == 0 {
		s.problems.add(l.At(l.Claims[n-1].Line), "put commands below it, or make it prose; a claim is one line",
			"no command proves this claim")
	}
}

// finish reports what can be seen only at the end.
func (s *script) finish() Problems {
	s.closeClaim()
	if len(s.lesson.Claims) == 0 && !s.orphans {
		s.problems.add(s.lesson.At(0), "add a testscript block with a claim and the commands that prove it",
			"proves nothing: no testscript block with a claim")
	}
	return s.problems
}

// parseCommand reads a line as testscript does, but for $ expansion.
func parseCommand(line string) (Command, error) {
	args, err := split(line)
	c := Command{Text: line}
	if err != nil || len(args) == 0 {
		return c, err
	}
	for strings.HasPrefix(args[0].Text, "[") {
		cond, ok := strings.CutSuffix(args[0].Text[1:], "]")
		cond = strings.TrimSpace(cond)
		if not, ok := strings.CutPrefix(cond, "!"); ok {
			cond = "!" + strings.TrimSpace(not)
		}
		if !ok || strings.Trim(cond, "!") == "" {
			return c, errors.New("a condition is one word in brackets: [exec:python3] or [!race]")
		}
		c.Conds = append(c.Conds, cond)
		if args = args[1:]; len(args) == 0 {
			return c, errors.New("a condition without a command")
		}
	}
	if args[0].Text == "!" {
		c.Neg = true
		if args = args[1:]; len(args) == 0 {
			return c, errors.New("! without a command")
		}
	}
	c.Args = args
	return c, nil
}

// split cuts a line into arguments: at blanks, with 'quoted chunks' in which
// two quotes in a row stand for one, up to a # outside of quotes.
func split(line string) ([]Arg, error) {
	var args []Arg
	var arg *Arg
	quoted := false
	for i := 0; i < len(line); i++ {
		c := line[i]
		if !quoted && c == '#' {
			break
		}
		if !quoted && (c == ' ' || c == '\t' || c == '\r') {
			arg = nil
			continue
		}
		if arg == nil {
			args = append(args, Arg{})
			arg = &args[len(args)-1]
		}
		switch {
		case c != '\'':
			arg.Text += line[i : i+1]
		case quoted && strings.HasPrefix(line[i+1:], "'"):
			arg.Text += "'"
			i++
		default:
			quoted = !quoted
			arg.Quoted = true
		}
	}
	if quoted {
		return nil, errors.New("a quoted argument without an end")
	}
	return args, nil
}

// Script is the lesson's script, each line of it on the line of the lesson
// that it comes from and all other lines empty, so that line numbers in
// messages about the script are those of the lesson.
func (l *Lesson) Script() string {
	var b strings.Builder
	line := 1
	put := func(at int, text string) {
		for ; line < at; line++ {
			b.WriteByte('\n')
		}
		b.WriteString(text + "\n")
		line++
	}
	for _, claim := range l.Claims {
		put(claim.Line, "# "+claim.Text)
		for _, c := range claim.Commands {
			put(c.Line, c.Text)
		}
	}
	return b.String()
}
