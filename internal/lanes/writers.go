package lanes

import "slices"

// mayWrite says whether a lane can be the one of a process, when each lane is
// a process of its own, inside lanes are children, and barriers and the lane
// main are the main process's.
func (s *search) mayWrite(copy int32, pid int) bool {
	var below []int // a process is not its own grandparent
	for {
		if s.w.isMain(copy) {
			return pid == s.t.Main
		}
		if pid == s.t.Main || slices.Contains(below, pid) {
			return false
		}
		if known := s.m.states[copy].pid; known != 0 {
			return known == pid
		}
		if _, taken := s.m.pids[pid]; taken {
			return false
		}
		below = append(below, pid)
		copy = s.w.copies[copy].parent
		if pid = s.t.Processes[pid].Parent; copy == 0 || pid == 0 {
			return true
		}
	}
}

// owner has the lane that a process writes, once that is known.
func (s *search) owner(pid int) (int32, bool) {
	if pid != s.t.Main {
		copy, ok := s.m.pids[pid]
		return copy, ok
	}
	if s.m.states[0].open {
		return 0, true
	}
	return s.w.mainLane, true
}

// claim notes that a process writes a lane, and so that its parent writes the
// lane around it.
func (s *search) claim(copy int32, pid int) {
	if s.w.isMain(copy) {
		return
	}
	if s.m.states[copy].pid == 0 {
		st := s.m.states[copy]
		st.pid = pid
		s.m.set(copy, st)
	}
	above := s.w.copies[copy].parent
	if parent := s.t.Processes[pid].Parent; above > 0 && parent != 0 {
		s.claim(above, parent)
	}
}

// isMain says that the main process writes a lane.
func (w *Want) isMain(copy int32) bool { return copy == 0 || copy == w.mainLane }

// findHints finds the lane of each process that printed a text of one lane
// only. It is empty where one process wrote all, as that tells nothing.
func (s *search) findHints() {
	hints := map[int]int32{}
	for i := range s.lines {
		l := &s.lines[i]
		pid := s.t.Lines[l.index].Pid
		if pid == 0 {
			continue
		}
		at, known := hints[pid]
		if !known {
			hints[pid] = -1
		}
		if known && at >= 0 {
			continue
		}
		pat := l.plain
		switch {
		case pat >= 0 && len(l.holed) > 0, len(l.holed) > 1:
			continue
		case pat < 0:
			pat = l.holed[0].pat
		}
		if lane := s.w.patLanes[pat]; lane >= 0 && s.w.lanes[lane].copies == 1 {
			hints[pid] = s.w.lanes[lane].first
		}
	}
	if len(hints) > 1 {
		s.hints = hints
	}
}
