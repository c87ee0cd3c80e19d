package build

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// ErrNoToolchain is what Build returns when there is no go command.
var ErrNoToolchain error = noToolchain{}

type noToolchain struct{}

func (noToolchain) Error() string { return "no Go toolchain: go is not on PATH" }

// Hint is the way out.
func (noToolchain) Hint() string { return "get it from https://go.dev/dl/, then open a new terminal" }

// toolchain is a go command, known without starting it.
type toolchain struct {
	path     string // symbolic links resolved
	size     int64
	modified time.Time
	root     string // GOROOT, "" when the command does not lie in one
}

// installed is where go.dev's installers put the go command.
var installed = map[bool]string{false: "/usr/local/go/bin/go", true: `C:\Program Files\Go\bin\go.exe`}[runtime.GOOS == "windows"]

// findToolchain looks on PATH, then in the place of the installers, whose
// folder is on the PATH only of terminals that are opened later.
func findToolchain() (*toolchain, error) {
	path, err := exec.LookPath("go")
	if err != nil {
		path = installed
	}
	path, err = filepath.EvalSymlinks(path)
	if err != nil {
		return nil, ErrNoToolchain
	}
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return nil, ErrNoToolchain
	}
	t := &toolchain{path: path, size: info.Size(), modified: info.ModTime()}
	if root := filepath.Dir(filepath.Dir(path)); isDir(filepath.Join(root, "src", "runtime")) {
		t.root = root
	}
	return t, nil
}

func isDir(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// isStandard reports whether a package is of the standard library. Where
// that can't be looked up, the go command's own rule has to do: a standard
// path has no dot in its first element. The build then says the rest.
func (t *toolchain) isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	if t.root == "" || !fs.ValidPath(path) {
		return !strings.Contains(first, ".")
	}
	return path == "unsafe" || isDir(filepath.Join(t.root, "src", filepath.FromSlash(path)))
}

// version is the language version for go.mod: the toolchain's own, so that
// it neither refuses the module nor looks for another toolchain.
func (t *toolchain) version() string {
	data, err := os.ReadFile(filepath.Join(t.root, "VERSION"))
	version, ok := strings.CutPrefix(string(data), "go")
	words := strings.FieldsFunc(version, func(r rune) bool { return r == '\n' || r == ' ' || r == '-' })
	if t.root == "" || err != nil || !ok || len(words) == 0 {
		return "1.26" // the oldest that this course is for
	}
	return words[0]
}

// kept are the variables that go needs to find the user's build cache and
// the system's own tools. No others: a stray GOFLAGS or GOOS would change
// binaries behind the key's back.
var kept = []string{
	"PATH", "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "GOCACHE", "GOCACHEPROG", "GOPATH", "GOMODCACHE", "GOENV",
	"CC", "LANG", "LC_ALL", "TMPDIR",
	"USERPROFILE", "LOCALAPPDATA", "APPDATA", "SYSTEMROOT", "TEMP", "TMP", "PATHEXT", "COMSPEC",
}

// environ is the environment of go build.
func (t *toolchain) environ(race bool, tempDir string) []string {
	var env []string
	for _, name := range kept {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	if t.root == "" {
		env = append(env, "GOROOT="+os.Getenv("GOROOT"))
	}
	cgo := "0"
	if race && runtime.GOOS != "darwin" {
		cgo = "1"
	}
	return append(env,
		"GOOS="+runtime.GOOS, "GOARCH="+runtime.GOARCH, "CGO_ENABLED="+cgo,
		"GOWORK=off", "GO111MODULE=on", "GOTOOLCHAIN=local", "GOPROXY=off", "GOSUMDB=off",
		// Not empty: an empty one would let the user's go env file speak.
		"GOFLAGS=-trimpath",
		"GOTMPDIR="+tempDir)
}

// RaceAvailable says why programs can't be built with the race detector, nil
// when they can.
func RaceAvailable() error {
	targets := "linux/amd64 linux/arm64 linux/ppc64le linux/s390x linux/loong64 linux/riscv64 " +
		"darwin/amd64 darwin/arm64 windows/amd64 freebsd/amd64 netbsd/amd64 "
	if target := runtime.GOOS + "/" + runtime.GOARCH; !strings.Contains(targets, target+" ") {
		return fmt.Errorf("the race detector is not there for %s", target)
	}
	if runtime.GOOS == "darwin" {
		return nil
	}
	cc := strings.Fields(os.Getenv("CC"))
	if len(cc) == 0 {
		cc = []string{"gcc"}
	}
	if _, err := exec.LookPath(cc[0]); err != nil {
		return errors.New("the race detector needs a C compiler: " + cc[0] + " is not on PATH")
	}
	return nil
}
