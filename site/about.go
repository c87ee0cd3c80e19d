package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// aboutFile, beside the lessons, has the title and the summary of the course
// in each language:
//
//	zh:
//	  title: 进程与线程
//	  summary: …
const aboutFile = "course.yaml"

// about is what the course says of itself, by language.
type about map[string]struct{ Title, Summary string }

// title is the course's in a language; without one, "Course".
func (a about) title(lang string) string {
	if t := a[lang].Title; t != "" {
		return t
	}
	return wordsOf[lang].Course
}

func readAbout(fsys fs.FS) (about, []byte, error) {
	a := about{}
	data, err := readYAML(fsys, aboutFile, &a)
	return a, data, err
}

// readYAML reads a file that may be missing, and returns its text. The error
// has its line.
func readYAML(fsys fs.FS, name string, into any) ([]byte, error) {
	if fsys == nil {
		return nil, nil
	}
	data, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	d := yaml.NewDecoder(bytes.NewReader(data))
	d.KnownFields(true)
	if err := d.Decode(into); err != nil {
		return data, lineOfYAML(err)
	}
	return data, nil
}

// lineOfYAML takes the line out of an error of yaml, which has it only in
// its text.
func lineOfYAML(err error) error {
	if at := (*lineError)(nil); errors.As(err, &at) {
		return at
	}
	text := strings.TrimPrefix(err.Error(), "yaml: ")
	if m := regexp.MustCompile(`line (\d+): (.*)`).FindStringSubmatch(text); m != nil {
		n, _ := strconv.Atoi(m[1])
		return &lineError{line: n, err: errors.New(m[2])}
	}
	return fmt.Errorf("%s", strings.ReplaceAll(text, "\n", " "))
}
