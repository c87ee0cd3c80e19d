package verify

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
)

// askConditions asks testscript about the conditions of the script's lines,
// and notes of each line that is held back why. Conditions speak of the
// machine alone, so they can be asked before the script runs; and so it is
// known of each line whether it ran.
func (s *session) askConditions() error {
	s.skipped = map[int]string{}
	met := map[string]func(*testscript.TestScript, bool, []string){}
	script := s.rewrite(func(c lesson.Command) string {
		if len(c.Conds) == 0 {
			return ""
		}
		s.skipped[c.Line] = reason(c.Conds)
		name := fmt.Sprintf("met@%d", c.Line)
		met[name] = func(*testscript.TestScript, bool, []string) { delete(s.skipped, c.Line) }
		return "[" + strings.Join(c.Conds, "] [") + "] " + name
	})
	if len(met) == 0 {
		return nil
	}
	return s.testscript("conditions", &txtar.Archive{Comment: []byte(script)}, testscript.Params{Cmds: met})
}

// condition answers for the conditions that testscript does not know.
func condition(cond string) (bool, error) {
	switch n, isCPUs := strings.CutPrefix(cond, "cpus:"); {
	case isCPUs:
		k, err := strconv.Atoi(n)
		if err != nil || k < 1 {
			return false, errors.New("cpus: takes a number from 1")
		}
		return runtime.NumCPU() >= k, nil
	case cond == "race":
		return build.RaceAvailable() == nil, nil
	case cond == "kernel-lanes":
		return proc.KernelLanes(), nil
	}
	return false, errors.New("unknown condition")
}

// reason says in words what a line's conditions ask for.
func reason(conds []string) string {
	var parts []string
	for _, cond := range conds {
		name, not := strings.CutPrefix(cond, "!")
		prog, isExec := strings.CutPrefix(name, "exec:")
		n, isCPUs := strings.CutPrefix(name, "cpus:")
		switch {
		case not:
			parts = append(parts, fmt.Sprintf("only where [%s] is not met", name))
		case isExec:
			parts = append(parts, "needs "+prog)
		case isCPUs:
			parts = append(parts, fmt.Sprintf("needs %s CPUs, %d here", n, runtime.NumCPU()))
		case name == "race":
			if err := build.RaceAvailable(); err != nil {
				parts = append(parts, fmt.Sprintf("needs the race detector: %v", err))
			}
		case name == "kernel-lanes":
			parts = append(parts, "needs a kernel that says which process wrote a line")
		default:
			parts = append(parts, fmt.Sprintf("needs [%s]", name))
		}
	}
	return strings.Join(parts, ", ")
}
