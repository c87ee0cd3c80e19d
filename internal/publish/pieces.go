package publish

import (
	"io"
	"os"
	"path"
)

// join writes a file piece by piece, and returns where they are.
func (w *work) join(to io.Writer, f File) ([]extent, error) {
	old, had := w.oldPieces(f.Name)
	if old != nil {
		defer old.Close()
	}
	out := &counter{w: to}
	var extents []extent
	for _, p := range f.Pieces {
		if at, ok := had[p.Key]; ok && p.Key != "" {
			n, err := io.Copy(out, io.NewSectionReader(old, at.start, at.end-at.start))
			if err != nil {
				return nil, err
			}
			if n != at.end-at.start {
				return nil, io.ErrUnexpectedEOF
			}
		} else if err := p.Write(out); err != nil {
			return nil, err
		}
		extents = append(extents, extent{Key: p.Key, End: out.n})
	}
	return extents, nil
}

type span struct{ start, end int64 }

// oldPieces opens the old file, where it is still the one that was verified,
// and finds its pieces by their keys.
func (w *work) oldPieces(name string) (*os.File, map[string]span) {
	m := w.old[name]
	if len(m.Pieces) == 0 {
		return nil, nil
	}
	t := w.stage.target
	f, err := t.root.Open(path.Join(t.name, name))
	if err != nil {
		return nil, nil
	}
	if info, err := f.Stat(); err != nil || !m.sameFile(info) {
		f.Close()
		return nil, nil
	}
	had := map[string]span{}
	start := int64(0)
	for _, p := range m.Pieces {
		if p.Key != "" && start <= p.End && p.End <= m.Size {
			had[p.Key] = span{start, p.End}
		}
		start = p.End
	}
	return f, had
}

// counter counts what is written.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}
