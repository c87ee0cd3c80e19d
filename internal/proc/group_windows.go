package proc

import (
	"fmt"
	"os/exec"
)

func ownGroup(*exec.Cmd) {}

func killGroup(c *exec.Cmd) error { return c.Process.Kill() }

func interruptGroup(*exec.Cmd) error { return fmt.Errorf("an interrupt %w", ErrNotHere) }
