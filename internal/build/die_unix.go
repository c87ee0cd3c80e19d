//go:build unix && !linux

package build

import (
	"os/exec"
	"syscall"
)

// dieWithUs ends go with its compilers when the context ends. Only Linux
// can also end it when this process is killed.
func dieWithUs(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
