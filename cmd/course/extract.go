package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lesson"
)

func (a *app) extractCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "extract LESSON DIR",
		Args: arguments(2, 2, "extract LESSON DIR"),
		ValidArgsFunction: func(_ *cobra.Command, args []string, toComplete string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 0 {
				return a.completeLessons(toComplete)
			}
			return nil, cobra.ShellCompDirectiveFilterDirs
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.extract(args[0], args[1]) },
	}
}

// extract writes a lesson's archive as a module: the programs, and the files
// that they and the script read.
func (a *app) extract(name, dir string) error {
	l, err := a.lesson(name)
	if err != nil {
		return err
	}
	if len(l.Programs) == 0 {
		return noPrograms(l)
	}
	files := slices.Clone(l.Files)
	if !slices.ContainsFunc(files, func(f lesson.File) bool { return f.Name == "go.mod" }) {
		files = append(files, lesson.File{Name: "go.mod", Data: "module " + l.Slug + "\n\ngo 1.26\n"})
	}
	if err := writeAll(dir, files); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s is in %s. Next:\n\n  %s\n", l.Name, dir, shell("cd", dir))
	for _, p := range l.Programs {
		fmt.Fprintf(a.out, "  %s\n", shell("go", "run", "./"+p.Name))
	}
	return nil
}

// writeAll writes files below a folder, all of them or none. A file that is
// there with other contents is never overwritten.
func writeAll(dir string, files []lesson.File) (err error) {
	var missing []lesson.File
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		have, err := os.ReadFile(name)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			missing = append(missing, f)
		case err != nil:
			return &misuse{msg: err.Error(), hint: "name a folder that is new or empty"}
		case !bytes.Equal(have, []byte(f.Data)):
			return &misuse{msg: name + " is there already, and is different", hint: "name a folder that is new or empty"}
		}
	}
	var made []string // in the order of making
	defer func() {
		if err != nil {
			for _, name := range slices.Backward(made) {
				os.Remove(name)
			}
			err = &misuse{msg: err.Error(), hint: "name a folder that you may write to"}
		}
	}()
	for _, f := range missing {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		dirs, err := mkdirAll(filepath.Dir(name))
		made = append(made, dirs...)
		if err != nil {
			return err
		}
		file, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if err != nil {
			return err
		}
		made = append(made, name)
		_, err = file.WriteString(f.Data)
		if err := errors.Join(err, file.Close()); err != nil {
			return err
		}
	}
	return nil
}

// mkdirAll is os.MkdirAll that tells which directories it made.
func mkdirAll(dir string) (made []string, err error) {
	if info, err := os.Stat(dir); err == nil && info.IsDir() {
		return nil, nil
	}
	if parent := filepath.Dir(dir); parent != dir {
		if made, err = mkdirAll(parent); err != nil {
			return made, err
		}
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return made, err
	}
	return append(made, dir), nil
}
