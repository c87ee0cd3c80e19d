package site

import (
	"fmt"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// article is a lesson while it is written. It knows nothing of the course.
type article struct {
	lesson *lesson.Lesson
	record *recording.Recording // nil where there is none
	words  *words
	wants  map[string]*lanes.Want
	looks  map[string]colours // by want file
}

func newArticle(l *lesson.Lesson, r *recording.Recording) *article {
	return &article{lesson: l, record: r, words: wordsOf[l.Lang], wants: map[string]*lanes.Want{}, looks: map[string]colours{}}
}

// want is a want file of the lesson, nil where it is none.
func (a *article) want(name string) *lanes.Want {
	if w, ok := a.wants[name]; ok {
		return w
	}
	var want *lanes.Want
	if f := a.lesson.File(name); f != nil {
		if w, err := lanes.Parse(f.Data, f.Line); err == nil {
			want = w
		}
	}
	a.wants[name] = want
	return want
}

// colours says which colour and shape each lane has: p0 to p7, as its
// process has in the recording.
type colours map[string]int

const processClasses = 8

var classes = [processClasses]string{"p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"}

func (c colours) of(lane string) string {
	if i, ok := c[lane]; ok {
		return class(i)
	}
	if name, _, ok := strings.Cut(lane, "#"); ok {
		return c.of(name)
	}
	return "p-"
}

// class is that of a process by its place in a recording, "p-" for one that
// the kernel did not tell.
func class(process int) string {
	if process < 0 {
		return "p-"
	}
	return classes[process%processClasses]
}

// colours are those of the lanes of a want file.
func (a *article) colours(want string) colours {
	c, ok := a.looks[want]
	if !ok {
		c = a.choose(want)
		a.looks[want] = c
	}
	return c
}

func (a *article) choose(want string) colours {
	c := colours{"": 0}
	if i := a.batchOf(want); i >= 0 {
		for _, t := range a.record.Batches[i].Transcripts {
			for _, line := range t.Lines {
				if _, ok := c[line.Lane]; !ok && line.Process >= 0 {
					c[line.Lane] = line.Process
				}
			}
		}
	}
	w := a.want(want)
	if w == nil {
		return c
	}
	next := 1
	for _, line := range w.Lines() {
		for k := range max(1, line.Copies) {
			name := line.Lane
			if line.Copies > 1 {
				name = fmt.Sprintf("%s#%d", line.Lane, k+1)
			}
			if _, ok := c[name]; !ok {
				if name == "main" {
					c[name] = 0
					continue
				}
				for taken(c, next) {
					next++
				}
				c[name] = next
			}
			if _, ok := c[line.Lane]; !ok {
				c[line.Lane] = c[name]
			}
			if k == processClasses {
				break
			}
		}
	}
	return c
}

func taken(c colours, i int) bool {
	for _, have := range c {
		if have == i {
			return true
		}
	}
	return false
}

// who names a lane, or the main process.
func (a *article) who(lane string, process int) string {
	switch {
	case lane == "main":
		return a.words.Main
	case lane != "":
		return lane
	case process <= 0:
		return a.words.Main
	}
	return a.words.F(a.words.Process, process)
}
