// Package stamp tells from a file's metadata whether it is the file that was
// seen before, as it was then.
package stamp

import (
	"io/fs"
	"strconv"
	"time"
)

// Stamp is what a system says of a file without reading it.
type Stamp struct {
	Size  int64  `json:"size"`
	Mtime int64  `json:"mtime"` // ns
	Ctime int64  `json:"ctime,omitempty"`
	Inode uint64 `json:"inode,omitempty"`
}

// Of is a file's stamp. Ctime, the time of its last change of any kind, and
// Inode are 0 where the system doesn't tell them.
func Of(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), Mtime: info.ModTime().UnixNano()}
	s.Inode, s.Ctime = identity(info)
	return s
}

// SameFile reports whether it is that file, written at that time. Another link
// to it may have been made or removed since.
func (s Stamp) SameFile(t Stamp) bool {
	s.Ctime = t.Ctime
	return s == t
}

// settling is longer than the steps in which file systems count their time: a
// file that was changed a moment ago could be changed again and look the same.
const settling = 3 * time.Second

// Settled reports whether a file that was read at a time, and has this stamp
// then and later, is still what was read.
func (s Stamp) Settled(read time.Time) bool {
	return s.Ctime != 0 && s.Ctime < read.Add(-settling).UnixNano()
}

// String is another one for another stamp. It has no spaces.
func (s Stamp) String() string {
	b := strconv.AppendInt(nil, s.Size, 36)
	for _, n := range []int64{s.Mtime, s.Ctime, int64(s.Inode)} {
		b = strconv.AppendInt(append(b, '.'), n, 36)
	}
	return string(b)
}
