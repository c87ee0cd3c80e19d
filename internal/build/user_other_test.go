//go:build !linux

package build

import (
	"os"
	"runtime"
	"testing"
)

func unprivileged(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" || os.Getuid() == 0 {
		t.Skip("permissions do not hold for this user")
	}
}
