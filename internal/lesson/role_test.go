package lesson

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const folded = `package main

import "fmt"

// check ends the program.
func check(err error) {
}

type worker struct{}

func (w *worker) run() { fmt.Println("Wait()") }

var (
	one, two int
)

func main() {
	p.Wait() // Wait()
	q.Wait()
}
`

const foldedPython = `import os
from sys import argv

@cached
@timed
def run(name):
    print(name)

    sleep(1)

class Pool:
    size = 4

async def go(x): pass

if __name__ == "__main__":
    run()
`

func TestRead_roles(t *testing.T) {
	for _, tt := range []struct {
		desc, give string
		want       File
	}{
		{"none", "go a/main.go", File{}},
		{"given", "go a/main.go given", File{Given: true}},
		{"attributes of other tools", "go a/main.go {3,5} title='a b'", File{}},
		{"folds", "go a/main.go fold=main,imports,check,worker.run,worker", File{Folds: []Fold{
			{"imports", 3, 3}, {"check", 5, 7}, {"worker", 9, 9}, {"worker.run", 11, 11}, {"main", 17, 20}}}},
		{"one declaration of two names", "go a/main.go fold=one", File{Folds: []Fold{{"one", 13, 15}}}},
		{"marks", "go a/main.go mark='q.Wait()' mark=\"Wait() //\"", File{Marks: []int{18, 19}}},
		{"marks of the same lines", "go a/main.go mark='Wait()' mark=p.Wait", File{Marks: []int{11, 18, 19}}},
		{"all", "go a/main.go given fold='imports' mark='q.'", File{Given: true, Folds: []Fold{{"imports", 3, 3}}, Marks: []int{19}}},
		{"python", "python a.py fold=imports,run,Pool,go", File{Folds: []Fold{
			{"imports", 1, 2}, {"run", 4, 9}, {"Pool", 11, 12}, {"go", 14, 14}}}},
		{"a file that doesn't parse", "go b/main.go fold=imports", File{}},
	} {
		t.Run(tt.desc, func(t *testing.T) {
			data := folded
			switch tt.give[:4] {
			case "pyth":
				data = foldedPython
			case "go b":
				data = "package main\n\nfunc {\n"
			}
			c, err := Read(folder(map[string]string{"01-a.en.md": front + "```" + tt.give + "\n" + data + "```\n" + proof}), "x")
			require.NoError(t, err)
			got := c.Lessons[0].Files[0]
			assert.Equal(t, data, got.Data)
			assert.Equal(t, tt.want, File{Given: got.Given, Folds: got.Folds, Marks: got.Marks})
		})
	}
}

func TestRead_roleProblems(t *testing.T) {
	for _, tt := range []struct{ desc, give, want string }{
		{"no such declaration", "go a/main.go fold=imports,chek", "fold: a/main.go declares no \"chek\"\n  hint: did you mean \"check\"?"},
		{"nothing like it", "go a/main.go fold=somethingelse", "fold: a/main.go declares no \"somethingelse\"\n  hint: it declares imports, check, worker, worker.run, one, two, main"},
		{"no such text", "go a/main.go mark='r.Wait()'", "mark: no line of a/main.go holds \"r.Wait()\"\n  hint: text with spaces stands between quotes: mark='a b'"},
		{"no text", "go a/main.go mark=", "mark: no line of a/main.go holds \"\"\n  hint: text with spaces stands between quotes: mark='a b'"},
		{"misspelt", "go a/main.go givn", "a block with two names, \"a/main.go\" and \"givn\"\n  hint: did you mean \"given\"?"},
		{"misspelt key", "go a/main.go folds=imports", "unknown role \"folds=\"\n  hint: did you mean \"fold=\"?"},
		{"not code", "text a.txt fold=imports", "fold: a.txt is neither Go nor Python\n  hint: given folds a whole file"},
		{"no name", "go given", "a block that is given and has no name\n  hint: write the file's name before it: ```go help.go given"},
	} {
		t.Run(tt.desc, func(t *testing.T) {
			_, err := Read(folder(map[string]string{"01-a.en.md": front + "```" + tt.give + "\n" + folded + "```\n" + proof}), "x")
			assert.EqualError(t, err, "x/01-a.en.md:6: "+tt.want)
		})
	}
}
