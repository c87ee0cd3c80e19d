package recording

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lesson"
)

func TestParseShard(t *testing.T) {
	tests := []struct {
		give string
		want Shard
		err  string
	}{
		{"1/1", Shard{1, 1}, ""},
		{"2/8", Shard{2, 8}, ""},
		{"", Shard{}, `"" is not K/N`},
		{"2", Shard{}, `"2" is not K/N`},
		{"/", Shard{}, `"/" is not K/N`},
		{"a/b", Shard{}, `"a/b" is not K/N`},
		{"2/8/1", Shard{}, `"2/8/1" is not K/N`},
		{"-1/8", Shard{}, `"-1/8" is not K/N`},
		{" 1/8", Shard{}, `" 1/8" is not K/N`},
		{"1/99999999999999999999", Shard{}, `"1/99999999999999999999" is not K/N`},
		{"0/8", Shard{}, `"0/8": there is no share 0 of 8`},
		{"9/8", Shard{}, `"9/8": there is no share 9 of 8`},
		{"0/0", Shard{}, `"0/0": there is no share 0 of 0`},
	}
	for _, tt := range tests {
		t.Run(tt.give, func(t *testing.T) {
			got, err := ParseShard(tt.give)
			assert.Equal(t, tt.want, got)
			if tt.err == "" {
				assert.NoError(t, err)
			} else {
				assert.EqualError(t, err, tt.err)
			}
		})
	}
}

// Whatever the recordings say, the shares are the course: each lesson is in
// one of them, in the course's order, and no lesson could move to another share
// and leave the longest shorter.
func TestShard_Of(t *testing.T) {
	for seed := range uint64(300) {
		random := rand.New(rand.NewPCG(seed, 5))
		lessons, fsys, ms := randomCourse(t, random)
		n := 1 + random.IntN(12)
		count := map[*lesson.Lesson]int{}
		var loads, without []int // without: its shortest lesson
		for k := 1; k <= n; k++ {
			share := Shard{k, n}.Of(fsys, lessons)
			require.Equal(t, share, Shard{k, n}.Of(fsys, lessons), "seed %d: not the same twice", seed)
			load, last, shortest := 0, -1, 0
			for _, l := range share {
				at := slices.Index(lessons, l)
				require.Greater(t, at, last, "seed %d: not in order", seed)
				last = at
				count[l]++
				load += ms[at]
				if shortest == 0 || ms[at] < shortest {
					shortest = ms[at]
				}
			}
			loads, without = append(loads, load), append(without, load-shortest)
		}
		for _, l := range lessons {
			require.Equal(t, 1, count[l], "seed %d, %d shards: how often %s is in one", seed, n, l.Path)
		}
		if len(lessons) > 0 {
			require.LessOrEqual(t, slices.Max(without), slices.Min(loads), "seed %d, %d shards: %v", seed, n, loads)
		}
	}
}

// randomCourse is up to 40 lessons, some without a recording, one perhaps
// with a recording that can't be read, and what each is to count.
func randomCourse(t *testing.T, random *rand.Rand) ([]*lesson.Lesson, fstest.MapFS, []int) {
	var lessons []*lesson.Lesson
	fsys := fstest.MapFS{}
	ms := make([]int, random.IntN(41))
	var known []int
	for i := range ms {
		l := &lesson.Lesson{Name: fmt.Sprintf("%02d-x", i), Lang: "en", Path: fmt.Sprintf("%02d-x.en.md", i)}
		lessons = append(lessons, l)
		switch random.IntN(5) {
		case 0:
		case 1:
			fsys[File(l)] = &fstest.MapFile{Data: []byte("{")}
		default:
			a, b := random.IntN(20000), 1+random.IntN(100)
			ms[i] = a + b
			known = append(known, a+b)
			data, err := (&Recording{Claims: []Claim{{Milliseconds: a}, {Milliseconds: b}}}).Encode()
			require.NoError(t, err)
			fsys[File(l)] = &fstest.MapFile{Data: data}
		}
	}
	slices.Sort(known)
	for i := range ms {
		if ms[i] == 0 {
			ms[i] = 1
			if len(known) > 0 {
				ms[i] = known[len(known)/2]
			}
		}
	}
	return lessons, fsys, ms
}

func TestShard_Of_whole(t *testing.T) {
	lessons := []*lesson.Lesson{{Name: "01-a"}, {Name: "02-b"}}
	assert.Equal(t, lessons, Shard{}.Of(fstest.MapFS{}, lessons))
}
