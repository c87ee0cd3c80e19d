// Package lesson turns a folder of Markdown files into a course: lessons,
// their programs, their scripts and the claims that the scripts prove.
//
// # The format
//
// A lesson is a [txtar] archive written as prose. The goals of the format:
//
//   - a lesson reads well where any Markdown is shown, a code host included
//   - no sentence about a program stands apart from what proves it
//   - what a reader copies from the page is what was run
//   - every message about a lesson names the line that its author wrote
//
// Non-goals: programs of more than a directory, dependencies outside of the
// standard library, shared files between lessons, and any markup of its own:
// a lesson has no syntax that Markdown does not have.
//
// # A whole lesson
//
// The file 05-join.en.md, beside its twin 05-join.zh.md:
//
//	---
//	title: Waiting for a child
//	summary: How the main process waits, and which lines have an order.
//	part: Process
//	notes: 父子进程的先后顺序
//	---
//
//	The program starts a copy of itself, and waits for it.
//
//	```go join/main.go
//	package main
//
//	import (
//		"fmt"
//		"os"
//		"os/exec"
//	)
//
//	func main() {
//		if len(os.Args) > 1 {
//			fmt.Println("the child")
//			return
//		}
//		fmt.Println("start")
//		child := exec.Command(os.Args[0], "child")
//		child.Stdout = os.Stdout
//		if err := child.Run(); err != nil {
//			fmt.Println(err)
//		}
//		fmt.Println("end")
//	}
//	```
//
//	However often it runs, this is what comes:
//
//	```lanes join.want
//	start
//	child| the child
//	end
//	```
//
//	```testscript
//	# the parent's last line waits for the child
//	run -n 30 join
//	lanes -processes stdout join.want
//	```
//
// # Names
//
// A lesson's file is NN-slug.LANG.md: NN two digits (or three or four, in all
// lessons of a course), slug lower-case letters, digits and hyphens, LANG a tag
// of BCP 47 (zh, en, pt-BR). Every lesson exists in each language that the
// folder has. A course of one language may leave LANG out, and names it in
// course.yaml. README.md, folders, and files that are no Markdown may stand
// beside lessons.
//
// # The course
//
// course.yaml, which may be left out, says what the course is called, by
// language:
//
//	en:
//	  title: Processes and threads
//	  summary: What runs when, and who waits for whom.
//
// or, in a course of one language:
//
//	lang: fr
//	title: Processus et threads
//	summary: Qui attend qui.
//
// # Front matter
//
// YAML between two lines of hyphens, from the first line of the file: title,
// summary and part, and notes, which may be left out. Each is one text.
//
// # Files and programs
//
// A fenced block whose info string has a second word is a file of that name
// in the archive: slash-separated, inside of the archive, each name once. A
// word that begins with { or contains = is an attribute, as other tools have
// them, and no name. Every other block is prose. Blocks may stand in lists
// and quotes: the fence's indentation is not part of the file.
//
// Behind its name may stand what the file is to the reader:
//
//	given                 it may be skipped: pages and terminal fold it
//	fold=imports,check    so may these top-level declarations: all imports, a
//	                      function, Type.Method, a type, variable or constant;
//	                      in Python, functions, classes and imports
//	mark='Wait()'         lines that hold this text stand out; mark may be
//	                      given more than once
//
// What is copied or printed is always the whole file.
//
// Each directory with a main.go is a program of that name. Its .go files are
// of package main; other files below it are there for go:embed.
//
// # Prose
//
// CommonMark with tables, ~~strikethrough~~ and footnotes. Emphasis may begin
// and end beside Chinese and Japanese punctuation: **真，**她. A lesson has no
// HTML: <pid> is shown as text, a tag of HTML is a problem, and a comment is
// hidden. What looks like a script, a want file, a fence or a footnote and is
// none is a problem, too, so that no claim vanishes.
//
// # The script
//
// The testscript blocks, in their order, are the archive's script, in the
// language of [testscript]. A line that begins with # opens a claim: one
// sentence, which the commands down to the next claim prove. A lesson has at
// least one claim, a claim at least one command, and no command stands before
// the first claim. A condition ([exec:python3], [!race]) holds a command
// back; skip and stop are refused, since they would hide whole claims.
//
// A line
//
//	broken FILE 'OLD' 'NEW'
//
// among a claim's commands shows that the claim can fail: in a copy of the
// lesson in which OLD, which is in FILE exactly once, reads NEW, it must. More
// such pairs may follow: two texts can so be exchanged. A check asks only that
// each OLD is there; "course check --broken" makes the changes, and runs the
// commands of the claim, with the last run before it where it has none of its
// own. What may be seen (sometimes, outcomes -min, ! before,
// ! atmost, overlap) is waited for in 30 runs. A change that does not compile
// shows nothing, and neither does one with which a program is stopped at a
// limit, unless it is "broken -hang FILE 'OLD' 'NEW'". The languages of a
// lesson change the same places; one of them is tried.
//
// Where no change can break a claim, an indented comment says why:
//
//	# a process has a number of its own
//	run -n 20 process
//	distinct 3 'process (\d+)'
//	  # not broken: the kernel gives the numbers, and not the program
//
// [txtar]: https://pkg.go.dev/github.com/rogpeppe/go-internal/txtar
// [testscript]: https://pkg.go.dev/github.com/rogpeppe/go-internal/testscript
package lesson
