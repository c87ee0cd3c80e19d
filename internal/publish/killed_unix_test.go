//go:build unix

package publish

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// TestMain lets the test binary be a builder that can be killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("PUBLISH_DIR"); dir != "" {
		builder(dir)
	}
	os.Exit(m.Run())
}

// slow is a site whose second file says on standard output that it is being
// written, and ends with standard input.
type slow struct{}

func (slow) Names() []string { return []string{"index.html", "zh/slow.html"} }

func (slow) Write(w io.Writer, name string) error {
	if name == "index.html" {
		_, err := io.WriteString(w, "of the builder")
		return err
	}
	fmt.Println("in the middle")
	_, err := io.Copy(io.Discard, os.Stdin)
	return err
}

func builder(dir string) {
	if _, err := Publish(context.Background(), dir, slow{}, 1); err != nil {
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

// stages are beside the folder.
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
	dir := filepath.Join(t.TempDir(), "s+te.")
	old := texts{"index.html": "old", "zh/a.html": "old"}
	publish(t, dir, old)
	cmd, _ := begin(t, dir)
	require.NoError(t, cmd.Process.Signal(syscall.SIGKILL))
	_ = cmd.Wait()
	assert.Equal(t, old, contents(t, dir), "the old site is whole")
	require.Len(t, stages(t, dir), 1, "the builder was killed too late")

	mine := filepath.Join(filepath.Dir(dir), ".s+te..course-mine")
	other := filepath.Join(filepath.Dir(dir), ".s+te2.course-0123456789abcdef")
	for _, folder := range []string{mine, other} {
		require.NoError(t, os.Mkdir(folder, 0o755))
	}
	publish(t, dir, texts{"index.html": "new"})
	assert.Equal(t, texts{"index.html": "new"}, contents(t, dir))
	assert.Equal(t, []string{filepath.Base(mine)}, stages(t, dir), "what the killed one left is gone, and nothing else")
	assert.DirExists(t, other)
}

// A build waits for another one that is alive, unless it is interrupted, and
// touches nothing of it.
func TestPublish_twoBuilds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	cmd, goOn := begin(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	_, err := Publish(ctx, dir, texts{"index.html": "of the test"}, 0)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Len(t, stages(t, dir), 1, "the other one's work")

	time.AfterFunc(20*time.Millisecond, func() { _ = goOn.Close() })
	_, err = Publish(t.Context(), dir, page(func(io.Writer) error {
		assert.Equal(t, texts{"index.html": "of the builder", "zh/slow.html": ""}, contents(t, dir))
		return nil
	}), 0)
	require.NoError(t, err)
	require.NoError(t, cmd.Wait())
	assert.Equal(t, texts{"index.html": ""}, contents(t, dir))
	requireAlone(t, dir)
}

// Builds of one folder don't disturb each other: none takes what another one
// is about to write or to remove for a change.
func TestPublish_manyBuilds(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	give := texts{}
	for i := range 20 {
		give[fmt.Sprintf("%d/page.html", i)] = "page"
	}
	var builds sync.WaitGroup
	for range 4 {
		builds.Go(func() {
			for range 10 {
				_, err := Publish(t.Context(), dir, give, 0)
				assert.NoError(t, err)
			}
		})
	}
	builds.Wait()
	assert.Equal(t, give, contents(t, dir))
	requireAlone(t, dir)
}

// Where there are no locks, the stage of a build that may be alive stays.
func TestTarget_removeStages_unlocked(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	stage := filepath.Join(filepath.Dir(dir), ".site.course-0123456789abcdef")
	require.NoError(t, os.Mkdir(stage, 0o755))
	to, err := openTarget(t.Context(), dir)
	require.NoError(t, err)
	defer to.close()
	to.locked = false
	require.NoError(t, to.removeStages())
	assert.DirExists(t, stage)
	to.locked = true
	require.NoError(t, to.removeStages())
	assert.NoDirExists(t, stage)
}

// Where two folders can't be exchanged in one step, a build may be killed
// after it moved the old site aside.
func TestPublish_killedWhileAside(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	publish(t, dir, texts{"index.html": "old"})
	parent := filepath.Dir(dir)
	require.NoError(t, os.Rename(dir, filepath.Join(parent, ".site.course-0123456789abcdef.old")))
	require.NoError(t, os.Mkdir(filepath.Join(parent, ".site.course-0123456789abcdef"), 0o755))
	_, err := Publish(t.Context(), dir, page(func(io.Writer) error { return io.ErrUnexpectedEOF }), 0)
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
	assert.Equal(t, texts{"index.html": "old"}, contents(t, dir), "the old site is back")
	requireAlone(t, dir)

	// Or after it moved the new one there.
	aside := filepath.Join(parent, ".site.course-0123456789abcdef.old")
	require.NoError(t, os.CopyFS(aside, os.DirFS(dir)))
	publish(t, dir, texts{"index.html": "new"})
	assert.Equal(t, texts{"index.html": "new"}, contents(t, dir))
	requireAlone(t, dir)
}

// A pipe in the place of a file is refused, and not waited for.
func TestPublish_pipe(t *testing.T) {
	for _, name := range []string{"index.html", manifestName} {
		dir := filepath.Join(t.TempDir(), "site")
		publish(t, dir, texts{"index.html": "old"})
		require.NoError(t, os.Remove(filepath.Join(dir, name)))
		require.NoError(t, unix.Mkfifo(filepath.Join(dir, name), 0o644))
		_, err := Publish(t.Context(), dir, texts{"index.html": "new"}, 0)
		var refused *RefusedError
		require.ErrorAs(t, err, &refused, name)
		assert.Contains(t, refused.Reasons[0], name)
	}
}

// Readers find one site or the other while sites are exchanged, and each
// page whole.
func TestPublish_readers(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "site")
	content := func(n int) string { return strings.Repeat(fmt.Sprintf("%04d ", n), 2000) }
	give := func(n int) texts { return texts{"index.html": content(n), "zh/a.html": content(n)} }
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
	publish(t, wide, texts{"zh/a.html": "a", "b": "b"})
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	narrow := filepath.Join(t.TempDir(), "site")
	publish(t, narrow, texts{"zh/a.html": "a", "b": "b"})
	assert.Equal(t, sumOf(t, wide), sumOf(t, narrow))
	for name, want := range map[string]string{"": "drwxr-xr-x", "zh": "drwxr-xr-x", "zh/a.html": "-rw-r--r--", manifestName: "-rw-r--r--"} {
		info, err := os.Stat(filepath.Join(narrow, name))
		require.NoError(t, err)
		assert.Equal(t, want, info.Mode().String(), name)
	}
}

// The root of the file system is refused wherever the command runs.
func TestPublish_root(t *testing.T) {
	here := t.TempDir()
	t.Chdir(here)
	require.NoError(t, os.Remove(here))
	_, err := Publish(t.Context(), "/", texts{"a": "a"}, 0)
	var refused *RefusedError
	require.ErrorAs(t, err, &refused)
}

func TestTryLock_noLocks(t *testing.T) {
	f, err := os.Open(t.TempDir())
	require.NoError(t, err)
	require.NoError(t, f.Close())
	_, err = tryLock(f, "site")
	assert.Equal(t, errors.ErrUnsupported, err)
}
