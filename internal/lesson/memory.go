package lesson

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/zeebo/xxh3"

	"github.com/seed-05413062/course/internal/stamp"
)

// Memory knows what was read at other times: the sums of files, by their names
// and stamps, and the outlines of lessons, by their sums. A file that has not
// been touched is not read again, and a lesson that has not changed is not
// parsed again. A nil Memory knows nothing. Several goroutines may use one.
//
// Its file has a line for each thing that is known; what is known later is
// added at the end:
//
//	maker
//	file NAME STAMP SUM NOTE .
//	outline SUM JSON
//
// A line that lost its end, when the disk was full, is no line: the mark and
// the JSON tell.
type Memory struct {
	file  string
	maker string
	lines int // of the file, 0 where it is not of this maker

	files    map[string]seen
	outlines map[string][]byte // by sum, as JSON

	mu   sync.Mutex
	used []string        // names of files and sums of outlines that were asked for
	news [][]byte        // lines to be added
	read map[string]seen // files that Read has read
}

// seen is a file as it was read.
type seen struct{ stamp, sum, note string }

// OpenMemory reads a memory from a file. maker tells the program, since
// another one may see more in a lesson: what another one has kept is not
// known. A file that is missing or broken is no error: it is a cache.
func OpenMemory(file, maker string) *Memory {
	m := &Memory{file: file, maker: maker, files: map[string]seen{}, outlines: map[string][]byte{}, read: map[string]seen{}}
	data, err := os.ReadFile(file)
	first, rest, ok := bytes.Cut(data, []byte("\n"))
	if err != nil || !ok || string(first) != maker {
		return m
	}
	m.lines = 1
	for line := range bytes.SplitSeq(rest, []byte("\n")) {
		m.lines++
		kind, line, _ := bytes.Cut(line, []byte(" "))
		switch string(kind) {
		case "file":
			if f := strings.Split(string(line), " "); len(f) == 5 && f[4] == "." {
				m.files[f[0]] = seen{f[1], f[2], f[3]}
			}
		case "outline":
			if sum, outline, ok := bytes.Cut(line, []byte(" ")); ok {
				m.outlines[string(sum)] = outline
			}
		}
	}
	return m
}

// Sum is a hash of a file, XXH3 of 128 bits in hexadecimal, and what note says
// of its text, in no more than a word. The file is read only where it may have
// changed since both were remembered. Where Read has read it, both are of what
// was there then, "" of none; a nil Memory reads it again.
func (m *Memory) Sum(fsys fs.FS, name string, note func(data []byte) string) (sum, word string, err error) {
	if m != nil {
		m.mu.Lock()
		read, ok := m.read[name]
		m.mu.Unlock()
		if ok {
			return read.sum, read.note, nil
		}
	}
	sum, word, _, err = m.look(fsys, name, note, false)
	return sum, word, err
}

// Read reads a file, for who makes something of it before it asks for its Sum.
func (m *Memory) Read(fsys fs.FS, name string, note func(data []byte) string) (data []byte, err error) {
	if m == nil {
		return fs.ReadFile(fsys, name)
	}
	sum, word, data, err := m.look(fsys, name, note, true)
	m.mu.Lock()
	m.read[name] = seen{sum: sum, note: word}
	m.mu.Unlock()
	return data, err
}

// look is Sum, with the text where the file was read, which it is in any case
// where always says so.
func (m *Memory) look(fsys fs.FS, name string, note func(data []byte) string, always bool) (sum, word string, data []byte, err error) {
	now := time.Now()
	before := "" // the stamp, where it is new and to be trusted
	if m != nil {
		info, err := fs.Stat(fsys, name)
		if err != nil {
			return "", "", nil, err
		}
		s := stamp.Of(info)
		before = s.String()
		m.mu.Lock()
		known := m.files[name]
		m.mu.Unlock()
		switch {
		case known.stamp == before:
			m.use(name)
			if !always {
				return known.sum, known.note, nil, nil
			}
			before = ""
		case !s.Settled(now):
			before = ""
		}
	}
	data, err = fs.ReadFile(fsys, name)
	if err != nil {
		return "", "", nil, err
	}
	hash := xxh3.Hash128(data).Bytes()
	sum = hex.EncodeToString(hash[:])
	if note != nil {
		word = note(data)
	}
	if before != "" && !strings.ContainsAny(name+word, " \n") {
		m.add(lineOfFile(name, seen{before, sum, word}))
	}
	return sum, word, data, nil
}

// outline is the whole of an outline of which the names and the sum are
// there, nil where it is not known.
func (m *Memory) outline(o Outline) *Outline {
	if m == nil {
		return nil
	}
	data, ok := m.outlines[o.Sum]
	if !ok || jsonv2.Unmarshal(data, &o) != nil {
		return nil
	}
	m.use(o.Sum)
	return &o
}

// keep adds an outline.
func (m *Memory) keep(o *Outline) {
	if m == nil {
		return
	}
	if data, err := json.Marshal(o); err == nil {
		m.add(lineOfOutline(o.Sum, data))
	}
}

func lineOfFile(name string, f seen) []byte {
	return []byte("file " + name + " " + f.stamp + " " + f.sum + " " + f.note + " .")
}

func lineOfOutline(sum string, data []byte) []byte {
	return append([]byte("outline "+sum+" "), data...)
}

func (m *Memory) use(what string) {
	m.mu.Lock()
	m.used = append(m.used, what)
	m.mu.Unlock()
}

func (m *Memory) add(line []byte) {
	m.mu.Lock()
	m.news = append(m.news, line)
	m.mu.Unlock()
}

// Save keeps what was new this time. It is added to the file, until most of
// the file is not asked for any more: then the file is written anew, of what
// was asked for and of what was new. What can't be written is lost, which
// costs no more than time.
func (m *Memory) Save() {
	if m == nil || m.maker == "" {
		return
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	stale := m.lines > 2*len(m.used)+64
	switch {
	case m.lines > 0 && !stale:
		if len(m.news) > 0 {
			m.append(m.news)
		}
	case len(m.news)+len(m.used) > 0:
		m.rewrite(append(m.usedLines(), m.news...))
	}
}

func (m *Memory) usedLines() (lines [][]byte) {
	for _, what := range m.used {
		if f, ok := m.files[what]; ok {
			lines = append(lines, lineOfFile(what, f))
		} else {
			lines = append(lines, lineOfOutline(what, m.outlines[what]))
		}
	}
	return lines
}

// joined begins with a line end, since what was killed in the middle of a line
// may have left it open.
func joined(lines [][]byte) []byte {
	return append(bytes.Join(append([][]byte{nil}, lines...), []byte("\n")), '\n')
}

func (m *Memory) append(lines [][]byte) {
	f, err := os.OpenFile(m.file, os.O_APPEND|os.O_RDWR, 0)
	if err != nil {
		return
	}
	defer f.Close()
	// Another program may have begun the file anew.
	maker := make([]byte, len(m.maker)+1)
	if _, err := f.ReadAt(maker, 0); err == nil && string(maker) == m.maker+"\n" {
		_, _ = f.Write(joined(lines))
	}
}

func (m *Memory) rewrite(lines [][]byte) {
	dir := filepath.Dir(m.file)
	if os.MkdirAll(dir, 0o755) != nil {
		return
	}
	temp, err := os.CreateTemp(dir, ".lessons-*")
	if err != nil {
		return
	}
	_, err = temp.Write(append([]byte(m.maker), joined(lines)...))
	if err = errors.Join(err, temp.Close()); err != nil || os.Rename(temp.Name(), m.file) != nil {
		os.Remove(temp.Name())
	}
}
