package proc

import (
	"regexp"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

func TestSupervise_limits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		give    []string
		limits  Limits
		timeout time.Duration
		want    string
	}{
		{name: "endless", give: []string{"endless"}, want: "more than 20000 lines of output"},
		{name: "no newline", give: []string{"flat"}, want: "more than 1 MiB of output"},
		{name: "lines", give: []string{"endless"}, limits: Limits{Lines: 100}, want: "more than 100 lines of output"},
		{name: "bytes", give: []string{"endless"}, limits: Limits{Output: 70}, want: "more than 70 bytes of output"},
		{name: "memory", give: []string{"memory"}, limits: Limits{Memory: 256 << 20}, want: "more than 256 MiB of memory"},
		{name: "memory at once", give: []string{"ask"}, want: "more than 1 GiB of memory"},
		{name: "file", give: []string{"file"}, limits: Limits{FileSize: 8 << 20}, want: "a file larger than 8 MiB"},
		{
			name: "file, in silence", give: []string{"file", "deaf"}, limits: Limits{FileSize: 8 << 20}, timeout: 2 * time.Second,
			want: "a file larger than 8 MiB, and ran longer than 2 s",
		},
		{name: "processes", give: []string{"flood", "40"}, limits: Limits{Processes: 8}, want: "more than 8 processes"},
		{name: "threads", give: []string{"threads", "100"}, limits: Limits{Threads: 50}, want: "more than 50 threads"},
		{name: "time", give: []string{"sleep"}, timeout: 100 * time.Millisecond, want: "ran longer than 100 ms"},
		{
			name: "stops itself", give: []string{"signal", "19"}, timeout: 200 * time.Millisecond,
			want: "stopped itself (SIGSTOP) and ran longer than 200 ms",
		},
		{name: "time, deaf", give: []string{"deaf"}, timeout: time.Second, want: "ran longer than 1 s"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			s := self(t, tt.give...)
			s.Limits, s.Timeout = tt.limits, tt.timeout
			run, err := Supervise(t.Context(), s)
			require.NoError(t, err)
			assert.Equal(t, tt.want, run.Stopped)
			assert.NotZero(t, run.Exit)
			assert.Empty(t, run.LeftOver)
			limits := s.Limits.withDefaults()
			assert.LessOrEqual(t, len(run.Lines), limits.Lines)
			total := 0
			for _, line := range run.Lines {
				total += len(line.Text) + 1
			}
			assert.LessOrEqual(t, total, limits.Output+1)
		})
	}
}

// What comes near a limit and keeps it is not stopped.
func TestSupervise_withinLimits(t *testing.T) {
	t.Parallel()
	s := self(t, "lines", "x", "500")
	s.Limits = Limits{Lines: 500, FileSize: 1 << 20}
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.Empty(t, run.Stopped)
	assert.Len(t, run.Lines, 500)
}

func TestSupervise_deaf(t *testing.T) {
	t.Parallel()
	s := self(t, "deaf")
	s.Until = regexp.MustCompile("^ready")
	s.Limits.Grace = 100 * time.Millisecond
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.True(t, run.Interrupted)
	assert.Equal(t, "still running 100 ms after the interrupt", run.Stopped)
	assert.Equal(t, unix.SIGKILL, run.Signal)
}

func TestSupervise_untilNever(t *testing.T) {
	t.Parallel()
	s := self(t, "sleep")
	s.Until = regexp.MustCompile("^never$")
	s.Timeout = 200 * time.Millisecond
	run, err := Supervise(t.Context(), s)
	require.NoError(t, err)
	assert.False(t, run.Interrupted)
	assert.Equal(t, `ran longer than 200 ms, and no line matched "^never$"`, run.Stopped)
}
