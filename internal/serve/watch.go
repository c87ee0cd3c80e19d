package serve

import (
	"context"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"time"
)

// The folder is polled, because polling works on every system and on shared
// and mounted folders, needs no limited number of kernel watches, and sees a
// save by rename as any other. It uses at most one part in pauseFactor of a
// CPU.
const (
	minPause    = 40 * time.Millisecond
	maxPause    = time.Second
	pauseFactor = 20
	// An editor may empty a file before it writes it, so a change is reported
	// when two snapshots in a row are equal, or after maxSettle of them.
	settlePause = 8 * time.Millisecond
	maxSettle   = 10
)

// watch calls changed after each change of the folder since the snapshot last,
// until ctx ends.
func watch(ctx context.Context, files fs.FS, last snapshot, changed func()) {
	pause := minPause
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		began := time.Now()
		now := takeSnapshot(files)
		pause = min(max(minPause, pauseFactor*time.Since(began)), maxPause)
		if now.equal(last) {
			continue
		}
		for range maxSettle {
			time.Sleep(settlePause)
			next := takeSnapshot(files)
			if next.equal(now) {
				break
			}
			now = next
		}
		last = now
		changed()
	}
}

// snapshot is what can be seen of the files and folders below a folder without
// reading them, by name. Names that begin with a dot are left out: those of
// editors and version control.
type snapshot map[string]fs.FileInfo

func takeSnapshot(files fs.FS) snapshot {
	s := snapshot{}
	var folders []fs.FileInfo // that were read, by whatever name
	var add func(dir string)
	add = func(dir string) {
		entries, _ := fs.ReadDir(files, dir) // a folder that can't be read is empty
		for _, e := range entries {
			if e.Name()[0] == '.' {
				continue
			}
			name := path.Join(dir, e.Name())
			info, err := fs.Stat(files, name) // of a link, what it leads to
			if err != nil {
				continue // a link that leads nowhere yet
			}
			s[name] = info
			if !info.IsDir() {
				continue
			}
			// Links may lead round in circles.
			if slices.ContainsFunc(folders, func(f fs.FileInfo) bool { return os.SameFile(f, info) }) {
				continue
			}
			folders = append(folders, info)
			add(name)
		}
	}
	add(".")
	return s
}

func (s snapshot) equal(t snapshot) bool {
	return maps.EqualFunc(s, t, func(a, b fs.FileInfo) bool {
		// The time of a folder changes with files that are left out.
		return a.Mode() == b.Mode() && (a.IsDir() || a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()))
	})
}
