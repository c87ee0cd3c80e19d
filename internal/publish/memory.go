package publish

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	jsonv2 "github.com/go-json-experiment/json"

	"github.com/seed-05413062/course/internal/stamp"
)

// memento is what is remembered of a published file: what it was made of,
// and the stamp that tells whether anybody has written it since. It is not in
// the manifest, which is the same on all machines.
type memento struct {
	stamp.Stamp
	Sum   string   `json:"sum"`
	Parts []extent `json:"parts,omitempty"`
}

// extent is a part of a file: where it ends, and what it was made of.
type extent struct {
	Key string `json:"key,omitempty"`
	End int64  `json:"end"`
}

func mementoOf(info fs.FileInfo, sum string, parts []extent) memento {
	return memento{stamp.Of(info), sum, parts}
}

// madeOf reports whether it was made of exactly these parts.
func (m memento) madeOf(keys []string) bool {
	return slices.EqualFunc(m.Parts, keys, func(p extent, key string) bool { return p.Key == key && key != "" })
}

// sameFile reports whether it is that file, written at that time.
func (m memento) sameFile(info fs.FileInfo) bool { return m.SameFile(stamp.Of(info)) }

// unchanged asks for the time too that nobody can set: that of the last
// change of any kind, a further link to the file included.
func (m memento) unchanged(info fs.FileInfo) bool {
	return m.Stamp == stamp.Of(info) && modeIsRight(info)
}

type memory struct {
	Dir   string             `json:"dir"`   // absolute
	Maker string             `json:"maker"` // as in Options
	Files map[string]memento `json:"files"`
}

// MemoryFile names the memory of a folder, below a folder of caches.
func MemoryFile(cache, dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256([]byte(abs))
	return filepath.Join(cache, "published", hex.EncodeToString(sum[:8])+".json"), nil
}

// readMemory is empty where there is no memory of the folder. Of what another
// maker has made, the parts are not those of this one.
func readMemory(o Options, abs string) map[string]memento {
	var m memory
	if o.Memory == "" {
		return nil
	}
	data, err := os.ReadFile(o.Memory)
	if err != nil || jsonv2.Unmarshal(data, &m) != nil || m.Dir != abs {
		return nil
	}
	if m.Maker != o.Maker {
		for name, file := range m.Files {
			file.Parts = nil
			m.Files[name] = file
		}
	}
	return m.Files
}

// remember keeps what was published. Without it the next time takes longer,
// so that it is no error when it can't be kept.
func (t *target) remember(o Options, outputs []*output) {
	file := o.Memory
	if file == "" {
		return
	}
	m := memory{Dir: t.abs, Maker: o.Maker, Files: map[string]memento{}}
	sub, err := t.root.OpenRoot(t.name)
	if err != nil {
		return
	}
	defer sub.Close()
	files := newFolders(sub)
	defer files.close()
	now := make([]memento, len(outputs))
	_ = parallel(len(outputs), 0, func(i int) error {
		// The times are those after the old folder has gone: that its links
		// to kept files went with it has changed them.
		o := outputs[i]
		info, err := files.lstat(o.name)
		if err == nil && info.Mode().IsRegular() && o.made.sameFile(info) {
			now[i] = mementoOf(info, o.made.Sum, o.made.Parts)
		}
		return nil
	})
	for i, o := range outputs {
		if now[i].Sum != "" {
			m.Files[o.name] = now[i]
		}
	}
	data, err := json.Marshal(m)
	if err != nil {
		return
	}
	if os.MkdirAll(filepath.Dir(file), 0o755) != nil {
		return
	}
	temp, err := os.CreateTemp(filepath.Dir(file), ".memory-*")
	if err != nil {
		return
	}
	_, err = temp.Write(data)
	if closeErr := temp.Close(); err != nil || closeErr != nil || os.Rename(temp.Name(), file) != nil {
		os.Remove(temp.Name())
	}
}
