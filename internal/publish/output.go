package publish

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"sync"

	"github.com/zeebo/xxh3"
)

// output is a file that is made of its parts, which come in any order and are
// written in theirs.
type output struct {
	name string
	keys []string // of its parts, in their order

	old   *os.File        // nil where there is none to take parts from
	spans map[string]span // parts of the old file, by their keys

	made memento // when it is there
	kept bool    // as a link to the old file

	mu      sync.Mutex
	ready   map[int]stretch // that wait for those before them
	ends    []extent        // of what was written
	writing bool            // somebody writes what is ready

	file *os.File
	hash *xxh3.Hasher
	to   *bufio.Writer // to both
	size int64
	copy span // of the old file, to be copied next
}

type span struct{ start, end int64 }

// stretch is what a part adds to a file: made anew, or a span of the old one.
type stretch struct {
	made *bytes.Buffer // nil where it is the span
	span span
}

// had says whether the old file has a part.
func (o *output) had(key string) bool {
	_, ok := o.spans[key]
	return ok && key != ""
}

// deliver hands in the nth part. Whoever hands in the one that is next writes
// it, and all that have waited for it; nobody else waits for that.
func (o *output) deliver(in *folders, nth int, s stretch) error {
	o.mu.Lock()
	if o.ready == nil {
		o.ready = map[int]stretch{}
	}
	o.ready[nth] = s
	if o.writing {
		o.mu.Unlock()
		return nil
	}
	o.writing = true
	for {
		nth := len(o.ends)
		s, ok := o.ready[nth]
		if !ok {
			break
		}
		delete(o.ready, nth)
		o.mu.Unlock()
		err := o.write(in, s)
		o.mu.Lock()
		if err != nil {
			o.mu.Unlock()
			return err // and nobody writes any more
		}
		o.ends = append(o.ends, extent{Key: o.keys[nth], End: o.size})
	}
	o.writing = false
	last := len(o.ends) == len(o.keys)
	o.mu.Unlock()
	if last {
		return o.finish()
	}
	return nil
}

// longCopy is how much of the old file is copied in one go. Parts that follow
// each other there are copied as one, and no more than this waits for the end.
const longCopy = 1 << 20

func (o *output) write(in *folders, s stretch) error {
	if o.file == nil {
		if err := o.open(in); err != nil {
			return err
		}
	}
	if s.made == nil {
		if s.span.start != o.copy.end {
			if err := o.copyOld(); err != nil {
				return err
			}
			o.copy = span{s.span.start, s.span.start}
		}
		o.copy.end = s.span.end
		o.size += s.span.end - s.span.start
		if o.copy.end-o.copy.start >= longCopy {
			return o.copyOld()
		}
		return nil
	}
	if err := o.copyOld(); err != nil {
		return err
	}
	n, err := o.to.Write(s.made.Bytes())
	o.size += int64(n)
	buffers.Put(s.made)
	return err
}

// copyOld copies what waits for it.
func (o *output) copyOld() error {
	n := o.copy.end - o.copy.start
	if n == 0 {
		return nil
	}
	if err := o.to.Flush(); err != nil {
		return err
	}
	b := copies.Get().(*[]byte)
	defer copies.Put(b)
	for o.copy.start < o.copy.end {
		part := (*b)[:min(int64(len(*b)), o.copy.end-o.copy.start)]
		if _, err := o.old.ReadAt(part, o.copy.start); err != nil {
			return err
		}
		// A long file is what a small change waits for: both CPUs take part.
		var hashing sync.WaitGroup
		hashing.Go(func() { _, _ = o.hash.Write(part) })
		_, err := o.file.Write(part)
		hashing.Wait()
		if err != nil {
			return err
		}
		o.copy.start += int64(len(part))
	}
	return nil
}

func (o *output) open(in *folders) error {
	r, base, err := in.of(o.name)
	if err != nil {
		return err
	}
	creating.Lock()
	f, err := r.OpenFile(base, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	creating.Unlock()
	if err != nil {
		return err
	}
	o.file, o.hash = f, xxh3.New()
	o.to = writers.Get().(*bufio.Writer)
	o.to.Reset(io.MultiWriter(f, o.hash))
	return nil
}

// creating is held while a file is created: in one folder a system creates
// one at a time, and may burn a CPU for each that waits.
var creating sync.Mutex

var copies = sync.Pool{New: func() any { b := make([]byte, 256<<10); return &b }}

var writers = sync.Pool{New: func() any { return bufio.NewWriterSize(nil, 16<<10) }}

func (o *output) finish() error {
	if err := o.copyOld(); err != nil {
		return err
	}
	if err := o.to.Flush(); err != nil {
		return err
	}
	writers.Put(o.to)
	info, err := o.file.Stat()
	if err == nil && !modeIsRight(info) { // a umask has narrowed it
		if err = o.file.Chmod(fileMode); err == nil {
			info, err = o.file.Stat()
		}
	}
	if err != nil {
		return err
	}
	o.made = mementoOf(info, hexOf(o.hash), o.ends)
	err = o.file.Close()
	o.file = nil
	return err
}

// close leaves no file open, whatever has failed.
func (o *output) close() {
	if o.file != nil {
		o.file.Close()
	}
	if o.old != nil {
		o.old.Close()
	}
}
