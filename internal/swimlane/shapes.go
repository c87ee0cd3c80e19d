package swimlane

// styles is the number of colours and shapes: process i has number i modulo
// styles.
const styles = 8

type point struct{ x, y float64 }

// shapes are polygons around (0, 0) that look equally large; the first is a
// circle, which has no corners.
var shapes = [styles][]point{
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
	ring   = circle + "M-3.5 0A3.5 3.5 0 1 0 3.5 0A3.5 3.5 0 1 0-3.5 0Z"
)

// class returns the class of a process's colour, "p0" to "p7", or "sl-unknown".
func class(process int) string {
	if process < 0 {
		return "sl-unknown"
	}
	return "p" + string(rune('0'+process%styles))
}

// shape returns a process's shape as the d of an SVG path, 16 by 16 around
// (0, 0); a ring when the process is unknown.
func shape(process int) string {
	if process < 0 {
		return ring
	}
	return paths[process%styles]
}

var paths = func() (paths [styles]string) {
	for i, corners := range shapes {
		if corners == nil {
			paths[i] = circle
			continue
		}
		var d builder
		for k, c := range corners {
			d.add("%s%s %s", "ML"[min(k, 1):min(k, 1)+1], px(c.x), px(c.y))
		}
		paths[i] = string(d) + "Z"
	}
	return paths
}()
