package build

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"
)

// cold: one go build of twelve programs, Go's own build cache warm.
func BenchmarkCache_Build_cold(b *testing.B) {
	for i := 0; b.Loop(); i++ {
		b.StopTimer()
		ps := twelve(b, fmt.Sprint("\n// ", b.Name(), b.N, i, "\n"))
		c := Cache{Dir: b.TempDir()}
		b.StartTimer()
		_, err := c.Build(b.Context(), ps)
		require.NoError(b, err)
	}
}

// warm: all of them are in the cache.
func BenchmarkCache_Build_warm(b *testing.B) {
	ps := twelve(b, "")
	c := Cache{Dir: b.TempDir()}
	_, err := c.Build(b.Context(), ps)
	require.NoError(b, err)
	for b.Loop() {
		_, err := c.Build(b.Context(), ps)
		require.NoError(b, err)
	}
}

func twelve(b *testing.B, more string) []Program {
	var lessons []map[string]string
	for i := range 4 {
		src := hello + more + fmt.Sprint("// ", i, "\n")
		lessons = append(lessons, map[string]string{"one/main.go": src, "two/main.go": src, "three/main.go": src})
	}
	return programs(b, lessons...)
}
