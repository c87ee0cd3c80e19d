package verify

import "testing"

func TestOverlap(t *testing.T) {
	testScripts(t, []scriptTest{
		{"overlap", []string{"run -plain sh long.sh", "overlap 20ms '^a1$' '^b1$'"}, ""},
		{"overlap, none", []string{"run sh apart.sh", "overlap 20ms '^a1$' '^b1$'"}, "seen alive together"},
		{"overlap, one process", []string{"run sh one.sh", "overlap 20ms '^a1$' '^b1$'"}, "wrote both"},
	})
}
