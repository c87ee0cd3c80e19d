package lesson

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// Memory knows the outlines of lessons that were read at another time, by the
// sums of their files, so that a lesson that has not changed is not parsed
// again. A nil Memory knows nothing.
type Memory struct {
	file  string
	stamp string
	known map[string][]byte // sum -> outline as JSON

	readable bool // the file is one of this program

	mu   sync.Mutex
	used map[string][]byte // those of this time
	news []string          // the sums of those that are new
}

// OpenMemory reads a memory from a file. stamp tells the program, since
// another one may see more in a lesson: what another one has kept is not
// known. A file that is missing or broken is no error: it is a cache.
func OpenMemory(file, stamp string) *Memory {
	m := &Memory{file: file, stamp: stamp, known: map[string][]byte{}, used: map[string][]byte{}}
	data, err := os.ReadFile(file)
	first, rest, ok := bytes.Cut(data, []byte("\n"))
	if err != nil || !ok || string(first) != stamp {
		return m
	}
	m.readable = true
	for line := range bytes.SplitSeq(rest, []byte("\n")) {
		if sum, outline, ok := bytes.Cut(line, []byte(" ")); ok {
			m.known[string(sum)] = outline
		}
	}
	return m
}

// outline is the whole of an outline of which the names and the sum are
// there, nil where it is not known.
func (m *Memory) outline(o Outline) *Outline {
	if m == nil {
		return nil
	}
	data, ok := m.known[o.Sum]
	if !ok || json.Unmarshal(data, &o) != nil {
		return nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.used[o.Sum] = data
	return &o
}

// keep adds an outline.
func (m *Memory) keep(o *Outline) {
	if m == nil {
		return
	}
	data, err := json.Marshal(o)
	if err != nil {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.used[o.Sum] = data
	m.news = append(m.news, o.Sum)
}

// Save keeps what was new this time. It is added to the file; when most of the
// file is of lessons that are not there any more, the file is written anew.
// What can't be written is lost, which costs no more than time.
func (m *Memory) Save() {
	if m == nil || len(m.news) == 0 || m.stamp == "" {
		return
	}
	if m.readable && len(m.known) < 2*len(m.used)+64 {
		if f, err := os.OpenFile(m.file, os.O_APPEND|os.O_WRONLY, 0); err == nil {
			// What was killed in the middle of a line has lost no more than that one.
			_, _ = f.Write(append([]byte("\n"), m.lines(m.news)...))
			f.Close()
		}
		return
	}
	dir := filepath.Dir(m.file)
	if os.MkdirAll(dir, 0o755) != nil {
		return
	}
	temp, err := os.CreateTemp(dir, ".lessons-*")
	if err != nil {
		return
	}
	_, err = temp.Write(append([]byte(m.stamp+"\n"), m.lines(slices.Collect(maps.Keys(m.used)))...))
	if closeErr := temp.Close(); err != nil || closeErr != nil || os.Rename(temp.Name(), m.file) != nil {
		os.Remove(temp.Name())
	}
}

// lines are the outlines of sums, a line each.
func (m *Memory) lines(sums []string) []byte {
	var b bytes.Buffer
	for _, sum := range sums {
		b.WriteString(sum + " ")
		b.Write(m.used[sum])
		b.WriteByte('\n')
	}
	return b.Bytes()
}
