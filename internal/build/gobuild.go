package build

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// builder makes the entries that the cache lacks.
type builder struct {
	tools   *toolchain
	dir     string // of the cache
	tempDir string
}

// build builds all jobs that it can. The problems are of the lessons, the
// error is of the machine.
func (b *builder) build(ctx context.Context, jobs []*job) (lesson.Problems, error) {
	pending := map[bool][]*job{}
	for _, j := range jobs {
		if b.tools.check(j); len(j.problems) == 0 {
			race := j.programs[0].Race
			pending[race] = append(pending[race], j)
		}
	}
	for _, race := range []bool{false, true} {
		for todo := pending[race]; len(todo) > 0; {
			group, later := oneOfEachName(todo)
			output, err := b.round(ctx, group, race)
			if err != nil {
				return nil, err
			}
			// A mistake that go finds before it compiles (a pattern of go:embed
			// without files) stops the build of all: the others are built again
			// without the broken program.
			unfinished := slices.DeleteFunc(slices.Clone(group), func(j *job) bool { return j.built || len(j.problems) > 0 })
			if len(unfinished) == len(group) {
				return nil, fmt.Errorf("go build made nothing: %s", strings.TrimSpace(output))
			}
			todo = append(unfinished, later...)
		}
	}
	var problems lesson.Problems
	for _, j := range jobs {
		problems = append(problems, j.problems...)
	}
	return problems, nil
}

// oneOfEachName picks the jobs that can stand in one module: a folder there has
// the name of its program, and so has the binary. later are the others: the
// languages of a lesson have programs of the same names.
func oneOfEachName(jobs []*job) (group, later []*job) {
	taken := map[string]bool{}
	for _, j := range jobs {
		name := strings.ToLower(j.folder()) // for file systems that ignore case
		if taken[name] {
			later = append(later, j)
		} else {
			taken[name] = true
			group = append(group, j)
		}
	}
	return group, later
}

// round is one go build of the jobs. It marks those that were built or
// found wrong, and returns what go said.
func (b *builder) round(ctx context.Context, jobs []*job, race bool) (output string, err error) {
	if err := os.MkdirAll(b.dir, 0o755); err != nil {
		return "", &CacheError{Dir: b.dir, Err: err}
	}
	// Inside of the cache, so that a rename can't cross file systems.
	out, err := os.MkdirTemp(b.dir, tempPrefix)
	if err != nil {
		return "", &CacheError{Dir: b.dir, Err: err}
	}
	defer func() { _ = os.RemoveAll(out) }()
	work := filepath.Join(out, "work")
	if b.tempDir == "" {
		err = os.Mkdir(work, 0o755)
	} else if work, err = os.MkdirTemp(b.tempDir, "build-"); err == nil {
		defer func() { _ = os.RemoveAll(work) }()
	}
	module := filepath.Join(work, "module")
	if err == nil {
		err = b.writeModule(module, jobs)
	}
	if err != nil {
		return "", &CacheError{Dir: cmp.Or(b.tempDir, b.dir), Err: err}
	}

	bin := filepath.Join(out, "bin")
	if output, err = b.runGo(ctx, work, module, bin, jobs, race); err != nil {
		return "", err
	}
	readOutput(output, module, jobs)
	for _, j := range jobs {
		if err := b.keep(j, filepath.Join(bin, binaryName(j.folder())), out); err != nil {
			return "", &CacheError{Dir: b.dir, Err: err}
		}
	}
	return output, nil
}

// folder is the job's folder in the module, and so shows in tracebacks: the
// program's name, or, where go build has no use for that, one made of it and
// the key.
func (j *job) folder() string {
	name := j.programs[0].Program.Name
	if plainName.MatchString(name) && !specialName.MatchString(name) {
		return name
	}
	return "p" + strings.Join(otherRune.Split(name, -1), "-") + "-" + j.key[:12]
}

var (
	// plainName is what the last element of an import path may be.
	plainName = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9_-]*$`)
	// specialName is what go build refuses because Windows does, and what it
	// takes for the version of a module.
	specialName = regexp.MustCompile(`^(?i:con|prn|aux|nul|com[0-9]|lpt[0-9])$|^v[0-9]+$`)
	otherRune   = regexp.MustCompile(`[^a-zA-Z0-9-]`)
)

func (b *builder) writeModule(module string, jobs []*job) error {
	files := map[string]string{"go.mod": "module lesson\n\ngo " + b.tools.version() + "\n"}
	for _, j := range jobs {
		p := j.programs[0].Program
		for _, f := range p.Files {
			files[j.folder()+"/"+inProgram(p, f)] = f.Data
		}
	}
	for name, data := range files {
		name = filepath.Join(module, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// runGo is the only place that starts the toolchain. That programs do not
// compile is no error here.
func (b *builder) runGo(ctx context.Context, work, module, bin string, jobs []*job, race bool) (string, error) {
	temp := filepath.Join(work, "tmp")
	if err := os.Mkdir(temp, 0o755); err != nil {
		return "", &CacheError{Dir: work, Err: err}
	}
	args := append([]string{"build"}, buildFlags(race)...)
	args = append(args, "-o", bin+string(filepath.Separator))
	for _, j := range jobs {
		args = append(args, "./"+j.folder())
	}
	cmd := exec.CommandContext(ctx, b.tools.path, args...)
	cmd.Dir = module
	cmd.Env = append(b.tools.environ(race, temp), "PWD="+module)
	// A file, not a pipe: all of it is there once go has ended, and a process
	// that outlives go holds up nothing.
	log, err := os.Create(filepath.Join(work, "log"))
	if err != nil {
		return "", &CacheError{Dir: work, Err: err}
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	dieWithUs(cmd)
	// What a child gets when its parent dies, it gets when the thread that
	// started it ends: so that thread stays.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	err = cmd.Run()
	if ctx.Err() != nil {
		return "", ctx.Err()
	}
	output, readErr := os.ReadFile(log.Name())
	if readErr != nil {
		return "", &CacheError{Dir: work, Err: readErr}
	}
	for _, words := range []string{"no space left on device", "disk quota exceeded", "read-only file system", "not enough space on the disk"} {
		if err != nil && strings.Contains(string(output), words) {
			return "", &CacheError{Dir: b.dir, Err: errors.New(words)}
		}
	}
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		return "", fmt.Errorf("start %s: %w", b.tools.path, err)
	}
	return string(output), nil
}

// keep moves a binary with its checksum into the cache. Another process may have
// been faster: its entry is as good.
func (b *builder) keep(j *job, made, out string) error {
	if _, err := os.Stat(made); err != nil {
		return nil
	}
	sum, err := checksum(made)
	if err != nil {
		return err
	}
	entry := filepath.Join(out, j.key)
	if err := os.Mkdir(entry, 0o755); err != nil {
		return err
	}
	if err := os.Rename(made, filepath.Join(entry, filepath.Base(j.path))); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(entry, checksumName), []byte(sum), 0o644); err != nil {
		return err
	}
	to := filepath.Dir(j.path)
	if err = os.Rename(entry, to); err != nil && !usable(j.path) {
		// What is there was damaged: it goes when out does.
		if err = os.Rename(to, filepath.Join(out, "damaged-"+j.key)); err == nil {
			err = os.Rename(entry, to)
		}
		if err != nil && !usable(j.path) {
			return err
		}
	}
	j.built = true
	return nil
}
