package proc

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"sync"
	"time"
)

// TempDir makes a folder below os.TempDir that is removed, with all that is
// in it, when the caller ends, however it ends, SIGKILL included. release
// removes it earlier.
func TempDir() (dir string, release func(), err error) {
	if !initialized {
		return "", nil, ErrNoInit
	}
	g, err := startGuard(guardFolder)
	if err != nil {
		return "", nil, err
	}
	dir = filepath.Join(os.TempDir(), fmt.Sprintf("course-%016x", rand.Uint64()))
	release = sync.OnceFunc(g.end)
	if err := g.send(jsonFrame(kindRun, request{Folder: dir})); err != nil {
		release()
		return "", nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	what, body, err := readFrame(g.socket)
	if err == nil && what == kindFailed {
		var f failure
		if err = json.Unmarshal(body, &f); err == nil {
			err = f.err()
		}
	}
	if err != nil {
		release()
		return "", nil, fmt.Errorf("make a temporary folder: %w", err)
	}
	return dir, release, nil
}

// keepFolder makes a folder, and removes it when the runner ends.
func (g *guard) keepFolder() {
	what, body, err := readFrame(&g.control)
	if err != nil || what != kindRun {
		return
	}
	var req request
	if json.Unmarshal(body, &req) != nil {
		return
	}
	if err := os.Mkdir(req.Folder, 0o700); err != nil {
		g.send(jsonFrame(kindFailed, newFailure("mkdir "+req.Folder, err)))
		return
	}
	g.send(jsonFrame(kindStarted, started{}))
	for err == nil {
		_, _, err = readFrame(&g.control)
	}
	// A process that the runner was waiting for may still write into it.
	for pause := time.Millisecond; pause < 4*time.Second; pause *= 2 {
		if removeFolder(req.Folder) == nil {
			return
		}
		time.Sleep(pause)
	}
}
