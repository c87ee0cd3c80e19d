package main

import (
	"testing"
	"time"

	"github.com/mattn/go-runewidth"
	"github.com/stretchr/testify/assert"

	"github.com/seed-05413062/course/internal/lesson"
)

func TestFit(t *testing.T) {
	assert.Equal(t, `a\x1b[2J b`, string(fit("a\x1b[2J\tb", 80)), "a claim is a stranger's, and a tab has no width")
	assert.Equal(t, "a…", string(fit("a\x1b[2J", 3)))
}

func TestProgress_text(t *testing.T) {
	zh := &lesson.Lesson{Name: "05-join", Lang: "zh", Claims: []lesson.Claim{{Text: "父进程在子进程之后结束"}, {Text: "另一个结论"}}}
	en := &lesson.Lesson{Name: "05-join", Lang: "en", Claims: []lesson.Claim{{Text: "The parent ends last"}}}
	tests := []struct {
		name  string
		claim map[*lesson.Lesson]int
		over  map[*lesson.Lesson]bool
		want  string
	}{
		{"nothing has begun", nil, nil, " 0s  0 of 3 claims  building the programs"},
		{"one", map[*lesson.Lesson]int{zh: 1}, nil, " 0s  1 of 3 claims  05-join.zh: 另一个结论"},
		{"its broken lines", map[*lesson.Lesson]int{en: 1}, nil, " 0s  1 of 3 claims  05-join.en: the broken lines"},
		{"two", map[*lesson.Lesson]int{zh: 1, en: 0}, nil, " 0s  1 of 3 claims  05-join.zh 05-join.en"},
		{"one is over", map[*lesson.Lesson]int{zh: 0, en: 0}, map[*lesson.Lesson]bool{en: true}, " 0s  1 of 3 claims  05-join.zh: 父进程在子进程之后结束"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := &progress{begin: time.Now(), lessons: []*lesson.Lesson{zh, en}, claim: tt.claim, over: tt.over}
			assert.Equal(t, tt.want[3:], p.text()[3:], "but for the seconds")
			for width := 2; width < 60; width++ {
				assert.Less(t, runewidth.StringWidth(string(fit(p.text(), width))), width, "a full line would wrap")
			}
		})
	}
}
