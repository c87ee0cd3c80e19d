package proc

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
)

// LookPath finds a command on PATH, as an absolute path. Of a Python that is
// a version manager's script (pyenv, asdf, mise) it names the interpreter
// that the script would run: the script itself starts dozens of processes,
// in each run.
func LookPath(name string) (string, error) {
	path, err := exec.LookPath(name)
	if err != nil {
		return "", err
	}
	if path, err = filepath.Abs(path); err != nil {
		return "", err
	}
	if !strings.HasPrefix(filepath.Base(path), "python") || !isScript(path) {
		return path, nil
	}
	real, _ := interpreters.LoadOrStore(path, sync.OnceValue(func() string {
		out, err := exec.Command(path, "-c", "import sys; print(sys.executable)").Output()
		if found := strings.TrimSpace(string(out)); err == nil && filepath.IsAbs(found) {
			return found
		}
		return path
	}))
	return real.(func() string)(), nil
}

// interpreters has a func() string for each script that was asked.
var interpreters sync.Map

func isScript(path string) bool {
	file, err := os.Open(path)
	if err != nil {
		return false
	}
	defer file.Close()
	var head [2]byte
	_, err = file.Read(head[:])
	return err == nil && bytes.Equal(head[:], []byte("#!"))
}
