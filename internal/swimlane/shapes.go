package swimlane

// Kinds is how many colours and shapes there are: process i has number i
// modulo Kinds.
const Kinds = 8

type point struct{ x, y float64 }

// shapes are polygons around (0, 0) that look equally large; the first is a
// circle, which has no corners.
var shapes = [Kinds][]point{
	nil, // circle
	{{-5.2, -5.2}, {5.2, -5.2}, {5.2, 5.2}, {-5.2, 5.2}}, // square
	{{0, -6.8}, {6.6, 5.2}, {-6.6, 5.2}},                 // triangle
	{{0, -7.2}, {6.6, 0}, {0, 7.2}, {-6.6, 0}},           // diamond
	{{-2.3, -6.4}, {2.3, -6.4}, {2.3, -2.3}, {6.4, -2.3}, {6.4, 2.3}, {2.3, 2.3}, {2.3, 6.4}, {-2.3, 6.4}, {-2.3, 2.3}, {-6.4, 2.3}, {-6.4, -2.3}, {-2.3, -2.3}}, // plus
	{{0, 6.8}, {6.6, -5.2}, {-6.6, -5.2}},                                                                         // triangle on its point
	{{-3.4, -6}, {3.4, -6}, {6.8, 0}, {3.4, 6}, {-3.4, 6}, {-6.8, 0}},                                             // hexagon
	{{0, -7.4}, {2, -2.6}, {7, -2.3}, {3.2, 1}, {4.4, 6}, {0, 3.3}, {-4.4, 6}, {-3.2, 1}, {-7, -2.3}, {-2, -2.6}}, // star
}

const (
	circle = "M-6 0A6 6 0 1 1 6 0A6 6 0 1 1-6 0Z"
	// unknown is a ring: the writer of a line, where nobody knows.
	unknown = circle + "M-3.5 0A3.5 3.5 0 1 0 3.5 0A3.5 3.5 0 1 0-3.5 0Z"
)

// Class is the class of a process's colour, "p0" to "p7", or "sl-unknown".
func Class(process int) string {
	if process < 0 {
		return "sl-unknown"
	}
	return "p" + string(rune('0'+process%Kinds))
}

// Shape is a process's shape as the d of an SVG path, 16 by 16 around (0, 0).
func Shape(process int) string {
	if process < 0 {
		return unknown
	}
	return paths[process%Kinds]
}

var paths = func() (paths [Kinds]string) {
	for i, corners := range shapes {
		if corners == nil {
			paths[i] = circle
			continue
		}
		var d writer
		for k, c := range corners {
			d.add("%s%s %s", "ML"[min(k, 1):min(k, 1)+1], px(c.x), px(c.y))
		}
		paths[i] = string(d) + "Z"
	}
	return paths
}()

// Mark is a process's shape as a picture of its own, for a legend or a line of
// a transcript. It has no name, since it stands beside one.
func Mark(process int) string {
	return `<svg class="sl-glyph ` + Class(process) + `" viewBox="-8 -8 16 16" width="16" height="16" aria-hidden="true"><path d="` + Shape(process) + `" fill="currentColor"/></svg>`
}
