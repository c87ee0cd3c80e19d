package verify

import "testing"

func TestDistinct(t *testing.T) {
	testScripts(t, []scriptTest{
		{"distinct", []string{"run sh two.sh", "distinct 2 '^([ab])[12]$'", "distinct -most 3 '^([ab])[12]$'"}, ""},
		{"distinct, fewer", []string{"run sh two.sh", "distinct 3 '^([ab])[12]$'"}, "took 2 different texts"},
		{"distinct, more", []string{"run sh two.sh", "distinct -most 1 '^([ab])[12]$'"}, "took 2 different texts"},
	})
}
