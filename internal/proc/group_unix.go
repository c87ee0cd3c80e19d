//go:build unix && !linux

package proc

import (
	"os/exec"
	"syscall"
)

func ownGroup(c *exec.Cmd) { c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

func killGroup(c *exec.Cmd) error { return syscall.Kill(-c.Process.Pid, syscall.SIGKILL) }

func interruptGroup(c *exec.Cmd) error { return syscall.Kill(-c.Process.Pid, syscall.SIGINT) }
