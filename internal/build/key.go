package build

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
)

// scheme changes whenever the same sources would give another binary.
const scheme = "course build 2"

// key is the name of a program's entry: a hash of all that the binary depends
// on. The toolchain is known by its file, since asking it for its version
// would start it.
func (t *toolchain) key(p Program) string {
	h := sha256.New()
	put := func(s string) { _, _ = fmt.Fprintf(h, "%d:", len(s)); _, _ = io.WriteString(h, s) }
	put(scheme)
	put(t.path)
	put(fmt.Sprint(t.size, t.modified.UnixNano()))
	put(runtime.GOOS + "/" + runtime.GOARCH)
	put(fmt.Sprint(buildFlags(p.Race)))
	put(p.Program.Name)
	for _, f := range sorted(p.Program.Files) {
		put(inProgram(p.Program, f))
		put(f.Data)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// sorted is the files in an order that does not depend on the prose.
func sorted(files []lesson.File) []lesson.File {
	return slices.SortedFunc(slices.Values(files), func(a, b lesson.File) int { return strings.Compare(a.Name, b.Name) })
}

// inProgram is a file's name inside the program's directory.
func inProgram(p lesson.Program, f lesson.File) string {
	return strings.TrimPrefix(f.Name, p.Name+"/")
}

// buildFlags leaves paths and the state of a repository out of the binary.
func buildFlags(race bool) []string {
	flags := []string{"-trimpath", "-buildvcs=false"}
	if race {
		flags = append(flags, "-race")
	}
	return flags
}

func binaryName(program string) string {
	if runtime.GOOS == "windows" {
		return program + ".exe"
	}
	return program
}
