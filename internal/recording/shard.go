package recording

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// Shard is a share of a course, for a machine that checks only that: the K-th
// of N, counted from 1. The zero value is the whole course.
type Shard struct{ K, N int }

// ParseShard reads "2/8".
func ParseShard(s string) (Shard, error) {
	before, after, _ := strings.Cut(s, "/")
	k, errK := strconv.ParseUint(before, 10, 31)
	n, errN := strconv.ParseUint(after, 10, 31)
	switch {
	case errK != nil || errN != nil:
		return Shard{}, fmt.Errorf("%q is not K/N", s)
	case k < 1 || k > n:
		return Shard{}, fmt.Errorf("%q: there is no share %d of %d", s, k, n)
	}
	return Shard{int(k), int(n)}, nil
}

// Of returns the shard's lessons, in their order. The shares of a number N have
// each lesson once, and take about as long as each other by the recorded
// durations below fsys; a lesson without one counts as the median. All
// machines that have the same lessons and recordings agree on the shares.
func (s Shard) Of(fsys fs.FS, lessons []*lesson.Lesson) []*lesson.Lesson {
	if s.N == 0 {
		return lessons
	}
	ms := make([]int, len(lessons))
	for i, l := range lessons {
		if r, err := Read(fsys, l); err == nil {
			ms[i] = r.Milliseconds()
		}
	}
	var share []*lesson.Lesson
	for i, k := range shares(ms, s.N) {
		if k == s.K {
			share = append(share, lessons[i])
		}
	}
	return share
}

// Milliseconds that the lesson took to check, 0 where no claim has a time.
func (r *Recording) Milliseconds() int {
	sum := 0
	for _, c := range r.Claims {
		sum += max(0, c.Milliseconds)
	}
	return sum
}

// shares gives each duration to one of the shares 1 to n: the longest first,
// always to the share that has least.
func shares(ms []int, n int) []int {
	known := slices.DeleteFunc(slices.Sorted(slices.Values(ms)), func(d int) bool { return d <= 0 })
	median := 1
	if len(known) > 0 {
		median = known[len(known)/2]
	}
	load := make([]int, min(n, len(ms)))
	longest := make([]int, len(ms))
	weight := make([]int, len(ms))
	for i := range ms {
		longest[i] = i
		if weight[i] = ms[i]; ms[i] <= 0 {
			weight[i] = median
		}
	}
	slices.SortStableFunc(longest, func(a, b int) int { return cmp.Compare(weight[b], weight[a]) })
	share := make([]int, len(ms))
	for _, i := range longest {
		least := slices.Index(load, slices.Min(load))
		load[least] += weight[i]
		share[i] = least + 1
	}
	return share
}
