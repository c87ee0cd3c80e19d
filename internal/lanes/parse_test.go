package lanes

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var parseTests = []struct {
	name string
	give string
	want []WantLine // nil: problems
	bad  string
}{
	{name: "barrier", give: "one go\n", want: []WantLine{{"one go", "", 1, 5, nil}}},
	{name: "no newline at the end", give: "one go", want: []WantLine{{"one go", "", 1, 5, nil}}},
	{name: "carriage return", give: "one go\r\n", want: []WantLine{{"one go", "", 1, 5, nil}}},
	{name: "empty line", give: "\n", want: []WantLine{{"", "", 1, 5, nil}}},
	{name: "lane", give: "two| go\n", want: []WantLine{{"go", "two", 1, 5, nil}}},
	{name: "one space is stripped", give: "two|  go\ntwo|go\ntwo|\n", want: []WantLine{{" go", "two", 1, 5, nil}, {"go", "two", 1, 6, nil}, {"", "two", 1, 7, nil}}},
	{name: "nested", give: "two/three| go\n", want: []WantLine{{"go", "two/three", 1, 5, nil}}},
	{name: "lane first inside, then itself", give: "a/b| x\na| y\n", want: []WantLine{{"x", "a/b", 1, 5, nil}, {"y", "a", 1, 6, nil}}},
	{name: "alike", give: "w*9| a\nw*9| b\n", want: []WantLine{{"a", "w", 9, 5, nil}, {"b", "w", 9, 6, nil}}},
	{name: "nested alike", give: "pool/w*4| a\n", want: []WantLine{{"a", "pool/w", 4, 5, nil}}},
	{name: "any script", give: "子进程1_-.| x\n", want: []WantLine{{"x", "子进程1_-.", 1, 5, nil}}},
	{name: "holes", give: "a| <pid> of <父> <_>\n", want: []WantLine{{"<pid> of <父> <_>", "a", 1, 5, []string{"pid", "父", "_"}}}},
	{name: "escapes", give: `a| \<x\> \| \\ \n`, want: []WantLine{{`\<x\> \| \\ \n`, "a", 1, 5, nil}}},
	{name: "second bar", give: "a| x | y", want: []WantLine{{"x | y", "a", 1, 5, nil}}},
	{name: "escaped bar in a barrier", give: `x \| y`, want: []WantLine{{`x \| y`, "", 1, 5, nil}}},

	{name: "empty", give: "", bad: "line 5: the want file is empty (write the lines of one real output)"},
	{name: "bar in a barrier", give: "x | y", bad: `line 5: "x " is not the name of a lane (write \| for a plain |; a name is letters, digits, "_", "-" and ".", with "/" before a lane inside it)`},
	{name: "no name", give: "| y", bad: `line 5: "" is not the name of a lane (write \| for a plain |; a name is letters, digits, "_", "-" and ".", with "/" before a lane inside it)`},
	{name: "empty part", give: "a//b| y", bad: `line 5: "a//b" is not the name of a lane (write \| for a plain |; a name is letters, digits, "_", "-" and ".", with "/" before a lane inside it)`},
	{name: "no number", give: "a*x| y", bad: `line 5: "x" is not a number of lanes (NAME*N| with N from 2 to 100000, at the end of the name)`},
	{name: "one alike", give: "a*1| y", bad: `line 5: "1" is not a number of lanes (NAME*N| with N from 2 to 100000, at the end of the name)`},
	{name: "number with zeros", give: "a*09| y", bad: `line 5: "09" is not a number of lanes (NAME*N| with N from 2 to 100000, at the end of the name)`},
	{name: "hole without a name", give: "x <> y", bad: `line 5: "<" opens no hole <name> (write \< for a plain <)`},
	{name: "hole with a space", give: "a < b > c", bad: `line 5: "<" opens no hole <name> (write \< for a plain <)`},
	{name: "adjacent holes", give: "<a><b>", bad: "line 5: two holes with nothing between them (make them one hole)"},
	{name: "twice differently", give: "go\nw*9| a\nw*8| b\nw| c", bad: "line 7: a lane named twice differently: w*8| here, w*9| in line 6 (NAME*N must stand before each of its lines)\nline 8: a lane named twice differently: w| here, w*9| in line 6 (NAME*N must stand before each of its lines)"},
	{name: "lane around others made alike", give: "a/b| x\na*2| y", bad: "line 6: a lane named twice differently: a*2| here, a single lane, as it has lanes inside it (NAME*N must stand before each of its lines)"},
	{name: "inside of lanes alike", give: "w*2| x\nw/b| y", bad: `line 6: lane "w/b" is inside of lanes alike, "w*2|" of line 5 (name these lanes one by one)`},
	{name: "all problems, by line", give: "a| <\n| x\nok", bad: "line 5: \"<\" opens no hole <name> (write \\< for a plain <)\nline 6: \"\" is not the name of a lane (write \\| for a plain |; a name is letters, digits, \"_\", \"-\" and \".\", with \"/\" before a lane inside it)"},
	{name: "too many", give: "a*100000| x\nb*100000| x", want: []WantLine{{"x", "a", 100000, 5, nil}, {"x", "b", 100000, 6, nil}}},
}

func TestParse(t *testing.T) {
	for _, tt := range parseTests {
		t.Run(tt.name, func(t *testing.T) {
			w, err := Parse(tt.give, 5)
			if tt.want == nil {
				var p Problems
				require.ErrorAs(t, err, &p)
				assert.Equal(t, tt.bad, err.Error())
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.want, w.Lines())
		})
	}
}
