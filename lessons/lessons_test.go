package lessons

import (
	"errors"
	"os"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/build"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/proc"
	"github.com/seed-05413062/course/internal/recording"
	"github.com/seed-05413062/course/internal/verify"
)

func TestMain(m *testing.M) {
	proc.Init()
	os.Exit(m.Run())
}

// read reads the course as it stands in this folder, so that a problem's
// place can be clicked.
func read(t testing.TB) *lesson.Course {
	t.Helper()
	course, err := lesson.Read(os.DirFS("."), "")
	require.NoError(t, err)
	return course
}

// TestCourse is the form of the lessons: what can be seen without running
// them.
func TestCourse(t *testing.T) {
	course := read(t)
	for _, problems := range []lesson.Problems{verify.Static(course), lesson.Style(course), verify.Unbroken(course)} {
		for _, p := range problems {
			t.Error(p)
		}
	}
}

// TestRecordings asks that the pages show runs of the programs as they are.
func TestRecordings(t *testing.T) {
	for _, p := range recording.Stale(os.DirFS("."), read(t)) {
		t.Error(p)
	}
}

// TestLessons proves every claim of every lesson, and that each can fail. A
// claim that needs what this machine lacks is skipped, with the reason.
func TestLessons(t *testing.T) {
	course := read(t)
	reports := verifyAll(t, course.Lessons)
	for _, r := range reports {
		t.Run(r.Lesson.Name+"."+r.Lesson.Lang, func(t *testing.T) {
			t.Logf("%d runs, %.1fs", r.Runs, r.Elapsed.Seconds())
			for _, c := range r.Claims {
				t.Run(c.Claim, func(t *testing.T) {
					switch c.Status {
					case verify.Skip:
						t.Skip(c.Place, c.Reason)
					case verify.Fail:
						t.Errorf("\n%s\n%s", c.Problems, c.Detail)
					}
				})
			}
		})
	}
}

func verifyAll(t testing.TB, lessons []*lesson.Lesson) []verify.Report {
	t.Helper()
	dir, err := build.DefaultDir()
	require.NoError(t, err)
	reports, err := verify.Lessons(t.Context(), verify.Options{Cache: &build.Cache{Dir: dir}, Broken: true}, lessons)
	if errors.Is(err, build.ErrNoToolchain) {
		t.Skip(err)
	}
	require.NoError(t, err)
	return reports
}
