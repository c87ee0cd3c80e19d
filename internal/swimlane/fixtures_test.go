package swimlane

import "github.com/seed-05413062/course/internal/recording"

func line(text string, ms float64, process int) recording.Line {
	return recording.Line{Text: text, Ms: ms, Process: process}
}

// join is a run of two children, as it was seen.
var join = recording.Transcript{
	Lines: []recording.Line{
		line("启动主进程", 1.2, 0), line("启动子进程", 4.9, 1), line("启动子进程2", 5.3, 2),
		line("结束子进程2", 305.8, 2), line("结束子进程", 306.1, 1), line("结束主进程", 308.4, 0),
	},
	Processes: []recording.Process{
		{Parent: -1, Start: 0, End: 309},
		{Parent: 0, Lane: "子进程1", Start: 2.4, End: 307.2},
		{Parent: 0, Lane: "子进程2", Start: 3.1, End: 306.9},
	},
}

// nested has a child's child, long lines and an unknown writer.
var nested = recording.Transcript{
	Lines: []recording.Line{
		line("parent starts", 1, 0), line("two goes, and says more than there is room for", 140, 1),
		line("three is here", 150, 2), line("warning: <who> & \"what\"?", 160, -1), line("two is done 4127", 420, 1),
		line("four", 430, 3), line("parent ends", 500, 0),
	},
	Processes: []recording.Process{
		{Parent: -1, End: 510}, {Parent: 0, Lane: "two", Start: 90, End: 422},
		{Parent: 1, Lane: "two/three", Start: 145, End: 250}, {Parent: 0, Lane: "four", Start: 95, End: 480},
	},
}

// pool has nine workers, three at once.
func pool() recording.Transcript {
	t := recording.Transcript{Processes: []recording.Process{{Parent: -1, End: 1600}}}
	t.Lines = append(t.Lines, line("启动父进程", 1, 0))
	for i := range 9 {
		from := float64(20 + i/3*500 + i%3*30)
		t.Processes = append(t.Processes, recording.Process{Parent: 0, Lane: "任务" + string(rune('0'+i)), Start: from, End: from + 430})
	}
	for round := range 3 {
		for _, end := range []bool{false, true} {
			for i := range 3 {
				n := round*3 + i
				text, ms := "开始--", t.Processes[n+1].Start+5
				if end {
					text, ms = "结束--", t.Processes[n+1].End-5
				}
				t.Lines = append(t.Lines, line("任务"+string(rune('0'+n))+text+"41"+string(rune('0'+n)), ms, n+1))
			}
		}
	}
	t.Lines = append(t.Lines, line("结束父进程", 1599, 0))
	return t
}
