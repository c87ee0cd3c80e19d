package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io/fs"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/seed-05413062/course/internal/lesson"
)

// keys are made when the first is asked for.
type keys struct {
	once    sync.Once
	all     string            // of the whole course
	lessons map[string]string // by the name of the page
}

// Key is of all that a file is made of, except for this program: while it is
// the same, Render makes the same file. "" where that can't be told without
// making the file.
func (s *Site) Key(name string) string {
	s.keys.once.Do(s.hashAll)
	if s.in.RecordingSum == nil {
		return ""
	}
	switch l := s.keys.lessons[name]; {
	case strings.HasPrefix(name, "pictures/"):
		return ""
	case l != "":
		return l
	}
	return s.keys.all
}

// hashAll hashes what every page may show of the course, then what one page
// shows of a lesson, then all of it.
func (s *Site) hashAll() {
	common := sha256.New()
	put(common, s.base, s.in.Scripts, s.in.Course.Langs, s.assets.style, s.assets.script)
	for _, file := range []string{aboutFile, notesFile} {
		var data []byte
		if s.in.Files != nil {
			data, _ = fs.ReadFile(s.in.Files, file)
		}
		put(common, data)
	}
	for _, l := range s.in.Course.Lessons {
		put(common, l.Name, l.Lang, l.Title, l.Summary, l.Part, l.Notes)
	}
	frame := common.Sum(nil)
	s.keys.lessons = map[string]string{}
	all := sha256.New()
	put(all, frame)
	lessons := s.in.Course.Lessons
	keys := make([]string, len(lessons))
	var next atomic.Int64
	var group sync.WaitGroup
	for range min(len(lessons), runtime.GOMAXPROCS(0)) {
		group.Go(func() {
			for i := next.Add(1) - 1; int(i) < len(lessons); i = next.Add(1) - 1 {
				keys[i] = s.keyOf(lessons[i], frame)
			}
		})
	}
	group.Wait()
	for i, l := range lessons {
		s.keys.lessons[pageName(l)] = keys[i]
		put(all, keys[i])
	}
	put(all, s.names)
	s.keys.all = sum(all)
}

// keyOf is of what a page shows of a lesson, in the frame of the course.
func (s *Site) keyOf(l *lesson.Lesson, frame []byte) string {
	h := sha256.New()
	put(h, frame, l.Source, s.recordingSum(l))
	for _, heading := range s.outlines[l].headings {
		put(h, heading.id)
	}
	return sum(h)
}

func (s *Site) recordingSum(l *lesson.Lesson) string {
	if s.in.RecordingSum == nil {
		return ""
	}
	return s.in.RecordingSum(l)
}

// put adds values so that no two lists of them are alike.
func put(h hash.Hash, values ...any) {
	for _, v := range values {
		switch v := v.(type) {
		case []byte:
			fmt.Fprintf(h, "%d:", len(v))
			_, _ = h.Write(v)
		case string:
			fmt.Fprintf(h, "%d:%s", len(v), v)
		default:
			fmt.Fprintf(h, "%q\n", v)
		}
	}
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:16]) }
