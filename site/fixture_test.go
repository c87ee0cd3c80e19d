package site

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/lanes"
	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// realCourse is the course of this repository.
func realCourse(t testing.TB) Input {
	t.Helper()
	files := os.DirFS("../lessons")
	c, err := lesson.Read(files, "lessons")
	require.NoError(t, err)
	return Input{Course: c, Files: files, Recordings: madeUpRecordings, URL: "https://example.org/course"}
}

func madeUpRecordings(l *lesson.Lesson) (*recording.Recording, error) { return madeUp(l), nil }

// madeUp is a recording as it might be: a batch for every run command of the
// lesson, its transcripts legal orders of the want file.
func madeUp(l *lesson.Lesson) *recording.Recording {
	r := &recording.Recording{
		Lesson: l.Name, Lang: l.Lang, Go: "go1.26.8", OS: "linux/amd64", CPUs: 2, Hash: l.Hash,
	}
	for i, c := range l.Claims {
		rc := recording.Claim{Text: c.Text, Status: "pass", Runs: 200}
		if strings.Contains(c.Commands[0].Text, "cpus:2") {
			rc = recording.Claim{Text: c.Text, Status: "skip", Reason: "[cpus:2]"}
		}
		r.Claims = append(r.Claims, rc)
		for _, command := range c.Commands {
			args := command.Args
			switch args[0].Text {
			case "run":
				text := command.Text[strings.Index(command.Text, "run"):]
				words := strings.Fields(text)
				k := slices.IndexFunc(words, func(w string) bool { return l.File(w+"/main.go") != nil })
				program, rest := "python3", words[len(words)-1:]
				if k > 0 {
					program, rest = words[k], words[k+1:]
				}
				r.Batches = append(r.Batches, recording.Batch{Command: text, Program: program, Args: rest, Runs: 200, Claim: i, Transcripts: []recording.Transcript{plainRun()}})
			case "lanes":
				if n := len(r.Batches); n > 0 && args[len(args)-2].Text == "stdout" {
					fillBatch(&r.Batches[n-1], l, args[len(args)-1].Text)
				}
			}
		}
	}
	return r
}

func plainRun() recording.Transcript {
	return recording.Transcript{
		Schedule: "plain",
		Lines: []recording.Line{
			{Text: "one <line> & \"another\"", Ms: 3.25},
			{Text: "two", Ms: 9, Process: 1},
		},
		Processes: []recording.Process{{Parent: -1, End: 12}, {Start: 1, End: 10}},
	}
}

func fillBatch(b *recording.Batch, l *lesson.Lesson, name string) {
	f := l.File(name)
	if f == nil || b.Want != "" {
		return
	}
	w, err := lanes.Parse(f.Data, f.Line)
	if err != nil {
		return
	}
	b.Want, b.Transcripts = name, nil
	if n, err := w.Orders(); err == nil {
		b.Legal = n.String()
	}
	left := b.Runs
	want := w.Lines()
	for order := range w.All() {
		t := recording.Transcript{Schedule: "plain", Processes: []recording.Process{{Parent: -1}}}
		for i, at := range order {
			line := want[at]
			p := 0
			if line.Lane != "" && line.Lane != "main" {
				p = slices.IndexFunc(t.Processes, func(p recording.Process) bool { return p.Lane == line.Lane })
				if p < 0 {
					p = len(t.Processes)
					t.Processes = append(t.Processes, recording.Process{Lane: line.Lane, Start: float64(i*40) - 12})
				}
			}
			ms := float64(i*40) + 4.25
			t.Processes[p].End = ms + 2
			t.Processes[0].End = ms + 5
			t.Lines = append(t.Lines, recording.Line{Text: line.Text, Ms: ms, Process: p, Lane: line.Lane})
		}
		transcript := lanes.Transcript{}
		for _, line := range t.Lines {
			transcript.Lines = append(transcript.Lines, lanes.Line{Text: line.Text})
		}
		if m, err := w.Check(transcript, false); err == nil {
			t.Order = m.Order
		}
		runs := max(1, left/2)
		left -= runs
		b.Orders = append(b.Orders, recording.Order{Key: t.Order, Runs: runs})
		if len(b.Transcripts) < 3 {
			b.Transcripts = append(b.Transcripts, t)
		}
		if len(b.Orders) == 4 || left <= 0 {
			break
		}
	}
	if b.Want == "" {
		panic(fmt.Sprint(b))
	}
}
