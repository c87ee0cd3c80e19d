package verify

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/proc"
	"github.com/seed-05413062/course/internal/recording"
)

// What a recording says of the runs is what came: as many runs as the orders
// add up to, each line in its lane and by its process.
func TestLessons_evidence(t *testing.T) {
	needKernelLanes(t)
	body := two + twoWant + block("testscript",
		"# it holds",
		"[exec:sh] run -n 12 sh two.sh",
		"lanes -processes stdout two.want",
		"# another",
		"run echo hello",
	)
	c := course(t, map[string]string{"01-one.en.md": body})
	reports, err := Lessons(t.Context(), Options{Cache: &build.Cache{Dir: t.TempDir()}, Evidence: true}, c.Lessons)
	require.NoError(t, err)
	require.Empty(t, reports[0].Claims[0].Problems)
	r := reports[0].Recording()
	assert.Equal(t, "01-one", r.Lesson)
	assert.Equal(t, "en", r.Lang)
	require.Len(t, r.Claims, 2)
	assert.Equal(t, 12, r.Claims[0].Runs)
	assert.Equal(t, 1, r.Claims[1].Runs)

	require.Len(t, r.Batches, 2)
	b := r.Batches[0]
	assert.Equal(t, "run -n 12 sh two.sh", b.Command)
	assert.Equal(t, "two.want", b.Want)
	assert.Equal(t, "6", b.Legal)
	sum := 0
	for _, o := range b.Orders {
		sum += o.Runs
	}
	assert.Equal(t, 12, sum)
	require.Len(t, b.Transcripts, min(len(b.Orders), 3))
	for i, tr := range b.Transcripts {
		assert.Equal(t, b.Orders[i].Key, tr.Order)
		require.Len(t, tr.Lines, 6)
		writers := map[string]int{}
		for _, l := range tr.Lines {
			if at, ok := writers[l.Lane]; ok {
				assert.Equal(t, at, l.Process, "lane %q is one process", l.Lane)
			}
			writers[l.Lane] = l.Process
			p := tr.Processes[l.Process]
			assert.Equal(t, l.Lane, p.Lane)
			assert.LessOrEqual(t, p.Start, l.Ms)
			assert.LessOrEqual(t, l.Ms, p.End)
		}
		assert.Equal(t, 0, writers[""], "the main process comes first")
		assert.Len(t, writers, 3)
	}
	assert.Equal(t, 1, r.Batches[1].Claim)
	assert.Len(t, r.Batches[1].Transcripts, 1)

	// It is stale as soon as the script is another one, and not for prose.
	dir := t.TempDir()
	fsys := os.DirFS(dir)
	_, err = recording.Read(fsys, c.Lessons[0])
	assert.ErrorIs(t, err, fs.ErrNotExist)
	require.Len(t, recording.Stale(fsys, c), 1)
	require.NoError(t, r.Write(dir))
	assert.Empty(t, recording.Stale(fsys, c))
	prose := course(t, map[string]string{"01-one.en.md": "Prose.\n\n" + body})
	assert.Empty(t, recording.Stale(fsys, prose))
	other := course(t, map[string]string{"01-one.en.md": body + block("testscript", "# more", "run true")})
	stale := recording.Stale(fsys, other)
	require.Len(t, stale, 1)
	assert.Equal(t, "01-one.en.md:1: the recording is of another program, script or want file\n  hint: run \"course record 01\"", stale[0].String())
}

// What some run must have is counted, in all runs that there are at the end.
func TestLessons_evidenceCounts(t *testing.T) {
	needKernelLanes(t)
	body := archive + block("testscript",
		"# odd and even",
		"run -n 20 sh odd.sh",
		"outcomes -min 2 odd.outcomes",
		"sometimes 'o' 'e'",
		"sometimes 'd'",
		"# always so",
		"run sh two.sh",
		"lanes stdout two.want",
	)
	c := course(t, map[string]string{"01-one.en.md": body})
	reports, err := Lessons(t.Context(), Options{Cache: &build.Cache{Dir: t.TempDir()}, Evidence: true}, c.Lessons)
	require.NoError(t, err)
	require.Empty(t, reports[0].Claims[0].Problems)
	r := reports[0].Recording()
	assert.Empty(t, r.Claims[1].Seen)
	n := r.Claims[0].Runs
	odd := r.Claims[0].Seen[0].Runs
	assert.Positive(t, odd)
	assert.Less(t, odd, n)
	want := []recording.Seen{
		{Command: "outcomes -min 2 odd.outcomes", What: "odd", Runs: odd, Of: n},
		{Command: "outcomes -min 2 odd.outcomes", What: "even", Runs: n - odd, Of: n},
		{Command: "sometimes 'o' 'e'", What: "o", Runs: odd, Of: n},
		{Command: "sometimes 'o' 'e'", What: "e", Runs: n - odd, Of: n},
		{Command: "sometimes 'd'", What: "d", Runs: odd, Of: n},
	}
	// "even" has an e, "odd" an o and a d.
	assert.Equal(t, want, r.Claims[0].Seen)
}

// A recording made again is the same: it names no folder of its run, nor of
// whoever made it, even where the temporary folder is reached by a link.
func TestLessons_evidenceNamesNoFolder(t *testing.T) {
	needKernelLanes(t) // Linux
	link := filepath.Join(t.TempDir(), "link")
	require.NoError(t, os.Symlink(t.TempDir(), link))
	t.Setenv("TMPDIR", link)
	home, err := os.UserHomeDir()
	require.NoError(t, err)
	c := course(t, map[string]string{"01-one.en.md": block("testscript",
		"# it holds", "[exec:sh] run sh -c 'pwd -P; echo "+home+"/x $PWD/y'", "run echo")})
	reports, err := Lessons(t.Context(), Options{Cache: &build.Cache{Dir: t.TempDir()}, Evidence: true}, c.Lessons)
	require.NoError(t, err)
	require.Empty(t, reports[0].Claims[0].Problems)
	var texts []string
	for _, l := range reports[0].Batches[0].Transcripts[0].Lines {
		texts = append(texts, l.Text)
	}
	assert.Equal(t, []string{"$WORK", "~/x $WORK/y"}, texts)
}

func TestClearest(t *testing.T) {
	run := func(at ...time.Duration) *trial {
		r := &proc.Run{}
		for _, d := range at {
			r.Lines = append(r.Lines, proc.Line{At: d * time.Millisecond})
		}
		return &trial{Run: r}
	}
	late, clear, same := run(1, 9, 9), run(1, 2, 3), run(4, 5, 6)
	assert.Same(t, clear, clearest([]*trial{late, clear, same}))
	assert.Same(t, late, clearest([]*trial{late, late}))
	silent := run()
	assert.Same(t, silent, clearest([]*trial{silent, silent}))
}
