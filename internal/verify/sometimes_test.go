package verify

import "testing"

func TestSometimes(t *testing.T) {
	testScripts(t, []scriptTest{
		{"sometimes", []string{"run sh two.sh", "sometimes '^a1$' '^b1$'"}, ""},
		{"sometimes -first", []string{"run sh two.sh", "sometimes -first '^a1$' '^b1$'"}, ""},
		{"sometimes, never seen", []string{"run echo hello", "sometimes '^hello$' '^bye$'"}, "no line matched '^bye$'"},
	})
}
