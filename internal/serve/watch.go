package serve

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"io/fs"
	"time"
)

// The folder is looked at again and again rather than watched by the kernel:
// that works the same on every system and on shared and mounted folders,
// needs no budget of watches, and a save by rename is nothing special. It
// takes at most one part in looks of a CPU, and at 100 lessons 1 in 50.
const (
	shortest = 40 * time.Millisecond
	longest  = time.Second
	looks    = 20
	// An editor may empty a file before it writes it.
	settle  = 8 * time.Millisecond
	settled = 10 // looks at most, while files go on changing
)

// watch calls changed after each change of the folder since the look last,
// until ctx ends.
func watch(ctx context.Context, files fs.FS, last uint64, changed func()) {
	pause := shortest
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
		began := time.Now()
		now := look(files)
		pause = min(max(shortest, looks*time.Since(began)), longest)
		if now == last {
			continue
		}
		for range settled {
			time.Sleep(settle)
			again := look(files)
			if again == now {
				break
			}
			now = again
		}
		last = now
		changed()
	}
}

var seed = maphash.MakeSeed()

// look is a number that changes with the names, sizes and times of the files.
// Names that begin with a dot are those of editors and version control.
func look(files fs.FS) uint64 {
	var h maphash.Hash
	h.SetSeed(seed)
	_ = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if name != "." && d.Name()[0] == '.' {
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if d.IsDir() {
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		_, _ = h.WriteString(name)
		var b [16]byte
		binary.LittleEndian.PutUint64(b[:8], uint64(info.Size()))
		binary.LittleEndian.PutUint64(b[8:], uint64(info.ModTime().UnixNano()))
		_, _ = h.Write(b[:])
		return nil
	})
	return h.Sum64()
}
