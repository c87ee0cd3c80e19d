package main

import (
	"os"
	"os/exec"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The null device is no transcript, on any system.
func TestOrders_nullDevice(t *testing.T) {
	cmd := exec.Command("course", "-C", "../../testdata/lessons/good", "orders", "02", "pair.want")
	cmd.Env = append(os.Environ(), environment(t)...)
	out, err := cmd.CombinedOutput() // without a Stdin, it is the null device
	require.NoError(t, err, "%s", out)
	assert.Contains(t, string(out), "6 legal orders of these lines:")
}
