package verify

import "testing"

func TestBatch(t *testing.T) {
	testScripts(t, []scriptTest{
		{"an earlier check sees the runs that are added", []string{
			"run sh pid.sh", "never '^[0-9]*7$'", "sometimes '^none$'"}, "which no line may"},
	})
}
