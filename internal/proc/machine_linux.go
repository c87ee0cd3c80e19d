package proc

import "golang.org/x/sys/unix"

// noExec reports whether no program may be started from the file system of a
// file.
func noExec(path string) bool {
	var s unix.Statfs_t
	return unix.Statfs(path, &s) == nil && s.Flags&unix.ST_NOEXEC != 0
}
