package proc

import (
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// What a supervised run costs beside a bare one. cpu-ms/op is of the runner
// and its guards alone, without the program.
func BenchmarkSupervise(b *testing.B) {
	for _, tt := range []struct {
		name string
		give Spec
	}{
		{"true", Spec{Path: "/bin/true"}},
		{"sleep", Spec{Path: "/bin/sleep", Args: []string{"0.5"}}},
		{"stopped", Spec{Path: "/bin/sleep", Args: []string{"0.5"}, Schedule: Stopped}},
	} {
		b.Run(tt.name, func(b *testing.B) {
			before := ownCPU()
			for b.Loop() {
				_, err := Supervise(b.Context(), tt.give)
				require.NoError(b, err)
			}
			b.ReportMetric((ownCPU()-before).Seconds()*1000/float64(b.N), "cpu-ms/op")
		})
	}
	b.Run("bare", func(b *testing.B) {
		for b.Loop() {
			require.NoError(b, exec.Command("/bin/true").Run())
		}
	})
	b.Run("guard", func(b *testing.B) {
		for b.Loop() {
			g, err := startGuard(guardRuns)
			require.NoError(b, err)
			g.end()
		}
	})
}

// ownCPU is what this process and its idle guards have used.
func ownCPU() time.Duration {
	var usage unix.Rusage
	_ = unix.Getrusage(unix.RUSAGE_SELF, &usage)
	total := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	for _, g := range idle.guards {
		content, _ := os.ReadFile("/proc/" + strconv.Itoa(g.process.Pid) + "/schedstat")
		if fields := strings.Fields(string(content)); len(fields) > 0 {
			ns, _ := strconv.ParseInt(fields[0], 10, 64)
			total += time.Duration(ns)
		}
	}
	return total
}
