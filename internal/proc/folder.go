package proc

import (
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// fillFolder makes the two parts of a run's folder: its working directory,
// with a copy of files, and one for temporary files.
func fillFolder(dir, files string) error {
	if err := os.Mkdir(tempFolder(dir), 0o700); err != nil {
		return err
	}
	if files == "" {
		return os.Mkdir(workFolder(dir), 0o700)
	}
	return copyFolder(workFolder(dir), files)
}

func workFolder(folder string) string { return filepath.Join(folder, "work") }
func tempFolder(folder string) string { return filepath.Join(folder, "tmp") }

// copyFolder copies the folders and regular files of src, with their modes.
// Folders stay writable, so that what is in them can be made and removed.
func copyFolder(dst, src string) error {
	return filepath.WalkDir(src, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(src, path)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		to := filepath.Join(dst, name)
		switch {
		case d.IsDir():
			return os.Mkdir(to, info.Mode().Perm()|0o700)
		case info.Mode().IsRegular():
			return copyFile(to, path, info.Mode().Perm())
		}
		return nil
	})
}

func copyFile(dst, src string, mode fs.FileMode) error {
	in, err := os.Open(src)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(dst, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, in); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

// hasFileOfSize reports whether a regular file below dir has a size of at least
// so many bytes.
func hasFileOfSize(dir string, size int64) (found bool) {
	_ = filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return nil
		}
		info, err := d.Info()
		if found = err == nil && info.Size() >= size; found {
			return fs.SkipAll
		}
		return nil
	})
	return found
}

// removeFolder removes a folder even where a program took away its own
// permission to list or change parts of it.
func removeFolder(dir string) error {
	if err := os.RemoveAll(dir); err == nil {
		return nil
	}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if d != nil && d.IsDir() {
			_ = os.Chmod(path, 0o700)
			if err != nil {
				return nil // it can be listed now, by the removal below
			}
		}
		return nil
	})
	return os.RemoveAll(dir)
}
