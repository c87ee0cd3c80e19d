package publish

import (
	"errors"
	"io/fs"
	"path"
	"slices"
)

// published is a folder that may be replaced: what is in it was published,
// and not touched since.
type published map[string]memento

// verify asks whether the folder of that name may be replaced. A file that
// is remembered, and still the same as far as its metadata tell, is not read
// again.
func (t *target) verify(folder string, remembered map[string]memento, same func(memento, fs.FileInfo) bool) (published, error) {
	info, err := t.root.Lstat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return published{}, nil
	case err != nil:
		return nil, err
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, t.refused("it is a symbolic link")
	case !info.IsDir():
		return nil, t.refused("it is a file")
	}
	sub, err := t.root.OpenRoot(folder)
	if err != nil {
		return nil, err
	}
	defer sub.Close()
	m, err := readManifest(sub)
	if err != nil {
		return nil, t.refused(manifestName + ": " + err.Error())
	}
	files := newFolders(sub)
	defer files.close()
	v := verifier{files: files, manifest: m, folders: m.folders(), remembered: remembered, same: same, found: published{}}
	if err := fs.WalkDir(sub.FS(), ".", v.visit); err != nil {
		return nil, err
	}
	for i, sum := range sums(sub, v.unknown) {
		name := v.unknown[i]
		if sum != m.Files[name] {
			v.wrong = append(v.wrong, name+" was changed since it was built")
		}
	}
	if len(v.wrong) > 0 {
		slices.Sort(v.wrong)
		return nil, t.refused(v.wrong...)
	}
	return v.found, nil
}

func (t *target) refused(what ...string) error { return &RefusedError{Dir: t.dir, What: what} }

// folders are those that hold the files.
func (m manifest) folders() map[string]bool {
	all := map[string]bool{".": true}
	for name := range m.Files {
		for dir := path.Dir(name); !all[dir] && dir != "/"; dir = path.Dir(dir) {
			all[dir] = true
		}
	}
	return all
}

type verifier struct {
	files      *folders
	manifest   manifest
	folders    map[string]bool
	remembered map[string]memento
	same       func(memento, fs.FileInfo) bool

	found   published
	unknown []string // must be read to be known
	wrong   []string
}

func (v *verifier) visit(name string, d fs.DirEntry, err error) error {
	sum := v.manifest.Files[name]
	switch {
	case err != nil:
		return err
	case d.IsDir() && v.folders[name], name == manifestName && d.Type().IsRegular():
		return nil
	case d.IsDir():
		v.wrong = append(v.wrong, name+"/ was written by no build")
		return fs.SkipDir
	case sum == "":
		v.wrong = append(v.wrong, name+" was written by no build")
		return nil
	case !d.Type().IsRegular():
		v.wrong = append(v.wrong, name+" was changed since it was built")
		return nil
	}
	info, err := v.files.lstat(name)
	if err != nil {
		return err
	}
	m := v.remembered[name]
	if m.Sum != sum || !v.same(m, info) {
		v.unknown = append(v.unknown, name)
		parts := m.Parts
		if m.Sum != sum {
			parts = nil
		}
		m = mementoOf(info, sum, parts)
	}
	v.found[name] = m
	return nil
}

// exchange puts the new folder in the place of the old one. What somebody
// has put into the old one meanwhile brings it back.
func (t *target) exchange(s *stage, old published) error {
	unlock, err := t.locked()
	if err != nil {
		return err
	}
	defer unlock()
	if _, err := t.root.Lstat(t.name); errors.Is(err, fs.ErrNotExist) {
		return t.root.Rename(s.name, t.name)
	}
	if err := t.swap(s.name); err != nil {
		return err
	}
	if _, err := t.verify(s.name, old, memento.sameFile); err != nil {
		return errors.Join(err, t.swap(s.name))
	}
	return nil
}

// swap exchanges a folder with the target, in one step where the system can.
func (t *target) swap(name string) error {
	err := exchange(t.lock, name, t.name)
	if errors.Is(err, errors.ErrUnsupported) {
		return t.swapAside(name)
	}
	return err
}

// swapAside moves the target aside for a moment. Should the builder be killed
// then, the next build moves it back.
func (t *target) swapAside(name string) error {
	aside := name + ".old"
	if err := t.root.Rename(t.name, aside); err != nil {
		return err
	}
	if err := t.root.Rename(name, t.name); err != nil {
		return errors.Join(err, t.root.Rename(aside, t.name))
	}
	return t.root.Rename(aside, name)
}
