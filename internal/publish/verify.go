package publish

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// verify says whether the folder of that name, beside or in the place of the
// target, may be replaced: it was published, and is unchanged since.
func (t *target) verify(ctx context.Context, folder string) error {
	info, err := t.parent.Lstat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return t.refused("it is a symbolic link")
	case !info.IsDir():
		return t.refused("it is a file")
	}
	root, err := t.parent.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer root.Close()
	m, err := readManifest(root)
	if err != nil {
		return t.refused(manifestName + ": " + err.Error())
	}
	if m.isOld() {
		e := t.refused("it was built by an older version, whose hashes this one can't check")
		e.hint = fmt.Sprintf("name another folder, or remove %s if all in it was built", t.dir)
		return e
	}
	reasons, err := m.compare(ctx, root)
	if err == nil && len(reasons) > 0 {
		return t.refused(reasons...)
	}
	return err
}

// compare says what in a folder is not as the manifest lists it. Files may be
// missing: nothing is lost with them.
func (m manifest) compare(ctx context.Context, root *os.Root) (reasons []string, err error) {
	const foreign, changed = " was written by no build", " was changed since it was built"
	var found []string
	folders := foldersOf(maps.Keys(m.Files))
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && folders[name], name == manifestName:
		case d.IsDir():
			reasons = append(reasons, name+"/"+foreign)
			return fs.SkipDir
		case m.Files[name] == "":
			reasons = append(reasons, name+foreign)
		case !d.Type().IsRegular():
			reasons = append(reasons, name+changed)
		default:
			found = append(found, name)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	sums := make([]string, len(found))
	err = parallel(ctx, len(found), 0, func(i int) (err error) {
		sums[i], err = hashFile(root, found[i])
		return err
	})
	for i, name := range found {
		if sums[i] != m.Files[name] {
			reasons = append(reasons, name+changed)
		}
	}
	slices.Sort(reasons)
	return reasons, err
}

func hashFile(root *os.Root, name string) (string, error) {
	f, err := root.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(hash, f); err != nil {
		return "", err
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
