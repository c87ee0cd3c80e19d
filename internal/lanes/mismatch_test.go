package lanes

import (
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const pool = `go
w*3| start <id>
w*3| work
w*3| end <id>
done
`

// Transcripts are written with a pid before each line, "12+13:" for a torn one.
func transcript(src string) Transcript {
	t := Transcript{Main: 1, Processes: map[int]Process{}}
	for _, line := range strings.Split(strings.Trim(src, "\n"), "\n") {
		pids, text, _ := strings.Cut(line, ":")
		l := Line{Text: text}
		for _, pid := range strings.Split(pids, "+") {
			l.Pid, _ = strconv.Atoi(pid)
			l.Writers = append(l.Writers, l.Pid)
		}
		if len(l.Writers) == 1 {
			l.Writers = nil
		}
		t.Lines = append(t.Lines, l)
	}
	return t
}

var mismatchTests = []struct {
	name string
	want string // the want file
	give string
	msg  string
}{
	{"end before a child's end", join, "启动主进程\n启动子进程\n结束主进程\n启动子进程2\n结束子进程\n结束子进程2",
		`too early: line 3 "结束主进程" (w:6) came before "结束子进程2" (w:5), which it must wait for and which came as line 6`},
	{"in one lane", join, "启动主进程\n启动子进程2\n结束子进程\n启动子进程\n结束子进程2\n结束主进程",
		`too early: line 3 "结束子进程" (w:3) came before "启动子进程" (w:2), which it must wait for and which came as line 4`},
	{"two at once", join, "启动主进程\n结束子进程\n启动子进程\n结束子进程2\n启动子进程2\n结束主进程",
		`too early: line 2 "结束子进程" (w:3) came before "启动子进程" (w:2), which it must wait for and which came as line 3
too early: line 4 "结束子进程2" (w:5) came before "启动子进程2" (w:4), which it must wait for and which came as line 5`},
	{"first comes last", join, "启动子进程\n结束子进程\n启动子进程2\n结束子进程2\n结束主进程\n启动主进程",
		`too early: line 1 "启动子进程" (w:2) came before "启动主进程" (w:1), which it must wait for and which came as line 6; so did 4 more lines`},
	{"nested", "go\ntwo| a\ntwo/three| b\ntwo| c\ndone", "go\na\nc\nb\ndone",
		`too early: line 3 "c" (w:4) came before "b" (w:3), which it must wait for and which came as line 4`},
	{"never came", join, "启动主进程\n启动子进程\n结束子进程\n启动子进程2\n结束主进程",
		`too early: line 5 "结束主进程" (w:6) came before "结束子进程2" (w:5), which it must wait for and which never came
missing: "结束子进程2" (w:5) never came`},
	{"cut short", join, "启动主进程\n启动子进程",
		`missing: "结束子进程" (w:3) never came
missing: "启动子进程2" (w:4) never came
missing: "结束子进程2" (w:5) never came
missing: "结束主进程" (w:6) never came`},
	{"unknown", join, "启动主进程\nhello\n启动子进程\n结束子进程\n启动子进程2\n结束子进程2\n结束主进程",
		`unknown: line 2 "hello" is no line of the want`},
	{"unknown and near", "go\na| x\ndone", "go \nx\ndone",
		`unknown: line 1 "go " is no line of the want; near: "go" (w:1)
missing: "go" (w:1) never came`},
	{"empty line too many", "a\nb", "a\n\nb",
		`unknown: line 2 "" (an empty line) is no line of the want`},
	{"torn", "go\na| x\nb| y\ndone", "1:go\n2+3:xy\n1:done",
		`torn: line 2 "xy" was written by processes 2 and 3
missing: "x" (w:2) never came
missing: "y" (w:3) never came`},
	{"torn although its text is right", "go\na| x\ndone", "1:go\n2+3:x\n1:done",
		`torn: line 2 "x" was written by processes 2 and 3
missing: "x" (w:2) never came`},
	{"doubled", join, "启动主进程\n启动子进程\n启动子进程\n结束子进程\n启动子进程2\n结束子进程2\n结束主进程",
		`doubled: line 3 "启动子进程" (w:2) came once more, after line 2`},
	{"doubled among lanes alike", "w*2| a\ndone", "a\na\na\ndone",
		`doubled: line 3 "a" (w:1) came once more, after line 2`},
	{"all kinds, early first", "1\na| 2\nb| 3\n4", "1\n4\nhello\n2\n2",
		`too early: line 2 "4" (w:4) came before "2" (w:2), which it must wait for and which came as line 4
unknown: line 3 "hello" is no line of the want
doubled: line 5 "2" (w:2) came once more, after line 4
missing: "3" (w:3) never came`},
	{"hole in a lane", "go\na| start <id>\na| end <id>\ndone", "go\nstart 7\nend 8\ndone",
		`a hole differs: line 3 "end 8" (w:3) has <id> = "8", but line 2 had "7"`},
	{"hole of a barrier", "go <id>\na| start <id>\ndone", "go 7\nstart 8\ndone",
		`a hole differs: line 2 "start 8" (w:2) has <id> = "8", but line 1 had "7"`},
	{"hole of a barrier below", "a| start <id>\nb| end <id>\ngo <id>", "start 7\nend 7\ngo 8",
		`a hole differs: line 3 "go 8" (w:3) has <id> = "8", but line 1 had "7"`},
	{"hole twice in a line", "a| <x> is <x>", "1 is 2",
		`unknown: line 1 "1 is 2" is no line of the want
missing: "<x> is <x>" (w:1) never came`},
	{"lanes alike, too early", pool, "go\nstart 1\nstart 2\nwork\nend 2\nend 1\nwork\nstart 3\nwork\nend 3\ndone",
		"too early: however the 5 lines before it are read, line 6 \"end 1\" (w:4) can't come next; what could: \"start <id>\" (w:2), \"work\" (w:3)"},
	{"lanes alike, with pids", pool, "1:go\n2:start 1\n3:start 2\n3:work\n3:end 2\n2:end 1\n2:work\n4:start 3\n4:work\n4:end 3\n1:done",
		`too early: line 6 "end 1" (w:4) came before "work" (w:3), which it must wait for and which came as line 7`},
	{"lanes alike, another's hole", pool, "1:go\n2:start 1\n3:start 2\n3:work\n2:work\n3:end 1\n2:end 2\n4:start 3\n4:work\n4:end 4\n1:done",
		`a hole differs: line 10 "end 4" (w:4) has <id> = "4", but line 8 had "3"`},
	{"an edge", "a| sent\nb| got\nb| done\n--\nsent -> got", "got\nsent\ndone",
		`too early: line 1 "got" (w:2) came before "sent" (w:1), which it must wait for and which came as line 2`},
	{"an edge up the file", "a| sent\na| more\nb| got\n--\ngot -> sent", "sent\nmore\ngot",
		`too early: line 1 "sent" (w:1) came before "got" (w:3), which it must wait for and which came as line 3; so did 1 more line`},
	{"an edge from lanes alike", "w*2| put\nb| all\n--\nput -> all", "put\nall\nput",
		`too early: line 2 "all" (w:2) came before "put" (w:1), which it must wait for and which came as line 3`},
	{"missing at least once", "a|+ x\nb|? y\nc|* z\nd| w", "w",
		`missing: "x" (w:1) never came`},
	{"once more than at most once", "a|? x\nb| y", "x\nx\ny",
		`doubled: line 2 "x" (w:1) came once more, after line 1`},
	{"before the last of many", "a|+ x\na| y\nb| z", "x\ny\nx\nz",
		`too early: line 2 "y" (w:2) came before "x" (w:1), which it must wait for and which came as line 3`},
	{"after one that may be missing", "a| w\na|? x\na| y\nb| z", "x\ny\nw\nz",
		`too early: line 1 "x" (w:2) came before "w" (w:1), which it must wait for and which came as line 3; so did 1 more line`},
	{"once more than can be, with what may be missing", "go\nw*2|? start\nw*2| work\nw*2|+ end <n>\nx| work", "go\nwork\nend 1\nend 1\nwork\nwork\nend 3\nwork",
		`doubled: line 8 "work" (w:5) came once more, after line 6`},
	{"stuck, with what may be missing", "w*2|? start\nw*2| work\nw*2| end\nx| work", "work\nend\nend\nwork\nwork",
		`too early: however the 2 lines before it are read, line 3 "end" (w:3) can't come next; what could: "start" (w:1), "work" (w:2), "work" (w:4)`},
	{"long lists are cut", "a*30| x\ndone", "done",
		"too early: line 1 \"done\" (w:2) came before \"x\" (w:1), which it must wait for and which never came\n" +
			strings.Repeat("missing: \"x\" (w:1) never came\n", 10) + "missing: and 20 more"},
}

func TestMismatch_Detail(t *testing.T) {
	for _, tt := range mismatchTests {
		t.Run(tt.name, func(t *testing.T) {
			w := parse(t, tt.want)
			tr := texts(tt.give)
			if len(tt.give) > 1 && tt.give[1] == ':' {
				tr = transcript(tt.give)
			}
			_, err := w.Check(tr, false)
			var m *Mismatch
			require.ErrorAs(t, err, &m)
			assert.Equal(t, tt.msg, m.Detail(func(line int) string { return "w:" + strconv.Itoa(line) }))
		})
	}
}

func TestMismatch_fields(t *testing.T) {
	_, err := parse(t, join).Check(texts("启动主进程\n启动子进程\n结束主进程\n启动子进程2\n结束子进程\n结束子进程2"), false)
	assert.Equal(t, &Mismatch{Early: []Early{{
		Index: 2, Text: "结束主进程", Line: 6,
		Waits: Wanted{Text: "结束子进程2", Line: 5, Lane: "子进程2", Index: 5},
	}}}, err)
}

var processTests = []struct {
	name    string
	want    string
	give    string
	parents map[int]int
	msg     string // "" where it is legal
	unasked []string
}{
	{name: "right", want: "go\na| x\na/b| y\ndone", give: "1:go\n2:x\n3:y\n1:done", parents: map[int]int{3: 2}},
	{name: "right, lanes alike", want: "go\na*2| x\na*2| y\ndone", give: "1:go\n2:x\n3:x\n3:y\n2:y\n1:done"},
	{name: "main beside its children", want: "main| x\nmain| z\na| y", give: "1:x\n2:y\n1:z"},
	{name: "a child of main", want: "main| x\nmain/a| y", give: "1:x\n2:y", parents: map[int]int{2: 1}},
	{name: "parent unknown", want: "go\na| x\na/b| y\ndone", give: "1:go\n2:x\n3:y\n1:done", unasked: []string{"a/b"}},
	{name: "equal texts, told apart by parents", want: "a| 1\nb| 2\na/c| x\nb/d| x\nb/d| z\na/c| y", give: "2:1\n3:2\n4:x\n4:y\n5:x\n5:z", parents: map[int]int{4: 2, 5: 3}},
	{name: "one lane by two", want: "go\na| x\na| y\ndone", give: "1:go\n2:x\n3:y\n1:done",
		msg: `wrong process: line 3 "y" (w:3) is of lane a, but was written by process 3, and line 2 of that lane by process 2`},
	{name: "two lanes by one", want: "go\na| x\nb| y\ndone", give: "1:go\n2:x\n2:y\n1:done",
		msg: `wrong process: line 3 "y" (w:3) is of lane b, but was written by process 2, which wrote lane a too, in line 2`},
	{name: "two lanes alike by one", want: "go\na*2| x\ndone", give: "1:go\n2:x\n2:x\n1:done",
		msg: `wrong process: line 3 "x" (w:2) is of lane a#2, but was written by process 2, which wrote lane a#1 too, in line 2`},
	{name: "barrier by a child", want: "go\na| x\ndone", give: "1:go\n2:x\n2:done",
		msg: `wrong process: line 3 "done" (w:3) was written by process 2, not by the main process 1`},
	{name: "main by a child", want: "main| x\na| y", give: "2:x\n3:y",
		msg: `wrong process: line 1 "x" (w:1) was written by process 2, not by the main process 1`},
	{name: "lane by the main process", want: "go\na| x\ndone", give: "1:go\n1:x\n1:done",
		msg: `wrong process: line 2 "x" (w:2) is of lane a, but was written by the main process 1`},
	{name: "not a child", want: "go\na| x\na/b| y\ndone", give: "1:go\n2:x\n3:y\n1:done", parents: map[int]int{3: 1},
		msg: `wrong process: line 3 "y" (w:3) is of lane a/b, and the parent of its process 3 is process 1, the main one, not lane a`},
	{name: "a child of another", want: "a| x\nc| z\na/b| y", give: "2:x\n4:z\n3:y", parents: map[int]int{3: 4},
		msg: `wrong process: line 3 "y" (w:3) is of lane a/b, and the parent of its process 3 is process 4, but lane a is process 2`},
	{name: "a silent lane has one process", want: "a/b| x\na/c| y", give: "2:x\n3:y", parents: map[int]int{2: 4, 3: 5},
		msg: `wrong process: line 2 "y" (w:2) is of lane a/c, and the parent of its process 3 is process 5, but lane a is process 4`},
	{name: "two silent lanes have two", want: "a/b| x\nd/c| y", give: "2:x\n3:y", parents: map[int]int{2: 4, 3: 4},
		msg: `wrong process: line 2 "y" (w:2) is of lane d/c, and the parent of its process 3 is process 4, which is lane a, not d`},
	{name: "not a child of main", want: "main| x\nmain/a| y", give: "1:x\n2:y", parents: map[int]int{2: 3},
		msg: `wrong process: line 2 "y" (w:2) is of lane main/a, and the parent of its process 2 is process 3, but lane main is the main process 1`},
	{name: "order before processes", want: "go\na| x\ndone", give: "1:go\n1:done\n1:x",
		msg: `too early: line 2 "done" (w:3) came before "x" (w:2), which it must wait for and which came as line 3`},
}

func TestWant_Check_processes(t *testing.T) {
	for _, tt := range processTests {
		t.Run(tt.name, func(t *testing.T) {
			w, tr := parse(t, tt.want), transcript(tt.give)
			for pid, parent := range tt.parents {
				tr.Processes[pid] = Process{pid, parent}
			}
			m, err := w.Check(tr, true)
			if tt.msg == "" {
				require.NoError(t, err)
				assert.Equal(t, tt.unasked, m.Unasked)
				return
			}
			var mis *Mismatch
			require.ErrorAs(t, err, &mis)
			assert.Equal(t, tt.msg, mis.Detail(func(line int) string { return "w:" + strconv.Itoa(line) }))
			if len(mis.Writers) > 0 {
				_, err = w.Check(tr, false)
				assert.NoError(t, err, "only the processes are wrong")
			}
		})
	}
}

func TestWant_Check_noWriters(t *testing.T) {
	w := parse(t, "go\na| x")
	_, err := w.Check(texts("go\nx"), true)
	assert.ErrorIs(t, err, ErrNoWriters)
	tr := transcript("1:go\n2:x")
	tr.Main = 0
	_, err = w.Check(tr, true)
	assert.ErrorIs(t, err, ErrNoWriters)
}

// With pids it is known which of many equal lines is whose, so that what is
// wrong is found although no search through the texts would end.
func TestWant_Check_pidsInsteadOfSearch(t *testing.T) {
	w := parse(t, strings.ReplaceAll(pool, "*3", "*40"))
	give := "1:go\n"
	for _, text := range []string{"start %", "work", "end %"} {
		for i := range 40 {
			if text != "work" || i != 20 {
				give += strconv.Itoa(i+2) + ":" + strings.ReplaceAll(text, "%", strconv.Itoa(i)) + "\n"
			}
		}
	}
	give += "22:work\n1:done"
	_, err := w.Check(transcript(give), true)
	var m *Mismatch
	require.ErrorAs(t, err, &m)
	assert.Equal(t, `too early: line 101 "end 20" (line 4 of the want) came before "work" (line 3 of the want), which it must wait for and which came as line 121`, m.Error())
}
