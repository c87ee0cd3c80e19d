//go:build unix

package publish

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain lets the test binary be a builder that can be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("PUBLISH_DIR"); dir != "" {
		builder(dir)
	}
	os.Exit(m.Run())
}

// builder says that it is in the middle of its work, and stays there until
// its standard input ends.
func builder(dir string) {
	parts := []Part{
		alonePart("index.html", "", func(w io.Writer) error { _, err := io.WriteString(w, "of the builder"); return err }),
		alonePart("zh/slow.html", "", func(io.Writer) error {
			fmt.Println("in the middle")
			_, err := io.Copy(io.Discard, os.Stdin)
			return err
		}),
	}
	if _, err := Publish(context.Background(), dir, parts, Options{Workers: 1}); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// begin starts a builder, and returns when it is in the middle.
func begin(t *testing.T, dir string) (cmd *exec.Cmd, goOn io.Closer) {
	t.Helper()
	exe, err := os.Executable()
	require.NoError(t, err)
	cmd = exec.Command(exe)
	cmd.Env = append(os.Environ(), "PUBLISH_DIR="+dir)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	t.Cleanup(func() { _ = cmd.Process.Kill() })
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "in the middle\n", line)
	return cmd, in
}

// stages are what stands beside the folder.
func stages(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	require.NoError(t, err)
	var names []string
	for _, e := range entries {
		if strings.HasPrefix(e.Name(), "."+filepath.Base(dir)+".course-") {
			names = append(names, e.Name())
		}
	}
	return names
}

func TestPublish_killed(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	old := map[string]string{"index.html": "old", "zh/a.html": "old"}
	publish(t, dir, old)
	cmd, _ := begin(t, dir)
	require.NoError(t, cmd.Process.Signal(syscall.SIGKILL))
	_ = cmd.Wait()
	assert.Equal(t, old, contents(t, dir), "the old site is whole")
	require.Len(t, stages(t, dir), 1, "the builder was killed too late")

	mine := filepath.Join(filepath.Dir(dir), ".site.course-mine")
	require.NoError(t, os.Mkdir(mine, 0o755))
	publish(t, dir, map[string]string{"index.html": "new"})
	assert.Equal(t, map[string]string{"index.html": "new"}, contents(t, dir))
	assert.Equal(t, []string{filepath.Base(mine)}, stages(t, dir), "what the killed one left is gone, and nothing else")
}

// A build lets another one that is alive go on, and each of them ends with a
// whole site.
func TestPublish_twoBuilders(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	cmd, goOn := begin(t, dir)
	publish(t, dir, map[string]string{"index.html": "of the test"})
	assert.Equal(t, map[string]string{"index.html": "of the test"}, contents(t, dir))
	assert.Len(t, stages(t, dir), 1, "the other one's work")
	require.NoError(t, goOn.Close())
	require.NoError(t, cmd.Wait())
	assert.Equal(t, map[string]string{"index.html": "of the builder", "zh/slow.html": ""}, contents(t, dir))
	alone(t, dir)
}

// A builder that was killed between the two steps of a move, where there is
// no exchange in one, had moved the old site aside.
func TestPublish_killedWhileAside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, map[string]string{"index.html": "old"})
	aside := filepath.Join(filepath.Dir(dir), ".site.course-0123456789abcdef.old")
	require.NoError(t, os.Rename(dir, aside))
	_, err := Publish(t.Context(), dir, []Part{alonePart("a", "", func(io.Writer) error { return io.ErrUnexpectedEOF })}, Options{})
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, map[string]string{"index.html": "old"}, contents(t, dir), "the old site is back")
	alone(t, dir)
}

// Readers find one site or the other while sites are exchanged, and each
// page whole.
func TestPublish_readers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	page := func(n int) string { return strings.Repeat(fmt.Sprintf("%04d ", n), 2000) }
	give := func(n int) map[string]string { return map[string]string{"index.html": page(n), "zh/a.html": page(n)} }
	publish(t, dir, give(0))
	done := make(chan struct{})
	var readers sync.WaitGroup
	for range 2 {
		readers.Go(func() {
			for {
				select {
				case <-done:
					return
				default:
				}
				data, err := os.ReadFile(filepath.Join(dir, "zh", "a.html"))
				if !assert.NoError(t, err) {
					return
				}
				if len(data) != 10000 || strings.Count(string(data), string(data[:5])) != 2000 {
					assert.Fail(t, "half a page", "%d bytes", len(data))
					return
				}
			}
		})
	}
	for n := range 100 {
		publish(t, dir, give(n))
	}
	close(done)
	readers.Wait()
}

func TestPublish_umask(t *testing.T) {
	wide := filepath.Join(t.TempDir(), "site")
	publish(t, wide, map[string]string{"zh/a.html": "a", "b": "b"})
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	narrow := filepath.Join(t.TempDir(), "site")
	publish(t, narrow, map[string]string{"zh/a.html": "a", "b": "b"})
	assert.Equal(t, sumOf(t, wide), sumOf(t, narrow))
	for name, want := range map[string]string{"": "drwxr-xr-x", "zh": "drwxr-xr-x", "zh/a.html": "-rw-r--r--", manifestName: "-rw-r--r--"} {
		info, err := os.Stat(filepath.Join(narrow, name))
		require.NoError(t, err)
		assert.Equal(t, want, info.Mode().String(), name)
	}
}
