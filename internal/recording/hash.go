package recording

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"

	"github.com/seed-05413062/course/internal/lesson"
)

// Hash is of all that a recording depends on: the files of the lesson's
// archive, its claims and its commands. Prose may change without it.
func Hash(l *lesson.Lesson) string {
	h := sha256.New()
	for _, f := range l.Files {
		fmt.Fprintf(h, "file %q %q %q\n", f.Name, f.Lang, f.Data)
	}
	for _, c := range l.Claims {
		fmt.Fprintf(h, "claim %q\n", c.Text)
		for _, command := range c.Commands {
			fmt.Fprintf(h, "command %q\n", command.Text)
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Fits reports whether the text of a recording is of the lesson's programs
// as they are. It reads no further than to the hash.
func Fits(data []byte, l *lesson.Lesson) bool {
	d := json.NewDecoder(bytes.NewReader(data))
	for {
		t, err := d.Token()
		if err != nil {
			return false
		}
		if t == "hash" {
			t, err = d.Token()
			return err == nil && t == Hash(l)
		}
	}
}
