package lanes

import "fmt"

// wrongWriters finds the lines of a legal order that other processes should
// have written. Parents are only looked at where each line is right.
func (s *search) wrongWriters(t *Transcript) (found []WrongWriter) {
	known := newState(s.w, t)
	names, _ := s.laneNames()
	for _, parents := range []bool{false, true} {
		type writer struct{ lane, pid int }
		looked := map[writer]bool{}
		for i, o := range s.path {
			e, line := s.w.events[o.event], s.lines[i]
			if looked[writer{e.Lane, line.Pid}] {
				continue
			}
			looked[writer{e.Lane, line.Pid}] = true
			if c := known.claim(e.Lane, line.Pid, parents); c != nil {
				found = append(found, WrongWriter{line.index, line.Text, s.w.lines[e.Line].Line, names[e.Lane], line.Pid, s.why(c, t.Main, names)})
			}
		}
		if len(found) > 0 {
			break
		}
	}
	return found
}

// why says a conflict in words.
func (s *search) why(c *conflict, main int, names []string) string {
	if c.child != 0 {
		is := fmt.Sprintf("is of lane %s, and the parent of its process %d is process %d", names[c.inner], c.child, c.pid)
		switch {
		case s.w.isMain(c.lane):
			return fmt.Sprintf("%s, but lane %s is the main process %d", is, names[c.lane], main)
		case c.pid == main:
			return fmt.Sprintf("%s, the main one, not lane %s", is, names[c.lane])
		case c.writer != 0:
			return fmt.Sprintf("%s, but lane %s is process %d", is, names[c.lane], c.writer)
		}
		return fmt.Sprintf("%s, which is lane %s, not %s", is, names[c.other], names[c.lane])
	}
	if s.w.isMain(c.lane) {
		return fmt.Sprintf("was written by process %d, not by the main process %d", c.pid, main)
	}
	is := fmt.Sprintf("is of lane %s, but was written by", names[c.lane])
	switch {
	case c.pid == main:
		return fmt.Sprintf("%s the main process %d", is, main)
	case c.writer != 0:
		return fmt.Sprintf("%s process %d, and line %d of that lane by process %d", is, c.pid, s.lineBy(c.lane, c.writer), c.writer)
	}
	return fmt.Sprintf("%s process %d, which wrote lane %s too, in line %d", is, c.pid, names[c.other], s.lineBy(c.other, c.pid))
}

// lineBy is the number of the line that a process writes in a lane before all
// its others there.
func (s *search) lineBy(lane, pid int) int {
	for i, o := range s.path {
		if s.w.events[o.event].Lane == lane && s.lines[i].Pid == pid {
			return s.lines[i].index + 1
		}
	}
	return 0
}
