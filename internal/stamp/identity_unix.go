//go:build linux || darwin || freebsd || netbsd

package stamp

import (
	"io/fs"
	"syscall"
)

func identity(info fs.FileInfo) (inode uint64, ctime int64) {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Ino), changed(s)
	}
	return 0, 0
}
