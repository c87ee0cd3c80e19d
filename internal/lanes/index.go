package lanes

import (
	"fmt"
	"strings"
)

// A shape is what patterns have in common that differ only outside of their
// holes. A hole never has a space, so text and pattern have as many words.
type shape struct {
	words    []cut
	patterns map[string][]int // by what is left of their words
}

// A cut says what is left of a word without its holes: so many bytes before
// the first and behind the last.
type cut struct {
	holed         bool
	before, after int
}

// A reading is a way to read a text: the pattern, and what fills its holes.
type reading struct {
	pattern int
	fills   []string
}

// makeIndex lets readings find the patterns that a text can be without looking
// at each.
func (w *Want) makeIndex() {
	w.plain = map[string]int{}
	shapes := map[string]*shape{}
	for id, p := range w.patterns {
		if len(p.refs) == 0 {
			w.plain[p.literals[0]] = id
			continue
		}
		// Each hole becomes a byte of zero. A literal that has this byte only
		// makes the word look holed: fills compares all of it.
		words := strings.Split(strings.Join(p.literals, "\x00"), " ")
		cuts := make([]cut, len(words))
		for i, word := range words {
			if hole := strings.IndexByte(word, 0); hole >= 0 {
				cuts[i] = cut{true, hole, len(word) - 1 - strings.LastIndexByte(word, 0)}
			}
		}
		s := shapes[fmt.Sprint(cuts)]
		if s == nil {
			s = &shape{cuts, map[string][]int{}}
			shapes[fmt.Sprint(cuts)] = s
			w.shapes = append(w.shapes, s)
		}
		key, _ := s.key(words)
		s.patterns[key] = append(s.patterns[key], id)
	}
}

// key is what is left of words, if they can have this shape.
func (s *shape) key(words []string) (string, bool) {
	if len(words) != len(s.words) {
		return "", false
	}
	var key strings.Builder
	for i, word := range words {
		c := s.words[i]
		switch {
		case !c.holed:
			key.WriteString(word)
		case len(word) <= c.before+c.after:
			return "", false
		default:
			key.WriteString(word[:c.before])
			key.WriteByte(0)
			key.WriteString(word[len(word)-c.after:])
		}
		key.WriteByte(' ')
	}
	return key.String(), true
}

// readings has all ways to read a text; more says that there are too many to
// list.
func (w *Want) readings(text string) (all []reading, more bool) {
	if id, ok := w.plain[text]; ok {
		all = append(all, reading{pattern: id})
	}
	if len(w.shapes) == 0 {
		return all, false
	}
	words := strings.Split(text, " ")
	for _, s := range w.shapes {
		key, ok := s.key(words)
		if !ok {
			continue
		}
		for _, id := range s.patterns[key] {
			ways, tooMany := w.patterns[id].fills(text)
			more = more || tooMany
			for _, fills := range ways {
				all = append(all, reading{id, fills})
			}
		}
	}
	return all, more
}
