package lanes

import "fmt"

// wrongWriters finds the lines of a legal order that other processes should
// have written.
func (w *Want) wrongWriters(s *search) []WrongWriter {
	var found []WrongWriter
	writer := map[int32]int{}       // by copy of a lane
	firstOf := map[int32]int{}      // the lane's first line in the transcript
	lanesOf := map[int]int32{}      // the lane that a process writes
	complained := map[[2]int]bool{} // each process and lane once
	names := newNames(w)
	for i, copy := range s.copies {
		names.of(copy)
		at := s.lines[i].index
		line := s.t.Lines[at]
		why := ""
		known, again := writer[copy]
		other, both := lanesOf[line.Pid]
		switch {
		case w.isMain(copy):
			if line.Pid != s.t.Main {
				why = fmt.Sprintf("was written by process %d, not by the main process %d", line.Pid, s.t.Main)
			}
		case line.Pid == s.t.Main:
			why = fmt.Sprintf("is of lane %s, but was written by the main process %d", names.of(copy), line.Pid)
		case again && known != line.Pid:
			why = fmt.Sprintf("is of lane %s, but was written by process %d, and line %d of that lane by process %d", names.of(copy), line.Pid, firstOf[copy]+1, known)
		case both && other != copy:
			why = fmt.Sprintf("is of lane %s, but was written by process %d, which wrote lane %s too, in line %d", names.of(copy), line.Pid, names.of(other), firstOf[other]+1)
		default:
			if !again {
				writer[copy], firstOf[copy] = line.Pid, at
			}
			if !both {
				lanesOf[line.Pid] = copy
			}
		}
		if key := [2]int{int(copy), line.Pid}; why != "" && !complained[key] {
			complained[key] = true
			found = append(found, w.wrongWriter(s, i, why, names))
		}
	}
	if len(found) > 0 {
		return found
	}
	return w.wrongParents(s, writer, lanesOf, names)
}

// wrongParents finds the lanes inside others that no child of the other's
// process wrote. A lane that printed nothing itself is known by the parents of
// those inside it.
func (w *Want) wrongParents(s *search, writer map[int32]int, lanesOf map[int]int32, names *names) []WrongWriter {
	var found []WrongWriter
	climbed := map[int32]bool{}
	for i, copy := range s.copies {
		pid := s.t.Lines[s.lines[i].index].Pid
		if climbed[copy] || w.isMain(copy) {
			continue
		}
		climbed[copy] = true
		for {
			above := w.copies[copy].parent
			parent := s.t.Processes[pid].Parent
			if above == 0 || parent == 0 {
				break
			}
			is := fmt.Sprintf("is of lane %s, and the parent of its process %d is process %d", names.of(copy), pid, parent)
			if w.isMain(above) {
				if parent != s.t.Main {
					found = append(found, w.wrongWriter(s, i, fmt.Sprintf("%s, but lane %s is the main process %d", is, names.of(above), s.t.Main), names))
				}
				break
			}
			known, again := writer[above]
			other, both := lanesOf[parent]
			why := ""
			switch {
			case parent == s.t.Main:
				why = fmt.Sprintf("%s, the main one, not lane %s", is, names.of(above))
			case again && known != parent:
				why = fmt.Sprintf("%s, but lane %s is process %d", is, names.of(above), known)
			case both && other != above:
				why = fmt.Sprintf("%s, which is lane %s, not %s", is, names.of(other), names.of(above))
			}
			if why != "" {
				found = append(found, w.wrongWriter(s, i, why, names))
				break
			}
			if again {
				break
			}
			writer[above], lanesOf[parent] = parent, above
			copy, pid = above, parent
		}
	}
	return found
}

func (w *Want) wrongWriter(s *search, i int, why string, names *names) WrongWriter {
	line := s.t.Lines[s.lines[i].index]
	return WrongWriter{s.lines[i].index, line.Text, w.lines[w.lineOf(s.copies[i], s.events[i])].Line, names.of(s.copies[i]), line.Pid, why}
}
