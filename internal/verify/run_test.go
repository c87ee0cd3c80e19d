package verify

import "testing"

func TestRun(t *testing.T) {
	testScripts(t, []scriptTest{
		{"exit", []string{"run -exit 3 sh -c 'exit 3'"}, ""},
		{"exit, another", []string{"run -exit 3 sh -c 'exit 4'"}, "sh exited with status 4; -exit 3 was wanted"},
		{"failure", []string{"! run -n 3 sh -c 'exit 4'"}, ""},
		{"failure, none", []string{"! run true"}, "true succeeded; a failure was wanted"},
		{"success, none", []string{"run -n 3 sh -c 'exit 4'"}, "run 1 of 3: sh exited with status 4"},
		{"a signal", []string{"run sh -c 'kill -SEGV $$'"}, "sh was killed by signal 11 (SIGSEGV)"},
		{"no such program", []string{"[exec:sh] run nosuch"}, `"nosuch" is neither a program of this lesson nor a command on PATH`},
		{"in", []string{"run -in legal.txt cat", "always '^b2$'", "cmp stdout legal.txt"}, ""},
		{"env", []string{"env GREETING=hello", "run sh -c 'echo $GREETING'", "always '^hello$'"}, ""},
		{"env is scrubbed", []string{"run env", "never '^WORK='"}, ""},
		{"until", []string{"run -n 6 -until '^tick 3$' sh ticks.sh", "always '^tick 3$'"}, ""},
		{"until, never", []string{"run -until '^tock$' echo tick"}, "no line matched -until '^tock$'"},
		{"timeout", []string{"run -timeout 100ms sleep 5"}, "sleep was stopped"},
		{"left over", []string{"run sh -c 'sleep 5 & echo main'"}, "sh left process"},
		{"leaves", []string{"run -leaves sh -c '(sleep 0.1; echo child) & echo main'", "always '^child$'"}, ""},
		{"one run's stdout", []string{"run echo hello", "stdout '^hello$'"}, ""},
		{"one run's stdout, another", []string{"run echo hello", "stdout '^bye$'"}, "no match for `^bye$` found in stdout"},
	})
}
