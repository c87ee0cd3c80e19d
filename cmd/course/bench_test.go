package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// BenchmarkStart is the command that does nothing but start.
func BenchmarkStart(b *testing.B) {
	env := append(os.Environ(), environment(b)...)
	measure(b, env, "", "course", "-h")
}

// BenchmarkRun is what course run costs over the binary that it runs, beside
// go run of the same file.
func BenchmarkRun(b *testing.B) {
	env := append(os.Environ(), environment(b)...)
	dir := filepath.Join(b.TempDir(), "hello")
	good, err := filepath.Abs("../../testdata/lessons/good")
	require.NoError(b, err)
	extract := exec.Command("course", "-C", good, "extract", "01", dir)
	extract.Env = env
	require.NoError(b, extract.Run())
	build := exec.Command("go", "build", "-o", "built", "./hello")
	build.Dir = dir
	require.NoError(b, build.Run())

	b.Run("binary", func(b *testing.B) { measure(b, env, dir, filepath.Join(dir, "built")) })
	b.Run("course run", func(b *testing.B) { measure(b, env, dir, "course", "-C", good, "run", "01") })
	b.Run("course run --lanes", func(b *testing.B) { measure(b, env, dir, "course", "-C", good, "run", "--lanes", "01") })
	b.Run("go run", func(b *testing.B) { measure(b, env, dir, "go", "run", "./hello") })
}

// measure reports the median: one run that the machine kept waiting says
// nothing about the others. It runs the command once before, so that what
// the command caches is there.
func measure(b *testing.B, env []string, dir, name string, args ...string) {
	var took []time.Duration
	once := func() {
		cmd := exec.Command(name, args...)
		cmd.Env, cmd.Dir = env, dir
		var output bytes.Buffer
		cmd.Stdout, cmd.Stderr = &output, &output
		begin := time.Now()
		require.NoError(b, cmd.Run(), "%s", &output)
		took = append(took, time.Since(begin))
	}
	once()
	took = nil
	for b.Loop() {
		once()
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2])/float64(time.Millisecond), "median-ms")
}
