package lanes

// isMain says that the main process writes a lane.
func (w *Want) isMain(lane int) bool { return lane == 0 || lane == w.main }

// guessWriters finds the lane of each process that printed a text of one lane
// only. It is nil where one process wrote all, as that tells nothing.
func (w *Want) guessWriters(lines []wantedLine) map[int]int {
	guess, pids := map[int]int{}, map[int]bool{}
	for _, l := range lines {
		if l.Pid == 0 {
			continue
		}
		pids[l.Pid] = true
		if _, ok := guess[l.Pid]; ok || len(l.readings) > 1 {
			continue
		}
		if lane := w.patterns[l.readings[0].pattern].lane; lane >= 0 {
			guess[l.Pid] = lane
		}
	}
	if len(pids) < 2 {
		return nil
	}
	return guess
}

// laneOf has the lane that a process writes, -1 where it is not known. It is
// sure where each process has a lane of its own.
func (s *search) laneOf(pid int) (lane int, sure bool) {
	if lane, ok := s.writes[pid]; ok {
		return lane, s.run != nil
	}
	if lane, ok := s.guess[pid]; ok {
		return lane, false
	}
	return -1, false
}

// A conflict is why a process can't write a lane, when each lane is a process
// of its own, a lane inside another a child of that one's process, and barriers
// and the lane main are the main process's.
type conflict struct {
	lane, pid    int
	inner, child int // the lane inside that pid's child writes; child is 0 where it is about the lane itself
	writer       int // another process that writes the lane, or 0
	other        int // else another lane that the process writes
}

// mayWrite says whether a process can write a lane, as far as is known.
func (s *state) mayWrite(lane, pid int) bool {
	if s.run == nil {
		return true
	}
	before := len(s.changes)
	conflict := s.claim(lane, pid, true)
	s.undo(before)
	return conflict == nil
}

// claim notes that a process writes a lane, and with parents also that its
// parent writes the lane around it.
func (s *state) claim(lane, pid int, parents bool) *conflict {
	c := conflict{lane: lane, pid: pid}
	for {
		c.writer = s.lanes[c.lane].pid
		other, busy := s.writes[c.pid]
		switch {
		case s.w.isMain(c.lane):
			if c.pid != s.run.Main {
				return &c
			}
			return nil
		case c.pid == s.run.Main, c.writer != 0 && c.writer != c.pid:
			return &c
		case busy && other != c.lane:
			c.other = other
			return &c
		}
		s.setWriter(c.lane, c.pid)
		c.inner, c.child = c.lane, c.pid
		c.lane, c.pid = s.w.lanes[c.lane].parent, s.run.Processes[c.pid].Parent
		if !parents || c.lane == 0 || c.pid == 0 {
			return nil
		}
	}
}
