package proc

import (
	"bytes"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// chunk is what one read gave.
type chunk struct {
	stderr bool
	pid    int
	text   string
}

func TestTranscript(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name        string
		give        []chunk
		limits      Limits
		until       string
		want        []Line
		wantFull    string
		wantMatched bool
	}{
		{name: "nothing"},
		{
			name: "lines of one read",
			give: []chunk{{false, 1, "a\n\nb\n"}},
			want: []Line{{Text: "a", Pid: 1}, {Text: "", Pid: 1}, {Text: "b", Pid: 1}},
		},
		{
			name: "a line of several reads",
			give: []chunk{{false, 1, "a"}, {false, 1, "b"}, {false, 1, "\n"}},
			want: []Line{{Text: "ab", Pid: 1, At: 2}},
		},
		{
			name: "torn",
			give: []chunk{{false, 1, "a"}, {false, 2, "b"}, {false, 1, "c\nd"}, {false, 1, "e\n"}},
			want: []Line{{Text: "abc", Pid: 1, Writers: []int{1, 2}, At: 2}, {Text: "de", Pid: 1, At: 3}},
		},
		{
			name: "torn by the newline alone",
			give: []chunk{{false, 1, "a"}, {false, 2, "\n"}},
			want: []Line{{Text: "a", Pid: 1, Writers: []int{1, 2}, At: 1}},
		},
		{
			name: "streams are apart",
			give: []chunk{{false, 1, "a"}, {true, 2, "b\n"}, {false, 1, "c\n"}},
			want: []Line{{Text: "b", Pid: 2, At: 1, Stderr: true}, {Text: "ac", Pid: 1, At: 2}},
		},
		{
			name: "no newline at the end",
			give: []chunk{{false, 1, "a\nb"}, {true, 1, "c"}},
			want: []Line{
				{Text: "a", Pid: 1},
				{Text: "b", Pid: 1, At: 2, NoNewline: true},
				{Text: "c", Pid: 1, At: 2, NoNewline: true, Stderr: true},
			},
		},
		{
			name:   "as many bytes as may be",
			give:   []chunk{{false, 1, "abc\n"}},
			limits: Limits{Output: 4},
			want:   []Line{{Text: "abc", Pid: 1}},
		},
		{
			name:     "too many bytes, of both streams",
			give:     []chunk{{false, 1, "ab\n"}, {true, 1, "cd\n"}, {false, 1, "late\n"}},
			limits:   Limits{Output: 5},
			want:     []Line{{Text: "ab", Pid: 1}, {Text: "cd", Pid: 1, At: 3, NoNewline: true, Stderr: true}},
			wantFull: "more than 5 bytes of output",
		},
		{
			name:     "a line without end",
			give:     []chunk{{false, 1, strings.Repeat("x", 2000)}, {false, 1, strings.Repeat("x", 2000)}},
			limits:   Limits{Output: 2048},
			want:     []Line{{Text: strings.Repeat("x", 2048), Pid: 1, At: 2, NoNewline: true}},
			wantFull: "more than 2 KiB of output",
		},
		{
			name:   "as many lines as may be",
			give:   []chunk{{false, 1, "a\n"}, {true, 1, "b\n"}},
			limits: Limits{Lines: 2},
			want:   []Line{{Text: "a", Pid: 1}, {Text: "b", Pid: 1, At: 1, Stderr: true}},
		},
		{
			name:     "too many lines",
			give:     []chunk{{false, 1, "a\nb\nc\nd\n"}, {true, 1, "e\n"}},
			limits:   Limits{Lines: 2},
			want:     []Line{{Text: "a", Pid: 1}, {Text: "b", Pid: 1}},
			wantFull: "more than 2 lines of output",
		},
		{
			name:  "until, on stderr and whole",
			give:  []chunk{{true, 1, "rea"}, {true, 1, "dy\n"}, {false, 1, "ready\n"}},
			until: "^ready$",
			want: []Line{
				{Text: "ready", Pid: 1, At: 1, Stderr: true}, {Text: "ready", Pid: 1, At: 2},
			},
			wantMatched: true,
		},
		{
			name:  "until, not yet",
			give:  []chunk{{false, 1, "rea"}},
			until: "ready",
			want:  []Line{{Text: "rea", Pid: 1, At: 1, NoNewline: true}},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			full, matched := "", 0
			trans := transcript{
				limits:  tt.limits.withDefaults(),
				full:    func(why string) { assert.Empty(t, full); full = why },
				matched: func() { matched++ },
			}
			if tt.until != "" {
				trans.until = regexp.MustCompile(tt.until)
			}
			for i, c := range tt.give {
				trans.add(c.stderr, c.pid, []byte(c.text), time.Duration(i))
			}
			trans.close(false, time.Duration(len(tt.give)))
			trans.close(true, time.Duration(len(tt.give)))
			assert.Equal(t, tt.want, trans.lines)
			assert.Equal(t, tt.wantFull, full)
			assert.Equal(t, tt.wantMatched, trans.hit)
			assert.Equal(t, tt.wantMatched, matched == 1)
		})
	}
}

// However the reads fall, the lines are the text, and each is torn exactly
// if two wrote it.
func FuzzTranscript(f *testing.F) {
	f.Add([]byte("a\n\nb\nc"), []byte{1, 2, 3})
	f.Add([]byte("abc\nde\n"), []byte{1, 1, 2, 1, 1, 1, 1})
	f.Add([]byte("\n"), []byte{0})
	f.Fuzz(func(t *testing.T, text, cuts []byte) {
		if len(text) > 1<<12 {
			return
		}
		trans := transcript{limits: Limits{}.withDefaults()}
		var writers []int // of each byte
		rest := text
		for i := 0; len(rest) > 0; i++ {
			n, pid := len(rest), 1
			if i < len(cuts) {
				n, pid = min(n, int(cuts[i]>>2)+1), int(cuts[i]&3)+1
			}
			trans.add(false, pid, rest[:n], 0)
			for range n {
				writers = append(writers, pid)
			}
			rest = rest[n:]
		}
		trans.close(false, 0)
		var joined []byte
		for _, line := range trans.lines {
			wrote := map[int]bool{}
			begin := len(joined)
			joined = append(joined, line.Text...)
			if !line.NoNewline {
				joined = append(joined, '\n')
			}
			for _, pid := range writers[begin:len(joined)] {
				wrote[pid] = true
			}
			assert.Equal(t, writers[begin], line.Pid)
			assert.Equal(t, len(wrote) > 1, line.Writers != nil)
			for _, pid := range line.Writers {
				assert.True(t, wrote[pid])
			}
		}
		assert.True(t, bytes.Equal(text, joined))
	})
}

func TestLimitTexts(t *testing.T) {
	t.Parallel()
	for give, want := range map[int64]string{
		100: "100 bytes", 1 << 10: "1 KiB", 1 << 20: "1 MiB", 3 << 29: "1536 MiB", 1 << 30: "1 GiB", 1<<20 + 1: "1048577 bytes",
	} {
		assert.Equal(t, want, bytesText(give))
	}
	for give, want := range map[time.Duration]string{
		20 * time.Second: "20 s", 1500 * time.Millisecond: "1.5 s", 300 * time.Millisecond: "300 ms", 2 * time.Minute: "120 s",
	} {
		assert.Equal(t, want, durationText(give))
	}
}
