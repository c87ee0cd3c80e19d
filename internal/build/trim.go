package build

import (
	"os"
	"path/filepath"
	"strings"
	"time"
)

const (
	tempPrefix = "tmp-"
	trimMark   = "trimmed" // its age is the time since the last trim

	noteUse   = 24 * time.Hour
	trimEvery = 24 * time.Hour
	keepTemp  = 24 * time.Hour      // of a build that was killed; no build takes as long
	keepEntry = 30 * 24 * time.Hour // since its last use
)

// trim removes, once a day, what has not been used for long. It never
// fails: a cache that can't be trimmed still works.
func trim(dir string, now time.Time) {
	mark := filepath.Join(dir, trimMark)
	if info, err := os.Stat(mark); err == nil && now.Sub(info.ModTime()) < trimEvery {
		return
	}
	_ = os.WriteFile(mark, []byte("its time is that of the last trim\n"), 0o644)
	_ = os.Chtimes(mark, now, now)
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		isTemp := strings.HasPrefix(e.Name(), tempPrefix)
		// COURSE_CACHE may name a folder that has other things in it.
		if !e.IsDir() || !isTemp && !isKey(e.Name()) {
			continue
		}
		keep := keepEntry
		if isTemp {
			keep = keepTemp
		}
		if age := now.Sub(lastUse(path)); age > keep {
			_ = os.RemoveAll(path)
		}
	}
}

func isKey(name string) bool {
	return len(name) == 32 && strings.Trim(name, "0123456789abcdef") == ""
}

// lastUse is when the binary of an entry was last used, or when the folder
// itself was changed.
func lastUse(path string) time.Time {
	info, err := os.Stat(filepath.Join(path, checksumName))
	if err != nil {
		info, err = os.Stat(path)
	}
	if err != nil {
		return time.Now()
	}
	return info.ModTime()
}
