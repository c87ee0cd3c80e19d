package build

import (
	"bytes"
	"debug/elf"
	"strings"
)

// Same reports whether two binaries are the same program: all that is loaded
// to run them is the same, but for what identifies them. The compiler leaves
// out what is never executed, so that other sources can give the same program.
// Where binaries are not ELF files, none are the same.
func Same(a, b string) bool {
	x, err := elf.Open(a)
	if err != nil {
		return false
	}
	defer x.Close()
	y, err := elf.Open(b)
	if err != nil {
		return false
	}
	defer y.Close()
	s, t := loaded(x), loaded(y)
	if len(s) != len(t) {
		return false
	}
	for i := range s {
		if s[i].Name != t[i].Name || s[i].Addr != t[i].Addr || s[i].Size != t[i].Size {
			return false
		}
		if s[i].Type == elf.SHT_NOBITS {
			continue
		}
		p, err := s[i].Data()
		if err != nil {
			return false
		}
		q, err := t[i].Data()
		if err != nil || !bytes.Equal(p, q) {
			return false
		}
	}
	return true
}

// loaded are the sections that are in memory while the program runs. The
// notes are hashes of the sources.
func loaded(f *elf.File) (all []*elf.Section) {
	for _, s := range f.Sections {
		if s.Flags&elf.SHF_ALLOC != 0 && !strings.HasPrefix(s.Name, ".note.") {
			all = append(all, s)
		}
	}
	return all
}
