package verify

import (
	"cmp"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/proc"
	"github.com/seed-05413062/course/internal/recording"
)

var scheduleNames = map[proc.Schedule]string{proc.Plain: "plain", proc.Pinned: "pinned", proc.Stopped: "stopped"}

// mostTranscripts is how many runs of a batch a recording shows.
const mostTranscripts = 3

// recording is the evidence that a batch is.
func (b *batch) recording() recording.Batch {
	r := recording.Batch{
		Command: withoutConds(b.command), Program: b.run.program, Args: b.run.spec.Args,
		Runs: len(b.trials), Claim: b.session.claimAt(b.command),
	}
	if b.record != nil {
		b.record(&r)
	} else if len(b.trials) > 0 {
		r.Transcripts = []recording.Transcript{transcriptOf(b.trials[0])}
	}
	return r
}

// recordOrders adds which orders of a want file's lines were seen, and a run
// of each of the most common.
func recordOrders(r *recording.Batch, b *batch, want string, w *lanes.Want) {
	r.Want = want
	if n, err := w.Orders(); err == nil {
		r.Legal = n.String()
	}
	runs := map[string][]*trial{} // by their order
	for _, t := range b.trials {
		runs[t.match.Order] = append(runs[t.match.Order], t)
	}
	for key, trials := range runs {
		r.Orders = append(r.Orders, recording.Order{Key: key, Runs: len(trials)})
	}
	slices.SortFunc(r.Orders, func(x, y recording.Order) int {
		return cmp.Or(cmp.Compare(y.Runs, x.Runs), strings.Compare(x.Key, y.Key))
	})
	for _, o := range r.Orders[:min(len(r.Orders), mostTranscripts)] {
		r.Transcripts = append(r.Transcripts, transcriptOf(clearest(runs[o.Key])))
	}
}

// clearest is the first of the runs whose lines were read at the most
// moments. Where a busy machine let several lines be read at once, it is not
// known which process ended in between.
func clearest(trials []*trial) *trial {
	best, most := trials[0], 0
	for _, t := range trials {
		moments := map[float64]bool{}
		for _, l := range t.Lines {
			moments[ms(l.At)] = true
		}
		if len(moments) > most {
			best, most = t, len(moments)
		}
	}
	return best
}

// transcriptOf is a run with its processes named by their place in it.
func transcriptOf(t *trial) recording.Transcript {
	r := recording.Transcript{
		Order: t.match.Order, Schedule: scheduleNames[t.Schedule], Exit: t.Exit,
	}
	if t.Signal != 0 {
		r.Signal = proc.SignalName(t.Signal)
	}
	pids := namedProcesses(t)
	index := map[int]int{}
	for i, pid := range pids {
		index[pid] = i
		p := t.Processes[pid]
		r.Processes = append(r.Processes, recording.Process{Parent: -1, Start: ms(p.First), End: ms(p.Last)})
	}
	for i, pid := range pids {
		if parent, ok := index[t.Processes[pid].Parent]; ok && pid != t.Main {
			r.Processes[i].Parent = parent
		}
	}
	names := folderNames(t.Folder)
	out := 0 // lines of stdout so far
	for _, l := range t.Lines {
		line := recording.Line{Text: names.Replace(l.Text), Ms: ms(l.At), Process: -1, Stderr: l.Stderr}
		if i, ok := index[l.Pid]; ok {
			line.Process = i
		}
		if !l.Stderr {
			if out < len(t.match.Lanes) {
				line.Lane = t.match.Lanes[out]
			}
			out++
		}
		if line.Process >= 0 {
			p := &r.Processes[line.Process]
			p.Start, p.End = min(p.Start, line.Ms), max(p.End, line.Ms)
			p.Lane = cmp.Or(p.Lane, line.Lane)
		}
		r.Lines = append(r.Lines, line)
	}
	return r
}

// folderNames gives the folders of this run and of this user names that are
// the same in each recording.
func folderNames(work string) *strings.Replacer {
	var names []string
	add := func(folder, name string) {
		if folder != "" && filepath.Dir(folder) != folder {
			names = append(names, folder, name)
		}
	}
	add(work, recording.Work)
	// As getcwd has it. The folder itself is gone, but not what held it.
	parent := filepath.Dir(work)
	if real, err := filepath.EvalSymlinks(filepath.Dir(parent)); err == nil {
		add(filepath.Join(real, filepath.Base(parent), filepath.Base(work)), recording.Work)
	}
	home, _ := os.UserHomeDir()
	add(home, recording.Home)
	return strings.NewReplacer(names...)
}

// namedProcesses are the processes of a run that its lines tell of: the main
// one, then those that wrote and their parents, in the order of their birth.
func namedProcesses(t *trial) []int {
	var pids []int
	var add func(pid int)
	add = func(pid int) {
		p, ok := t.Processes[pid]
		if !ok || slices.Contains(pids, pid) {
			return
		}
		pids = append(pids, pid)
		add(p.Parent)
	}
	add(t.Main)
	for _, l := range t.Lines {
		add(l.Pid)
	}
	slices.SortStableFunc(pids, func(a, b int) int {
		if (a == t.Main) != (b == t.Main) {
			if a == t.Main {
				return -1
			}
			return 1
		}
		return cmp.Compare(t.Processes[a].First, t.Processes[b].First)
	})
	return pids
}

// ms is a time in milliseconds, to a tenth.
func ms(d time.Duration) float64 {
	return float64(d.Round(100*time.Microsecond)) / float64(time.Millisecond)
}

// Recording is the evidence that a report holds.
func (r Report) Recording() *recording.Recording {
	l := r.Lesson
	rec := &recording.Recording{
		Lesson: l.Name, Lang: l.Lang, Hash: l.Hash,
		Go: runtime.Version(), OS: runtime.GOOS + "/" + runtime.GOARCH, CPUs: runtime.NumCPU(),
		Batches: r.Batches,
	}
	for _, c := range r.Claims {
		rec.Claims = append(rec.Claims, recording.Claim{
			Text: c.Claim, Status: string(c.Status), Reason: c.Reason,
			Runs: c.Runs, Seen: c.Seen, Milliseconds: int(c.Elapsed.Milliseconds()),
		})
	}
	return rec
}
