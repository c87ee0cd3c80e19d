package article

import (
	"fmt"
	"strings"

	"github.com/seed-05413062/course/internal/lanes"
)

// colours are the colour and shape of each lane: p0 to p7, as its process has
// in the recording.
type colours map[string]int

const processClasses = 8

var classes = [processClasses]string{"p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"}

const unknownClass = "p-"

// class is that of a lane.
func (c colours) class(lane string) string {
	if i, ok := c[lane]; ok {
		return processClass(i)
	}
	if name, _, ok := strings.Cut(lane, "#"); ok {
		return c.class(name)
	}
	return unknownClass
}

// processClass is that of a process by its place in a recording, negative
// where the kernel did not tell.
func processClass(process int) string {
	if process < 0 {
		return unknownClass
	}
	return classes[process%processClasses]
}

// colours are those of the lanes of a want file.
func (a *Article) colours(want string) colours {
	c, ok := a.lanes[want]
	if !ok {
		c = a.recordedColours(want)
		if w := a.want(want); w != nil {
			c.add(w)
		}
		a.lanes[want] = c
	}
	return c
}

// recordedColours are those of the lanes that were recorded.
func (a *Article) recordedColours(want string) colours {
	c := colours{"": 0}
	i := a.batchOf(want)
	if i < 0 {
		return c
	}
	for _, t := range a.record.Batches[i].Transcripts {
		for _, line := range t.Lines {
			if _, ok := c[line.Lane]; !ok && line.Process >= 0 {
				c[line.Lane] = line.Process
			}
		}
	}
	return c
}

// add gives the lanes of a want file that have no colour the next ones.
func (c colours) add(w *lanes.Want) {
	used := map[int]bool{}
	for _, i := range c {
		used[i] = true
	}
	next := 1
	for _, line := range w.Lines() {
		for k := range min(max(1, line.Copies), processClasses+1) {
			name := line.Lane
			if line.Copies > 1 {
				name = fmt.Sprintf("%s#%d", line.Lane, k+1)
			}
			if _, ok := c[name]; !ok {
				if name == "main" {
					c[name] = 0
					continue
				}
				for used[next] {
					next++
				}
				c[name], used[next] = next, true
			}
			if _, ok := c[line.Lane]; !ok {
				c[line.Lane] = c[name]
			}
		}
	}
}
