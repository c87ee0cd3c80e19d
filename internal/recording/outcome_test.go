package recording

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
)

func TestRecording_Outcome(t *testing.T) {
	seen := func(runs ...int) (all []Seen) {
		for _, n := range runs {
			all = append(all, Seen{Runs: n, Of: 200})
		}
		return all
	}
	tests := []struct {
		name, script string
		give         Claim
		status       string
		en, zh       string
	}{
		{"all", "run -n 2 a\nalways 'x'", Claim{Runs: 200}, "held", "in all 200 runs", "200 次运行都成立"},
		{"one", "run a\nalways 'x'", Claim{Runs: 1}, "held", "in its one run", "运行 1 次，成立"},
		{"none", "run -n 2 a\nnever 'x'", Claim{Runs: 200}, "held", "in none of 200 runs", "200 次运行中从未出现"},
		{"not counted", "run -n 2 a\nsometimes 'x'", Claim{Runs: 200}, "held", "seen in some of 200 runs", "200 次运行中出现过"},
		{"some", "run -n 2 a\nsometimes 'x'", Claim{Runs: 200, Seen: seen(59)}, "held", "seen in 59 of 200 runs", "200 次运行中出现 59 次"},
		{"each", "run -n 2 a\nsometimes 'x' 'y'", Claim{Runs: 200, Seen: seen(122, 78)}, "held", "each seen in at least 78 of 200 runs", "200 次运行中各出现至少 78 次"},
		{"all and some", "run -n 2 a\nalways 'x'\nsometimes 'y'", Claim{Runs: 200, Seen: seen(59)}, "held", "in all 200 runs; what may happen, in 59", "200 次运行都成立；可能发生的，出现 59 次"},
		{"all and each", "run -n 2 a\nalways 'x'\nsometimes 'y' 'z'", Claim{Runs: 200, Seen: seen(122, 78)}, "held", "in all 200 runs; what may happen, in at least 78 each", "200 次运行都成立；可能发生的，各出现至少 78 次"},
		{"skipped", "run a", Claim{Status: "skip", Reason: "no python3"}, "skipped", "skipped when this was recorded: no python3", "记录时跳过：no python3"},
		{"without a run", "exec true", Claim{}, "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for tag, want := range map[string]string{"en": tt.en, "zh": tt.zh} {
				text := "---\ntitle: T\nsummary: S\npart: P\n---\n\n```testscript\n# it holds\n" + tt.script + "\n```\n"
				c, err := lesson.Read(fstest.MapFS{"01-a." + tag + ".md": {Data: []byte(text)}}, "")
				require.NoError(t, err)
				l := c.Lessons[0]
				tt.give.Text = "it holds"
				r := &Recording{Claims: []Claim{tt.give}}
				assert.Equal(t, Outcome{tt.status, want}, r.Outcome(l, 0), tag)
				assert.Empty(t, r.Outcome(l, 1))
				r.Claims[0].Text = "it held"
				assert.Empty(t, r.Outcome(l, 0), "another claim")
				assert.Empty(t, (*Recording)(nil).Outcome(l, 0))
			}
		})
	}
}
