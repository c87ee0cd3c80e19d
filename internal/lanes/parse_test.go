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
	{name: "barrier", give: "one go\n", want: []WantLine{{"one go", "", 1, 5, nil, ""}}},
	{name: "no newline at the end", give: "one go", want: []WantLine{{"one go", "", 1, 5, nil, ""}}},
	{name: "carriage return", give: "one go\r\n", want: []WantLine{{"one go", "", 1, 5, nil, ""}}},
	{name: "empty line", give: "\n", want: []WantLine{{"", "", 1, 5, nil, ""}}},
	{name: "lane", give: "two| go\n", want: []WantLine{{"go", "two", 1, 5, nil, ""}}},
	{name: "one space is stripped", give: "two|  go\ntwo|go\ntwo|\n", want: []WantLine{{" go", "two", 1, 5, nil, ""}, {"go", "two", 1, 6, nil, ""}, {"", "two", 1, 7, nil, ""}}},
	{name: "nested", give: "two/three| go\n", want: []WantLine{{"go", "two/three", 1, 5, nil, ""}}},
	{name: "lane first inside, then itself", give: "a/b| x\na| y\n", want: []WantLine{{"x", "a/b", 1, 5, nil, ""}, {"y", "a", 1, 6, nil, ""}}},
	{name: "alike", give: "w*9| a\nw*9| b\n", want: []WantLine{{"a", "w", 9, 5, nil, ""}, {"b", "w", 9, 6, nil, ""}}},
	{name: "nested alike", give: "pool/w*4| a\n", want: []WantLine{{"a", "pool/w", 4, 5, nil, ""}}},
	{name: "any script", give: "子进程1_-.| x\n", want: []WantLine{{"x", "子进程1_-.", 1, 5, nil, ""}}},
	{name: "holes", give: "a| <pid> of <父> <_>\n", want: []WantLine{{"<pid> of <父> <_>", "a", 1, 5, []string{"pid", "父", "_"}, ""}}},
	{name: "escapes", give: `a| \<x\> \| \\ \n`, want: []WantLine{{`\<x\> \| \\ \n`, "a", 1, 5, nil, ""}}},
	{name: "second bar", give: "a| x | y", want: []WantLine{{"x | y", "a", 1, 5, nil, ""}}},
	{name: "escaped bar in a barrier", give: `x \| y`, want: []WantLine{{`x \| y`, "", 1, 5, nil, ""}}},

	{name: "edges", give: "a| x\nb| x\nc| y -> z\n--\na| x -> b| x\nb| x -> y -> z\nw| x", bad: `line 11: "w| x" is no edge (behind the line -- stands TEXT -> TEXT: the second line waits for the first; write \-- for a plain --)`},
	{name: "may be missing", give: "a|? x\na*2|? y\nb|?\n", bad: `line 6: a lane named twice differently: a*2| here, a| in line 5 (NAME*N must stand before each of its lines)`},
	{name: "times", give: "a|? x\na|*\na/b|+  y", want: []WantLine{{"x", "a", 1, 5, nil, "?"}, {"", "a", 1, 6, nil, "*"}, {" y", "a/b", 1, 7, nil, "+"}}},
	{name: "plain ?", give: "a| ? x\na|?x\na|** x\na|\\? x", want: []WantLine{{"? x", "a", 1, 5, nil, ""}, {"?x", "a", 1, 6, nil, ""}, {"** x", "a", 1, 7, nil, ""}, {"\\? x", "a", 1, 8, nil, ""}}},
	{name: "edges by lane, with times", give: "a|? x\nb|* x\n--\na| x -> b|* x\n", want: []WantLine{{"x", "a", 1, 5, nil, "?"}, {"x", "b", 1, 6, nil, "*"}}},
	{name: "times of a barrier", give: "|? x", bad: `line 5: "" is not the name of a lane (write \| for a plain |; a name is letters, digits, "_", "-" and ".", with "/" before a lane inside it)`},
	{name: "plain --", give: "a| x\n\\--\n", want: []WantLine{{"x", "a", 1, 5, nil, ""}, {"\\--", "", 1, 6, nil, ""}}},
	{name: "-- in a lane", give: "a| --\na|--\n", want: []WantLine{{"--", "a", 1, 5, nil, ""}, {"--", "a", 1, 6, nil, ""}}},
	{name: "no lines before the edges", give: "--\n", bad: `line 5: no line of output stands before -- (write \-- for a plain --)`},
	{name: "empty line among the edges", give: "a| x\n--\n\n", bad: `line 7: "" is no edge (behind the line -- stands TEXT -> TEXT: the second line waits for the first; write \-- for a plain --)`},
	{name: "edge from nowhere", give: "a| x\n--\nz -> x\nx -> b| x", bad: `line 7: no line is "z" (write it as it stands above, with its holes)
line 8: no line is "b| x" (write it as it stands above, with its holes)`},
	{name: "edge beside a wrong line", give: "a| <x\nb| y\n--\n<x -> y", bad: `line 5: "<" opens no hole <name> (write \< for a plain <)`},
	{name: "edge of two lines", give: "a| x\nb| x\nc| y\n--\nx -> y", bad: `line 9: "x -> y" can be several edges (write LANE| TEXT, or let the lines print different texts)`},
	{name: "edge split in two ways", give: "a| x\nb| x -> y\nc| y -> z\nd| z\n--\nx -> y -> z", bad: `line 10: "x -> y -> z" can be several edges (write LANE| TEXT, or let the lines print different texts)`},
	{name: "cycle of one", give: "a| x\n--\nx -> x", bad: `line 7: "x" can't wait for "x", which waits for it`},
	{name: "cycle in a lane", give: "a| x\na| y\n--\ny -> x", bad: `line 8: "x" can't wait for "y", which waits for it`},
	{name: "cycle through a barrier", give: "a| x\ngo\nb| y\n--\ny -> x", bad: `line 9: "x" can't wait for "y", which waits for it`},
	{name: "cycle of edges", give: "a| x\na| y\nb| z\n--\ny -> z\nz -> x", bad: `line 10: "x" can't wait for "z", which waits for it`},
	{name: "cycle of lanes alike", give: "w*2| x\nw*2| y\n--\nw*2| y -> w| x", bad: `line 8: "x" can't wait for "y", which waits for it`},

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
	{name: "too many", give: "a*100000| x\nb*100000| x", want: []WantLine{{"x", "a", 100000, 5, nil, ""}, {"x", "b", 100000, 6, nil, ""}}},
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
