package verify

import "testing"

func TestOutcomes(t *testing.T) {
	testScripts(t, []scriptTest{
		{"outcomes", []string{"run sh odd.sh", "outcomes -min 2 odd.outcomes"}, ""},
		{"outcomes, another", []string{"run echo three", "outcomes odd.outcomes"}, `"three" is not among the outcomes of odd.outcomes`},
		{"outcomes, two lines", []string{"run printf 'odd\\neven\\n'", "outcomes odd.outcomes"}, "this run printed 2"},
		{"outcomes, too few kinds listed", []string{"run echo odd", "outcomes -min 3 odd.outcomes"}, "-min 3, but odd.outcomes lists 2"},
	})
}
