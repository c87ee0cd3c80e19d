package article

import (
	"slices"

	"github.com/seed-05413062/course/internal/recording"
)

// align is a transcript whose processes stand where the colours have their
// lanes, so that a lane looks the same in each run, in whichever order its
// processes were born. Where that would put a process before its parent the
// transcript stays as it is.
func align(t recording.Transcript, c colours) recording.Transcript {
	n := len(t.Processes)
	to := slices.Repeat([]int{-1}, n) // by process
	used := make([]bool, n)
	for _, l := range t.Lines {
		if at, ok := c[l.Lane]; ok && l.Process >= 0 && l.Process < n && to[l.Process] < 0 && at < n && !used[at] {
			to[l.Process], used[at] = at, true
		}
	}
	for i := range to {
		if to[i] < 0 {
			free := slices.Index(used, false)
			to[i], used[free] = free, true
		}
	}
	processes := make([]recording.Process, n)
	for i, p := range t.Processes {
		if p.Parent >= 0 && p.Parent < n {
			if p.Parent = to[p.Parent]; p.Parent >= to[i] {
				return t
			}
		}
		processes[to[i]] = p
	}
	lines := slices.Clone(t.Lines)
	for i := range lines {
		if p := lines[i].Process; p >= 0 && p < n {
			lines[i].Process = to[p]
		}
	}
	t.Processes, t.Lines = processes, lines
	return t
}
