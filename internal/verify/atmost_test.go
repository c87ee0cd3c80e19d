package verify

import "testing"

func TestAtmost(t *testing.T) {
	testScripts(t, []scriptTest{
		{"atmost", []string{"run -n 3 sh two.sh", "atmost 2 '^[ab]1$' '^[ab]2$'"}, ""},
		{"atmost, more", []string{"run printf 'o\\no\\nc\\nc\\n'", "atmost 1 '^o$' '^c$'"}, "2 open at once at line 2; at most 1 were wanted"},
		{"not atmost", []string{"run sh two.sh", "! atmost 1 '^[ab]1$' '^[ab]2$'"}, ""},
		{"atmost, not balanced", []string{"run echo o", "atmost 1 '^o$' '^c$'"}, "1 lines open ('^o$') and 0 close ('^c$')"},
		{"atmost, closed first", []string{"run printf 'c\\no\\n'", "atmost 1 '^o$' '^c$'"}, "closes what was not open"},
	})
}
