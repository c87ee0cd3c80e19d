//go:build !linux

package proc

// noExec is not known here.
func noExec(string) bool { return false }
