package proc

import (
	"encoding/json"
	"fmt"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestSupervise_pinned(t *testing.T) {
	t.Parallel()
	nice, err := unix.Getpriority(unix.PRIO_PROCESS, 0)
	require.NoError(t, err)
	for seed := range uint64(3) {
		s := self(t, "affinity", "child")
		s.Schedule, s.Seed = Pinned, seed
		run, err := Supervise(t.Context(), s)
		require.NoError(t, err)
		one := fmt.Sprintf("1 %d", nice)
		assert.Equal(t, []string{one, one}, texts(run, ""), "CPUs and priority")
	}
	// The guard's next run is not pinned.
	var allowed unix.CPUSet
	require.NoError(t, unix.SchedGetaffinity(0, &allowed))
	run, err := Supervise(t.Context(), self(t, "affinity"))
	require.NoError(t, err)
	require.Len(t, run.Lines, 1)
	assert.Equal(t, fmt.Sprintf("%d %d", allowed.Count(), nice), run.Lines[0].Text)
}

// The guard may give itself a priority; the program has the caller's.
func TestRunner_nice(t *testing.T) {
	t.Parallel()
	mine, err := unix.Getpriority(unix.PRIO_PROCESS, 0)
	require.NoError(t, err)
	s := self(t, "affinity")
	c := runnerCommand(t, s.Path, "supervise", s)
	c.Args = append([]string{"nice", "-n", "3", s.Path}, c.Args[1:]...)
	c.Path, err = exec.LookPath("nice")
	require.NoError(t, err)
	out, err := c.Output()
	require.NoError(t, err)
	var run Run
	require.NoError(t, json.Unmarshal(out, &run), string(out))
	require.Len(t, run.Lines, 1)
	assert.Regexp(t, fmt.Sprintf(" %d$", max(mine-3, 1)), run.Lines[0].Text)
}

func TestSupervise_stopped(t *testing.T) {
	t.Parallel()
	for seed := range uint64(3) {
		s := self(t, "stops")
		s.Schedule, s.Seed = Stopped, seed
		run, err := Supervise(t.Context(), s)
		require.NoError(t, err)
		assert.Empty(t, run.Stopped)
		assert.Zero(t, run.Exit)
		said := texts(run, "^stops")
		require.Len(t, said, 1)
		fields := strings.Fields(said[0])
		assert.Positive(t, atoi(fields[1]), "stopped")
		assert.Positive(t, atoi(fields[2]), "continued")
		assert.Zero(t, atoi(fields[3]), "exit status")
	}
}

// A process in a session of its own may be of an orphaned group. It can
// still be caught once, in the moment between its birth and its setsid; then
// no group of it is there yet that could be orphaned.
func TestSupervise_stoppedNotApart(t *testing.T) {
	t.Parallel()
	s := self(t, "stops", "apart")
	s.Schedule = Stopped
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	said := texts(run, "^stops")
	require.Len(t, said, 1)
	fields := strings.Fields(said[0])
	assert.LessOrEqual(t, atoi(fields[1]), 1, "stopped")
	assert.LessOrEqual(t, atoi(fields[2]), 1, "continued")
	assert.Zero(t, atoi(fields[3]), "exit status")
}

func TestSupervise_stoppedNotMain(t *testing.T) {
	t.Parallel()
	s := self(t, "watched")
	s.Schedule = Stopped
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.Equal(t, []string{"stopped 0"}, texts(run, ""))
}

// Children in a group of their own outlive their parent, stopped or not,
// without a SIGHUP.
func TestSupervise_stoppedNoHangup(t *testing.T) {
	t.Parallel()
	for seed := range uint64(5) {
		s := self(t, "late")
		s.Leaves, s.Schedule, s.Seed = true, Stopped, seed
		run, err := Supervise(t.Context(), s)
		require.NoError(t, err)
		assert.Equal(t, []string{"late"}, texts(run, ""))
		assert.Empty(t, run.Stopped)
	}
}
