package proc

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"sync"
	"time"
)

// transcript gathers what is read of the two streams into lines. Times are
// those of one clock, in ns; lines has them as they came.
type transcript struct {
	limits Limits
	until  *regexp.Regexp
	// matched is called once, when a line matches until; full once, with
	// the limit that was passed. Both with the transcript locked.
	matched func()
	full    func(why string)

	mu      sync.Mutex
	lines   []Line
	partial [2]partial // of stdout, of stderr
	bytes   int
	done    bool // a limit was passed: what comes later is dropped
	hit     bool // until matched
}

// partial is a line that has begun.
type partial struct {
	text    []byte
	writers []int
}

// add takes what one read of the stream gave, and calls end for each line
// that it ends, until end says no.
func (p *partial) add(pid int, chunk []byte, end func(*partial) bool) {
	for len(chunk) > 0 {
		if !slices.Contains(p.writers, pid) {
			p.writers = append(p.writers, pid)
		}
		text, rest, whole := bytes.Cut(chunk, []byte{'\n'})
		p.text = append(p.text, text...)
		if !whole || !end(p) {
			return
		}
		*p = partial{text: p.text[:0]}
		chunk = rest
	}
}

func (p *partial) line(at time.Duration) Line {
	line := Line{Text: string(p.text), Pid: p.writers[0], At: at}
	if len(p.writers) > 1 {
		line.Writers = p.writers
	}
	return line
}

// add takes what one read of a stream gave, all of it written by pid (0:
// unknown).
func (t *transcript) add(stderr bool, pid int, chunk []byte, now time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.done {
		return
	}
	over := t.bytes + len(chunk) - t.limits.Output
	if over > 0 {
		chunk = chunk[:len(chunk)-over]
	}
	t.bytes += len(chunk)
	t.partial[stream(stderr)].add(pid, chunk, func(p *partial) bool {
		t.end(p, stderr, now, false)
		return !t.done
	})
	if over > 0 && !t.done {
		t.stop(fmt.Sprintf("more than %s of output", bytesText(int64(t.limits.Output))))
	}
}

// close ends a stream: what has come of a last line is a line too.
func (t *transcript) close(stderr bool, now time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p := &t.partial[stream(stderr)]; len(p.text) > 0 {
		t.end(p, stderr, now, true)
	}
}

func (t *transcript) end(p *partial, stderr bool, now time.Duration, noNewline bool) {
	if len(t.lines) == t.limits.Lines {
		if !t.done {
			t.stop(fmt.Sprintf("more than %d lines of output", t.limits.Lines))
		}
		return
	}
	line := p.line(now)
	line.Stderr, line.NoNewline = stderr, noNewline
	t.lines = append(t.lines, line)
	if t.until != nil && !t.hit && t.until.MatchString(line.Text) {
		t.hit = true
		t.matched()
	}
}

func (t *transcript) stop(why string) {
	t.done = true
	t.full(why)
}

func stream(stderr bool) int {
	if stderr {
		return 1
	}
	return 0
}
