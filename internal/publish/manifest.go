package publish

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
)

// manifestName is a file in each published folder that lists the others. It
// is the same wherever the same files are published.
const manifestName = ".course-manifest.json"

type manifest struct {
	About string            `json:"about"`
	Files map[string]string `json:"files"` // name -> SHA-256 in hexadecimal
}

const about = `written by "course build", which replaces this folder only while all files are as listed here`

func (m manifest) write(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	return e.Encode(m)
}

// maxManifest is room for some 500,000 files.
const maxManifest = 64 << 20

// readManifest is empty where there is none.
func readManifest(root *os.Root) (m manifest, err error) {
	info, err := root.Lstat(manifestName)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return m, nil
	case err != nil:
		return m, err
	case !info.Mode().IsRegular():
		return m, errors.New("it is not a regular file") // to open a pipe would wait for ever
	case info.Size() > maxManifest:
		return m, errors.New("it is too large")
	}
	data, err := root.ReadFile(manifestName)
	if err != nil {
		return m, err
	}
	if err := json.Unmarshal(data, &m); err != nil {
		return m, err
	}
	if len(m.Files) == 0 {
		return m, errors.New("it lists no file")
	}
	return m, nil
}

// isOld reports whether the hashes are those of 128 bits that were written
// before there was SHA-256.
func (m manifest) isOld() bool {
	for _, sum := range m.Files {
		return len(sum) == 128/4
	}
	return false
}

// foldersOf returns the folders that hold files of these names, "." included.
func foldersOf(names iter.Seq[string]) map[string]bool {
	folders := map[string]bool{".": true}
	for name := range names {
		for dir := path.Dir(name); !folders[dir]; dir = path.Dir(dir) {
			folders[dir] = true
		}
	}
	return folders
}
