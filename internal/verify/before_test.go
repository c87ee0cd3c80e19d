package verify

import "testing"

func TestBefore(t *testing.T) {
	testScripts(t, []scriptTest{
		{"before", []string{"run -n 6 sh two.sh", "before '^(?P<who>[ab])1$' '^(?P<who>[ab])2$'"}, ""},
		{"before, too early", []string{"run sh two.sh", "before '^end$' '^start$'"}, `too early: line 1 "start" came before line 6 "end"`},
		{"before, no counterpart", []string{"run printf 'in 1\\nout 1\\nout 2\\n'", "before '^in (?P<n>\\d)' '^out (?P<n>\\d)'"}, "has no line"},
		{"before, no line", []string{"run echo hello", "before '^hello$' '^bye$'"}, "no line matches '^bye$'"},
		{"not before", []string{"run sh two.sh", "! before '^a1$' '^b1$'", "! before '^b1$' '^a1$'"}, ""},
	})
}
