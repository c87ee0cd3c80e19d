package publish

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/zeebo/xxh3"
)

// manifestName is a file in each published folder that says which files of
// it were published. It is the same wherever the same files are published.
const manifestName = ".course-manifest.json"

type manifest struct {
	About string            `json:"about"`
	Files map[string]string `json:"files"` // name -> XXH3 of 128 bits, in hexadecimal
}

// A hash tells whether anybody has changed a file. Nobody gains by changing one
// so that it isn't noticed, and SHA-256 would take a twentieth of a build.
func hexOf(h *xxh3.Hasher) string {
	sum := h.Sum128().Bytes()
	return hex.EncodeToString(sum[:])
}

const about = `written by "course build", which replaces this folder only while all files are as listed here`

func writeManifest(in *folders, outputs []*output) error {
	m := manifest{About: about, Files: map[string]string{}}
	for _, o := range outputs {
		m.Files[o.name] = o.made.Sum
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(m); err != nil {
		return err
	}
	o := &output{name: manifestName, keys: []string{""}}
	defer o.close()
	return o.deliver(in, 0, stretch{made: &b})
}

// readManifest is empty where there is none.
func readManifest(r *os.Root) (manifest, error) {
	var m manifest
	data, err := r.ReadFile(manifestName)
	if errors.Is(err, fs.ErrNotExist) {
		return m, nil
	}
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

// sums are the hashes of files, "" of those that can't be read.
func sums(r *os.Root, names []string) []string {
	all := make([]string, len(names))
	parallel(len(names), 0, func(i int) error {
		f, err := r.Open(names[i])
		if err != nil {
			return nil
		}
		defer f.Close()
		h := xxh3.New()
		if _, err := io.Copy(h, f); err == nil {
			all[i] = hexOf(h)
		}
		return nil
	})
	return all
}
