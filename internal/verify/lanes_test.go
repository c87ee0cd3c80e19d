package verify

import "testing"

func TestLanes(t *testing.T) {
	testScripts(t, []scriptTest{
		{"lanes", []string{"run -n 12 sh two.sh", "lanes -processes -orders 6 stdout two.want"}, ""},
		{"lanes, a transcript", []string{"lanes legal.txt two.want"}, ""},
		{"lanes, an illegal transcript", []string{"lanes illegal.txt two.want"}, "too early"},
		{"lanes, a wrong number of orders", []string{"run sh two.sh", "lanes -orders 7 stdout two.want"}, "two.want has 6 legal orders, not 7"},
		{"lanes, one process in two lanes", []string{"run sh one.sh", "lanes -processes stdout two.want"}, "process"},
		{"lanes, a missing line", []string{"run echo start", "lanes stdout two.want"}, "missing"},
	})
}
