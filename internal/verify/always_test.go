package verify

import "testing"

func TestAlways(t *testing.T) {
	testScripts(t, []scriptTest{
		{"always", []string{"run -n 3 echo hello", "always '^hel+o$'"}, ""},
		{"always, not", []string{"run -n 3 echo hello", "always '^bye$'"}, "run 1 of 3: no line matches '^bye$'"},
		{"always, stderr", []string{"run sh -c 'echo oops >&2'", "always '^oops$'"}, ""},
		{"never", []string{"run -n 3 echo hello", "never '^bye$'"}, ""},
		{"never, not", []string{"run echo hello", "never '^hello$'"}, "line 1 matches '^hello$', which no line may"},
	})
}
