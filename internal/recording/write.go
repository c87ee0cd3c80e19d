package recording

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
)

// Encode is the text of a recording's file, indented so that a change of it
// can be read.
func (r *Recording) Encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "\t")
	if err := e.Encode(r); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Write puts a recording into a folder of lessons, whole or not at all.
func (r *Recording) Write(lessons string) (err error) {
	data, err := r.Encode()
	if err != nil {
		return err
	}
	dir := filepath.Join(lessons, Dir)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(dir, ".recording-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err := f.Write(data); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), filepath.Join(dir, r.Lesson+"."+r.Lang+".json"))
}
