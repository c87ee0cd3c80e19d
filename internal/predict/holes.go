package predict

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// holeKey is where a hole means the same text: in one lane, or, with lane -1,
// everywhere.
type holeKey struct {
	name string
	lane int
}

// fill has the texts of the lines, with their holes filled and their escapes
// undone.
func fill(lines []line, r *rand.Rand) []string {
	everywhere := map[string]bool{}
	for _, l := range lines {
		if l.Lane == "" {
			for _, name := range l.Holes {
				everywhere[name] = true
			}
		}
	}
	next := 1000 + r.IntN(8000) // like pids, which are given in turn
	filled := map[holeKey]string{}
	hole := func(name string, lane int) string {
		if everywhere[name] {
			lane = -1
		}
		key := holeKey{name, lane}
		if text, ok := filled[key]; ok && name != "_" {
			return text
		}
		text := strconv.Itoa(next)
		switch {
		case name == "_":
			text = fmt.Sprintf("0.%d", 10+r.IntN(90))
		case isPath(name):
			text = "/tmp/" + strconv.Itoa(next)
			next++
		default:
			next += 1 + r.IntN(3)
		}
		filled[key] = text
		return text
	}
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.Fill(func(name string) string { return hole(name, l.lane) })
	}
	return texts
}

func isPath(name string) bool {
	for _, part := range []string{"folder", "dir", "path", "file", "cwd", "目录", "文件", "路径"} {
		if strings.Contains(strings.ToLower(name), part) {
			return true
		}
	}
	return false
}
