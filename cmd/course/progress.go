package main

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-runewidth"
	"golang.org/x/term"

	"github.com/seed-05413062/course/internal/lesson"
)

// progress is the last line of the terminal, which says how much is checked.
type progress struct {
	out   *output
	begin time.Time
	stop  chan struct{}
	drawn sync.WaitGroup

	mu      sync.Mutex
	lessons []*lesson.Lesson
	claim   map[*lesson.Lesson]int // that is being checked; absent: none yet
	over    map[*lesson.Lesson]bool
}

const eraseLine = "\r\x1b[K"

func newProgress(out *output, lessons []*lesson.Lesson) *progress {
	p := &progress{
		out: out, begin: time.Now(), stop: make(chan struct{}),
		lessons: lessons, claim: map[*lesson.Lesson]int{}, over: map[*lesson.Lesson]bool{},
	}
	p.draw()
	p.drawn.Go(func() {
		for tick := time.NewTicker(100 * time.Millisecond); ; {
			select {
			case <-tick.C:
				p.draw()
			case <-p.stop:
				tick.Stop()
				return
			}
		}
	})
	return p
}

func (p *progress) started(l *lesson.Lesson, claim int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.claim[l] = claim
}

// ended prints the lesson's line above the progress.
func (p *progress) ended(l *lesson.Lesson, line styled) {
	p.mu.Lock()
	p.over[l] = true
	p.out.print(eraseLine + line)
	p.mu.Unlock()
	p.draw()
}

func (p *progress) close() {
	close(p.stop)
	p.drawn.Wait()
	p.out.print(eraseLine)
}

func (p *progress) draw() {
	p.mu.Lock()
	defer p.mu.Unlock()
	width, _, err := term.GetSize(int(p.out.file.Fd()))
	if err != nil || width <= 0 {
		width = 80
	}
	p.out.print(eraseLine + fit(p.text(), width))
}

// fit cuts a line to one column less than the terminal has: a full line would
// wrap, and could not be erased.
func fit(line string, width int) styled {
	return styled(runewidth.Truncate(strings.ReplaceAll(string(plain(line)), "\t", " "), width-1, "…"))
}

// text is "12s  23 of 96 claims  05-join.zh: the claim that runs".
func (p *progress) text() string {
	done, total := 0, 0
	var running []*lesson.Lesson
	for _, l := range p.lessons {
		total += len(l.Claims)
		claim, begun := p.claim[l]
		switch {
		case p.over[l]:
			done += len(l.Claims)
		case begun:
			done += claim
			running = append(running, l)
		}
	}
	s := fmt.Sprintf("%2.0fs  %d of %s", time.Since(p.begin).Seconds(), done, count(total, "claim"))
	switch len(running) {
	case 0:
		return s + "  building the programs"
	case 1:
		l := running[0]
		text := "the broken lines"
		if claim := p.claim[l]; claim < len(l.Claims) {
			text = l.Claims[claim].Text
		}
		return s + "  " + langName(l) + ": " + text
	}
	var names []string
	for _, l := range running {
		names = append(names, langName(l))
	}
	return s + "  " + strings.Join(names, " ")
}
