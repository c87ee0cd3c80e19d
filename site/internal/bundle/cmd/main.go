// Command cmd writes assets/dist. It is run by "go generate ./site".
package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/seed-05413062/course/site/internal/bundle"
)

func main() {
	if err := write("assets"); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func write(dir string) error {
	files, err := bundle.Build(dir)
	if err != nil {
		return err
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, "dist", name), data, 0o666); err != nil {
			return err
		}
	}
	return nil
}
