package lanes

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestWant_Check_match(t *testing.T) {
	tests := []struct {
		name  string
		want  string
		give  string
		order string
		lanes []string
	}{
		{"barriers and a lane", "go\na| x\ndone", "go\nx\ndone", "1 2 3", []string{"", "a", ""}},
		{"the notes' order", join, "启动主进程\n启动子进程\n启动子进程2\n结束子进程\n结束子进程2\n结束主进程", "1 2 4 3 5 6",
			[]string{"", "子进程1", "子进程2", "子进程1", "子进程2", ""}},
		{"nested", "two| a\ntwo/three| b\ntwo| c", "a\nb\nc", "1 2 3", []string{"two", "two/three", "two"}},
		{"alike, as they appear", "w*3| <id> a\nw*3| <id> b", "2 a\n2 b\n3 a\n1 a\n1 b\n3 b", "1#1 2#1 1#2 1#3 2#3 2#2",
			[]string{"w#1", "w#1", "w#2", "w#3", "w#3", "w#2"}},
		{"alike, by pid", "w*2| a\nw*2| b", "2:a\n3:a\n3:b\n2:b", "1#1 1#2 2#2 2#1", []string{"w#1", "w#2", "w#2", "w#1"}},
		{"equal texts, told apart by what follows", "a| x\na| 1\nb| x\nb| 2", "x\n2\nx\n1", "3 4 1 2", []string{"b", "b", "a", "a"}},
		{"equal texts, told apart by pid", "a| x\na| 1\nb| x\nb| 2", "3:x\n2:x\n2:1\n3:2", "3 1 2 4", []string{"b", "a", "a", "b"}},
		{"equal lines, but not beside the same", "a| x\nb| x\nb| y\ngo\na| y", "x\ny\nx\ngo\ny", "2 3 1 4 5", []string{"b", "b", "a", "", "a"}},
		{"a barrier's hole tried in vain", "a| go <g>\nb| go <h>\nb| two\nend <g>", "go 1\ntwo\ngo 3\nend 3", "2 3 1 4", []string{"b", "b", "a", ""}},
		{"a barrier's hole, filled in the other way", "a| <g>-<_>\nb| y\nc| y\nc| z\nend <g>", "1-2-3\ny\ny\nz\nend 1-2", "1 2 3 4 5", []string{"a", "b", "c", "c", ""}},
		{"a hole or the plain text", "a| go <x>\nb| go 1\nb| 2", "go 1\n2\ngo 3", "2 3 1", []string{"b", "b", "a"}},
		{"a hole filled in two ways", "go\na| <x>-<y>\na| x=<x>", "go\n1-2-3\nx=1-2", "1 2 3", []string{"", "a", "a"}},
		{"a hole filled in the other way", "go\na| <x>-<y>\na| x=<x>", "go\n1-2-3\nx=1", "1 2 3", []string{"", "a", "a"}},
		{"escapes", `a \| \<b> \\ \n`, `a | <b> \ \n`, "1", []string{""}},
		{"empty lines", "\na|\n\n", "\n\n\n", "1 2 3", []string{"", "a", ""}},
		{"a hole in each lane is its own", "a| <x>\nb| <x>", "1\n2", "1 2", []string{"a", "b"}},
		{"<_> is never compared", "a| <_>\na| <_>", "1\n2", "1 2", []string{"a", "a"}},
		{"missing", "a|? x\na| y", "y", "2", []string{"a"}},
		{"not missing", "a|? x\na| y", "x\ny", "1 2", []string{"a", "a"}},
		{"none of many", "a|* x\na| y", "y", "2", []string{"a"}},
		{"many", "a|* x\na|+ y\nb| z", "x\nx\nz\ny\ny", "1 1 3 2 2", []string{"a", "a", "b", "a", "a"}},
		{"the last of many is the one that must come", "a|* x\na| x\na| y", "x\nx\nx\ny", "1 1 2 3", []string{"a", "a", "a", "a"}},
		{"all may be missing", "go\na|? x\nb|* y\ndone", "go\ndone", "1 4", []string{"", ""}},
		{"alike, of which one prints nothing", "go\nw*3|? got <n>\nw*3|? again <n>\ndone", "go\ngot 1\ngot 2\nagain 2\ndone", "1 2#1 2#2 3#2 4", []string{"", "w#1", "w#2", "w#2", ""}},
		{"what is missing is waited through", "a/b| x\na|? y\na/c| z", "x\nz", "1 3", []string{"a/b", "a/c"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			tr := texts(tt.give)
			if len(tt.give) > 1 && tt.give[1] == ':' {
				tr = transcript(tt.give)
			}
			m, err := parse(t, tt.want).Check(tr, false)
			require.NoError(t, err)
			assert.Equal(t, Match{Order: tt.order, Lanes: tt.lanes}, m)
		})
	}
}

func TestPattern_fills(t *testing.T) {
	tests := []struct {
		give string
		text string
		want [][]string
	}{
		{"pid <p>", "pid 12", [][]string{{"12"}}},
		{"pid <p>", "pid ", nil},
		{"pid <p>", "pid 1 2", nil},
		{"pid <p>", "pid 1\u3000", nil},
		{"<p> 结束", "子进程 结束", [][]string{{"子进程"}}},
		{"<a>.<b>", "1.2.3", [][]string{{"1", "2.3"}, {"1.2", "3"}}},
		{"<a>.<a>", "x.x.x.x", [][]string{{"x.x"}}},
		{"<_>.<_>", "1.2.3", [][]string{nil}},
		{"[<a>]", "[[x]]", [][]string{{"[x]"}}},
	}
	for _, tt := range tests {
		w := parse(t, "lane| "+tt.give)
		got, more := w.patterns[0].fills(tt.text)
		assert.Equal(t, tt.want, got, "%s: %s", tt.give, tt.text)
		assert.False(t, more)
	}
	_, more := parse(t, "<a>.<b>.<c>.<d>").patterns[0].fills(strings.Repeat(".", 1000))
	assert.True(t, more)
}

func TestWant_Check_bound(t *testing.T) {
	w, tr := manyReadings(t)
	_, err := w.Check(tr, false)
	var bound *BoundError
	require.True(t, errors.As(err, &bound), "%T %v", err, err)
	assert.Equal(t, `too many readings: line 2 "x" (w:2) may be of several lanes, and 1048576 attempts to tell which were not enough: let the lanes print different texts`,
		bound.Detail(func(line int) string { return fmt.Sprint("w:", line) }))
}

func TestWant_Orders(t *testing.T) {
	tests := []struct {
		name string
		give string
		want string
	}{
		{"one", "go", "1"},
		{"a barrier keeps all apart", "a| x\ngo\nb| y", "1"},
		{"two children", join, "6"},
		{"three of two", "w*3| a\nw*3| b", "15"},
		{"three of one", "w*3| a", "1"},
		{"alike, on both sides of a barrier", "w*2| a\ngo\nw*2| b", "2"},
		{"alike, inside of another", "one| a\none/w*2| b\none/w*2| c\none| d", "3"},
		{"nested", "one go\ntwo| a\ntwo/three| b\ntwo| c\none done", "1"},
		{"nested, and one free", "one go\ntwo| a\ntwo/three| b\ntwo| c\nfour| d\none done", "4"},
		{"a group ends at the barrier of the lane around", "a/y| 1\ngo\na/y| 2\na/x| 3", "2"},
		{"an edge", "a| x\na| y\nb| z\n--\nx -> z", "2"},
		{"an edge that says nothing new", "go\na| x\na| y\nb| z\n--\nx -> y", "3"},
		{"an edge up the file", "a| x\nb| z\n--\nz -> x", "1"},
		{"an edge that all of lanes alike wait for", "w*3| a\nb| x\n--\nx -> a", "1"},
		{"all begin before one ends", "w*3| a\nw*3| b\n--\na -> b", "6"},
		{"may be missing", "a|? x\nb| y", "3"},
		{"all may be missing", "a|? x\na|? y", "4"},
		{"a missing line is waited through", "a/b| x\na|? y\na/c| z", "2"},
		{"alike, and may be missing", "w*2|? x\ngo\nw*2| y", "5"},
		{"an edge, and 30 lanes alike", "w*30| a\nw*30| b\nc| x\n--\nc| x -> w| b", "284813089515958324736640819941867520000000"},
		{"big", "w*20| a\nw*20| b", "319830986772877770815625"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, orders(t, parse(t, tt.give)))
		})
	}
}

func TestWant_Orders_unbounded(t *testing.T) {
	for _, src := range []string{"a|* x", "a| x\nb|+ y"} {
		_, err := parse(t, src).Orders()
		assert.Equal(t, ErrUnbounded, err)
	}
}

func TestWant_Orders_uncounted(t *testing.T) {
	var src strings.Builder
	for i := range 64 {
		fmt.Fprintf(&src, "l%d| begin %d\nl%d| end %d\n", i, i, i, i)
	}
	src.WriteString("--\nbegin 1 -> end 2\n")
	_, err := parse(t, src.String()).Orders()
	assert.Equal(t, ErrUncounted, err)
}

func TestWant_All(t *testing.T) {
	var got []string
	for order := range parse(t, "go\na| x\nb| y\ndone").All() {
		got = append(got, fmt.Sprint(order))
	}
	assert.Equal(t, []string{"[0 1 2 3]", "[0 2 1 3]"}, got)
	n := 0
	for range parse(t, "w*20| a\nw*20| b").All() {
		if n++; n == 3 {
			break
		}
	}
	assert.Equal(t, 3, n, "the list stops when it is left")
}
