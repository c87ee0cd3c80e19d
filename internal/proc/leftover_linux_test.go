package proc

import (
	"os"
	"os/exec"
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestSupervise_leftOver(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, give string }{
		{"keeps stdout open", "once"},
		{"setsid and forked twice", "twice"},
		{"first thread has ended", "thread"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := self(t, "leave", tt.give)
			run, err := Supervise(t.Context(), s)
			require.NoError(t, err)
			assert.Zero(t, run.Exit)
			assert.Empty(t, run.Stopped)
			require.Len(t, run.LeftOver, 1)
			require.Len(t, run.Lines, 1)
			assert.Equal(t, run.Lines[0].Pid, run.LeftOver[0].Pid)
			assert.NotEmpty(t, run.LeftOver[0].Name)
		})
	}
}

func TestSupervise_leaves(t *testing.T) {
	t.Parallel()
	s := self(t, "late")
	s.Leaves = true
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.Equal(t, []string{"late"}, texts(run, ""))
	assert.Empty(t, run.Stopped)
	require.Len(t, run.LeftOver, 1)
	assert.Equal(t, run.Lines[0].Pid, run.LeftOver[0].Pid)
}

// The run waits for what is left behind no longer than for anything else.
func TestSupervise_leavesForEver(t *testing.T) {
	t.Parallel()
	s := self(t, "leave", "once")
	s.Leaves, s.Timeout = true, 2*time.Second
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.Equal(t, "ran longer than 2 s", run.Stopped)
	if run.Exit == 0 { // a busy machine may not come so far
		assert.Len(t, run.LeftOver, 1)
	}
}

// An interrupt reaches the group; one who left it is left over, a while
// later.
func TestSupervise_leftOverAfterInterrupt(t *testing.T) {
	t.Parallel()
	s := Spec{Path: "/bin/sh", Args: []string{"-c", `
		setsid sh -c 'echo ready; exec sleep 60' &
		wait`}}
	with := self(t)
	s.Env, s.TempDir = with.Env, with.TempDir
	s.Limits.Grace = 200 * time.Millisecond
	s.Until = regexp.MustCompile("ready")
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.True(t, run.Interrupted)
	require.Len(t, run.LeftOver, 1)
	assert.Equal(t, run.Lines[0].Pid, run.LeftOver[0].Pid)
	assert.Equal(t, "", run.Stopped)
}

// An adopted process has no parent that anybody knows.
func TestTree_adopted(t *testing.T) {
	t.Parallel()
	pids, err := newPidList()
	require.NoError(t, err)
	var children [2]*exec.Cmd
	for i := range children {
		children[i] = exec.Command("/bin/sleep", "60")
		require.NoError(t, children[i].Start())
		defer func() { _ = children[i].Wait() }()
		defer func() { _ = children[i].Process.Kill() }()
	}
	main, other := children[0].Process.Pid, children[1].Process.Pid
	tree := newTree(pids)
	tree.start(main, now())
	tree.find(now(), true)
	defer tree.end()
	require.Contains(t, tree.alive, main)
	require.Contains(t, tree.alive, other)
	assert.Equal(t, os.Getpid(), tree.alive[main].Parent)
	assert.Zero(t, tree.alive[other].Parent)
}
