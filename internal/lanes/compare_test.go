package lanes

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestEqual(t *testing.T) {
	tests := []struct {
		name string
		a, b string
		want *Difference
	}{
		{"texts", "go\nchild| start", "开始\n子进程| 启动", nil},
		{"nested", "a/b| x\na| y", "甲/乙| x\n甲| y", nil},
		{"main keeps its name", "main| x", "main| y", nil},
		{"holes", "a| <n> of <m>\na| <n>", "甲| <总> 之 <个>\n甲| <总>", nil},
		{"known holes turned round", "a| <n>\na| <m> of <n>", "甲| <个>\n甲| <个> 之 <总>", nil},
		{"barrier", "go\na| x", "go\nx", &Difference{11, 21, "one is a barrier, the other of a lane: a| and no lane"}},
		{"depth", "a/b| x", "a| x", &Difference{10, 20, "lanes of different depth: a/b| and a|"}},
		{"alike", "a*2| x", "a*3| x", &Difference{10, 20, "different numbers of lanes: a*2| and a*3|"}},
		{"number of holes", "x <n>", "x", &Difference{10, 20, "1 holes and 0"}},
		{"lane is another", "a| x\na| y", "甲| x\n乙| y", &Difference{11, 21, "lane a is 乙 here, and 甲 above"}},
		{"two lanes made one", "a| x\nb| y", "甲| x\n甲| y", &Difference{11, 21, "lane 甲 is b here, and a above"}},
		{"inside of another", "a| x\nb| y\na/c| z", "甲| x\n乙| y\n乙/c| z", &Difference{12, 22, "lane a is 乙 here, and 甲 above"}},
		{"main translated", "main| x", "主| x", &Difference{10, 20, "lane main and lane 主: the name main is not translated"}},
		{"hole is another", "<n> <n>", "<n> <m>", &Difference{10, 20, "hole n is m here, and n above"}},
		{"hole is another below", "<n> <m>\n<n>", "<甲> <乙>\n<乙>", &Difference{11, 21, "hole <n> should be <甲> in the other"}},
		{"hole not compared", "<n>", "<_>", &Difference{10, 20, "hole <n> and hole <_>"}},
		{"times", "a|? x\na|* y\na|+ z", "甲|? 一\n甲|* 二\n甲|+ 三", nil},
		{"other times", "a| x\na|? y", "甲| 一\n甲|* 二", &Difference{11, 21, "a line that comes at most once and one that comes any number of times"}},
		{"no times", "a|+ x", "甲| 一", &Difference{10, 20, "a line that comes at least once and one that comes once"}},
		{"edges", "a| x\nb| y\n--\nx -> y", "甲| 一\n乙| 二\n--\n一 -> 二", nil},
		{"another edge", "a| x\nb| y\n--\nx -> y", "甲| 一\n乙| 二\n--\n二 -> 一", &Difference{13, 23, "edges between different lines"}},
		{"more edges", "a| x\nb| y\n--\nx -> y", "甲| 一\n乙| 二", &Difference{13, 0, "1 edges and 0"}},
		{"fewer edges", "a| x\nb| y", "甲| 一\n乙| 二\n--\n一 -> 二", &Difference{0, 23, "0 edges and 1"}},
		{"longer", "a\nb", "a", &Difference{11, 0, "2 lines and 1"}},
		{"shorter", "a", "a\nb", &Difference{0, 21, "1 lines and 2"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			a, err := Parse(tt.a, 10)
			assert.NoError(t, err)
			b, err := Parse(tt.b, 20)
			assert.NoError(t, err)
			assert.Equal(t, tt.want, Equal(a, b))
		})
	}
}
