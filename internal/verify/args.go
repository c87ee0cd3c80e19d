package verify

import (
	"flag"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// args reads the arguments of a command. Flags are defined first, then read is
// called, then the accessors. err is the first mistake; what is read after
// it is harmless, so that a command need not look at err in between.
type args struct {
	*flag.FlagSet
	neg   bool
	err   error
	usage string
	words []string // behind the command's name
}

func newArgs(usage string, words []string, neg bool) *args {
	a := &args{FlagSet: flag.NewFlagSet("", flag.ContinueOnError), neg: neg, usage: usage, words: words[1:]}
	a.SetOutput(io.Discard)
	a.FlagSet.Usage = func() {}
	if neg && !strings.HasPrefix(usage, "[!]") {
		a.fail("%q cannot be negated", words[0])
	}
	return a
}

// fail notes a mistake, unless there was one.
func (a *args) fail(format string, values ...any) {
	if a.err == nil {
		a.err = fmt.Errorf("%s: usage: %s", fmt.Sprintf(format, values...), a.usage)
	}
}

// read parses the flags before the first other argument, and asks for at
// least least of those, and at most most (-1: any number).
func (a *args) read(least, most int) {
	if err := a.Parse(a.words); err != nil {
		a.fail("%v", err)
	}
	switch n := a.NArg(); {
	case n < least:
		a.fail("too few arguments")
	case most >= 0 && n > most:
		a.fail("too many arguments: %q", a.Arg(most))
	}
}

// pattern is argument i, a regular expression.
func (a *args) pattern(i int) *regexp.Regexp { return a.compile(a.Arg(i)) }

func (a *args) compile(text string) *regexp.Regexp {
	re, err := regexp.Compile(text)
	if err != nil {
		if a.err == nil {
			a.err = err // which says enough
		}
		return regexp.MustCompile("")
	}
	return re
}

// number is argument i, a number from 1.
func (a *args) number(i int, name string) int {
	n, err := strconv.Atoi(a.Arg(i))
	if err != nil || n < 1 {
		a.fail("%s must be a number from 1, not %q", name, a.Arg(i))
	}
	return n
}

// duration is argument i, a time above 0.
func (a *args) duration(i int) time.Duration {
	d, err := time.ParseDuration(a.Arg(i))
	if err != nil || d <= 0 {
		a.fail("the time must be above 0 and such as 20ms, not %q", a.Arg(i))
	}
	return d
}
