package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// setKeys hashes what every page may show of the course, then what a part
// shows of its lesson, then all of it. Pictures are not read for it.
func (s *Site) setKeys() {
	if s.in.RecordingSum == nil {
		return
	}
	common := sha256.New()
	put(common, s.base, s.files[shareName] != nil, s.in.Scripts, s.in.Course.Langs, s.assets.style, s.assets.script)
	put(common, s.yaml[aboutFile], s.yaml[notesFile])
	for _, l := range s.in.Course.Lessons {
		put(common, l.Name, l.Lang, l.Title, l.Summary, l.Part, l.Notes)
	}
	frame := common.Sum(nil)
	all := sha256.New()
	put(all, frame)
	lessons := s.in.Course.Lessons
	keys := make([]string, len(lessons))
	s.each(func(i int, l *lesson.Outline) { keys[i] = s.keyOf(l, frame) })
	byLesson := map[*lesson.Outline]string{}
	for i, l := range lessons {
		byLesson[l] = keys[i]
		put(all, keys[i])
	}
	put(all, s.names)
	whole, framed := sum(all), hex.EncodeToString(frame)
	for i := range s.parts {
		switch p := &s.parts[i]; {
		case p.lesson != nil:
			p.Key = byLesson[p.lesson]
		case p.framed:
			p.Key = fmt.Sprint(framed, " ", i)
		case !strings.HasPrefix(p.Files[0], "pictures/"):
			p.Key = fmt.Sprint(whole, " ", i)
		}
	}
}

// keyOf is of what a page shows of a lesson, in the frame of the course.
func (s *Site) keyOf(l *lesson.Outline, frame []byte) string {
	h := sha256.New()
	put(h, frame, l.Name, l.Lang, l.Sum, s.in.RecordingSum(l), s.notes.shownBy(l.Name))
	for _, id := range s.pages[l].names {
		put(h, id)
	}
	return sum(h)
}

// put adds values so that no two lists of them are alike.
func put(h hash.Hash, values ...any) {
	for _, v := range values {
		switch v := v.(type) {
		case []byte:
			_, _ = io.WriteString(h, strconv.Itoa(len(v))+":")
			_, _ = h.Write(v)
		case string:
			_, _ = io.WriteString(h, strconv.Itoa(len(v))+":"+v)
		default:
			fmt.Fprintf(h, "%#v\n", v)
		}
	}
}

func sum(h hash.Hash) string { return hex.EncodeToString(h.Sum(nil)[:16]) }
