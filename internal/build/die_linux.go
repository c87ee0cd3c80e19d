package build

import (
	"os/exec"
	"syscall"
)

// dieWithUs ends go with its compilers when the context ends, and go also
// when this process is killed. A group of its own: Ctrl-C is this process's
// to answer.
func dieWithUs(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
