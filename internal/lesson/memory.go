package lesson

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
)

// Memory knows the outlines of lessons that were read at another time, by the
// sums of their files, so that a lesson that has not changed is not parsed
// again. A nil Memory knows nothing.
type Memory struct {
	file  string
	stamp string
	known map[string][]byte // sum -> outline as JSON

	mu   sync.Mutex
	used map[string][]byte // those of this time
	news int               // how many of them are new
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
	m.news++
}

// Save writes what was read this time, where any of it is new. What can't be
// written is lost, which costs no more than time.
func (m *Memory) Save() {
	if m == nil || m.news == 0 || m.stamp == "" {
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
	var b bytes.Buffer
	b.WriteString(m.stamp + "\n")
	for sum, data := range m.used {
		b.WriteString(sum + " ")
		b.Write(data)
		b.WriteByte('\n')
	}
	_, err = temp.Write(b.Bytes())
	if closeErr := temp.Close(); err != nil || closeErr != nil || os.Rename(temp.Name(), m.file) != nil {
		os.Remove(temp.Name())
	}
}
