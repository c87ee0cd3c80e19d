package lanes

import (
	"slices"
	"strings"
)

// An index finds the patterns that a text can be without looking at each: a
// hole never has a space, so pattern and text have equally many words, and a
// word without holes is looked up.
type index struct {
	plain map[string]int32 // text -> pattern
	holed *words           // nil when no line has a hole
}

type words struct {
	plain  map[string]*words
	holed  map[ends]*words
	sizes  [][2]int // the different lengths in the keys of holed
	ending []int32  // patterns that end here
}

// ends are what is before the first and behind the last hole of a word.
type ends struct{ before, behind string }

// read is one way to read a text: the pattern, and what fills its holes.
type read struct {
	pat   int32
	fills []string
}

func (x *index) add(id int32, p *pattern) {
	if len(p.refs) == 0 {
		x.plain[p.lits[0]] = id
		return
	}
	if x.holed == nil {
		x.holed = &words{}
	}
	at := x.holed
	// A hole is written as \x00 alone: a text that has this byte is still
	// compared in full by fills.
	for _, word := range strings.Split(strings.Join(p.lits, "\x00"), " ") {
		at = at.child(word)
	}
	at.ending = append(at.ending, id)
}

func (n *words) child(word string) *words {
	first := strings.IndexByte(word, 0)
	if first < 0 {
		if n.plain == nil {
			n.plain = map[string]*words{}
		}
		if n.plain[word] == nil {
			n.plain[word] = &words{}
		}
		return n.plain[word]
	}
	key := ends{word[:first], word[strings.LastIndexByte(word, 0)+1:]}
	if next := n.holed[key]; next != nil {
		return next
	}
	if n.holed == nil {
		n.holed = map[ends]*words{}
	}
	n.holed[key] = &words{}
	size := [2]int{len(key.before), len(key.behind)}
	if !slices.Contains(n.sizes, size) {
		n.sizes = append(n.sizes, size)
	}
	return n.holed[key]
}

// find has the pattern without holes that text is, or -1, and all ways to read
// it with holes; more says that there are too many to list.
func (w *Want) find(text string) (plain int32, holed []read, more bool) {
	plain = -1
	if id, ok := w.index.plain[text]; ok {
		plain = id
	}
	if w.index.holed == nil {
		return plain, nil, false
	}
	var walk func(n *words, rest string, done bool)
	walk = func(n *words, rest string, done bool) {
		if done {
			for _, id := range n.ending {
				ways, m := w.patterns[id].fills(text)
				more = more || m
				for _, way := range ways {
					holed = append(holed, read{id, way})
				}
			}
			return
		}
		word, rest, found := strings.Cut(rest, " ")
		if next := n.plain[word]; next != nil {
			walk(next, rest, !found)
		}
		for _, size := range n.sizes {
			if len(word) <= size[0]+size[1] {
				continue
			}
			if next := n.holed[ends{word[:size[0]], word[len(word)-size[1]:]}]; next != nil {
				walk(next, rest, !found)
			}
		}
	}
	walk(w.index.holed, text, false)
	return plain, holed, more
}
