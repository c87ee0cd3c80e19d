package lesson

import "strings"

// Nearest is the one of the names that a misspelt name most likely meant, ""
// when none is near: at most a third of its letters wrong (at least one may
// be), where two letters exchanged count as one; or else the only one that
// begins with the name.
func Nearest(name string, of []string) string {
	best, bound := "", max(1, len([]rune(name))/3)+1
	for _, n := range of {
		// One letter for another is no likeness between names of one letter.
		if d := distance(name, n); d < bound && d < len([]rune(n)) {
			best, bound = n, d
		}
	}
	if best != "" || name == "" {
		return best
	}
	for _, n := range of {
		if strings.HasPrefix(n, name) {
			if best != "" && best != n {
				return ""
			}
			best = n
		}
	}
	return best
}

// distance is Damerau's: letters added, left out, changed, or exchanged with
// their neighbour (in its restricted form: no letter is edited twice).
func distance(s, t string) int {
	a, b := []rune(s), []rune(t)
	before, prev, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, prev, row = prev, row, before
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return row[len(b)]
}
