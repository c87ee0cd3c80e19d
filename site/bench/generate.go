package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"

	"github.com/seed-05413062/course/internal/lesson"
	"github.com/seed-05413062/course/internal/recording"
)

// generate writes a course of n lessons in one language: 6 KB each of mixed
// Chinese and English, three programs of 30 lines, a want file, a script and
// a recording. It is the same each time.
func generate(dir string, n int) error {
	width := max(2, len(fmt.Sprint(n)))
	for i := 1; i <= n; i++ {
		name := fmt.Sprintf("%0*d-lesson%d.zh.md", width, i, i)
		if err := os.WriteFile(filepath.Join(dir, name), text(i), 0o666); err != nil {
			return err
		}
	}
	c, err := lesson.Read(os.DirFS(dir), dir)
	if err != nil {
		return err
	}
	for _, l := range c.Lessons {
		if err := recorded(l).Write(dir); err != nil {
			return err
		}
	}
	return nil
}

const size = 6 << 10 // bytes of a lesson

// text is the Markdown of a lesson.
func text(n int) []byte {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: 第 %d 课 about processes\nsummary: 等待、次序 and what the kernel says。\npart: 第 %d 部分\n---\n\n", n, (n+19)/20)
	prose(&b, r, 300)
	for i := range 3 {
		fmt.Fprintf(&b, "## 程序 %d: what it does\n\n", i+1)
		prose(&b, r, 350)
		fmt.Fprintf(&b, "```go p%d/main.go\n%s```\n\n", i+1, program(n, i+1))
	}
	b.WriteString("## What must come first\n\n次序写在下面:\n\n```lanes p1.want\n" + want + "```\n\n")
	b.WriteString("```testscript\n# 子进程都在主进程结束之前结束\nrun -n 30 p1\nlanes -processes stdout p1.want\n\n" +
		"# 三个程序都会结束\nrun p2\nalways '^main ends$'\nrun p3\nalways '^main ends$'\n```\n\n")
	b.WriteString("## Why\n\n")
	for b.Len() < size {
		prose(&b, r, min(700, size-b.Len()))
	}
	return []byte(b.String())
}

var clauses = []string{
	"主进程等待子进程,", "the kernel decides which one runs,", "输出的次序并不固定。", "but some lines must wait for others.",
	"没有等待就没有先后,", "a process has its own memory,", "所以全局变量互不影响。", "and `Wait` returns after its child has ended.",
	"每一行都有一个进程写出,", "what is **certain** is written down,", "其余的可以交错。", "*nothing* else may be relied upon.",
	"进程池里的进程会重复使用,", "a task waits in a queue,", "结果按提交的次序返回。", "see the [documentation](https://go.dev/doc/).",
}

func prose(b *strings.Builder, r *rand.Rand, bytes int) {
	for end := b.Len() + bytes; b.Len() < end; {
		for range 3 + r.IntN(4) {
			b.WriteString(clauses[r.IntN(len(clauses))])
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
}

// program has 30 lines.
func program(n, i int) string {
	return fmt.Sprintf(`package main

import (
	"fmt"
	"os"
	"os/exec"
)

// main starts two children of lesson %d, and waits for both.
func main() {
	if len(os.Args) > 1 {
		child(os.Args[1])
		return
	}
	fmt.Println("main starts")
	var children []*exec.Cmd
	for _, name := range []string{"one", "two"} {
		c := exec.Command(os.Args[0], name)
		c.Stdout = os.Stdout
		_ = c.Start()
		children = append(children, c)
	}
	for _, c := range children {
		_ = c.Wait()
	}
	fmt.Println("main ends")
}

func child(name string) { fmt.Printf("%%s starts\n%%s ends %d\n", name, name) }
`, n, i)
}

const want = `main starts
one| one starts
one| one ends 1
two| two starts
two| two ends 1
main ends
`

// recorded is a made-up recording of a lesson.
func recorded(l *lesson.Lesson) *recording.Recording {
	r := &recording.Recording{
		Lesson: l.Name, Lang: l.Lang, Go: "go1.26.0", OS: "linux/amd64", CPUs: 2, Hash: l.Hash,
	}
	for _, c := range l.Claims {
		r.Claims = append(r.Claims, recording.Claim{Text: c.Text, Status: "pass", Runs: 200, Milliseconds: 40})
	}
	for i, program := range []string{"p1", "p2", "p3"} {
		b := recording.Batch{Command: "run -n 30 " + program, Program: program, Runs: 200, Claim: min(i, len(l.Claims)-1)}
		if i == 0 {
			b.Want, b.Legal = "p1.want", "6"
		}
		for k, t := range [][]int{{0, 1, 2, 3, 4, 5}, {0, 3, 1, 2, 4, 5}, {0, 1, 3, 4, 2, 5}} {
			if i > 0 && k > 0 {
				break
			}
			order := fmt.Sprint(k)
			if i == 0 {
				b.Orders = append(b.Orders, recording.Order{Key: order, Runs: 120 - 40*k})
			}
			b.Transcripts = append(b.Transcripts, transcript(order, t))
		}
		r.Batches = append(r.Batches, b)
	}
	return r
}

func transcript(order string, lines []int) recording.Transcript {
	t := recording.Transcript{Order: order, Schedule: "plain"}
	lanes := []string{"", "one", "two"}
	for i, n := range lines {
		text := strings.Split(strings.TrimSpace(want), "\n")[n]
		lane, rest, ok := strings.Cut(text, "| ")
		who := 0
		if ok {
			text = rest
			who = map[string]int{"one": 1, "two": 2}[lane]
		}
		t.Lines = append(t.Lines, recording.Line{Text: text, Ms: 2.5 * float64(i+1), Process: who, Lane: lanes[who]})
	}
	for i, lane := range lanes {
		t.Processes = append(t.Processes, recording.Process{Parent: min(i, 1) - 1, Lane: lane, Start: float64(i), End: 20 - float64(i)})
	}
	return t
}
