package main

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/seed-05413062/course/internal/lesson"
)

func (a *app) listCommand() *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:               "list",
		Args:              arguments(0, 0, "list [--json]"),
		ValidArgsFunction: cobra.NoFileCompletions,
		RunE:              func(*cobra.Command, []string) error { return a.list(asJSON) },
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, "")
	return cmd
}

func (a *app) list(asJSON bool) error {
	lessons, problems, err := a.inLanguage()
	if err != nil {
		return err
	}
	if asJSON {
		err = listJSON(a.out, lessons)
	} else {
		listTable(a.out, lessons)
	}
	if err == nil && len(problems) > 0 {
		return problems
	}
	return err
}

// inLanguage reads the lessons of the user's language.
func (a *app) inLanguage() ([]*lesson.Lesson, lesson.Problems, error) {
	c, problems, err := a.course()
	if err != nil {
		return nil, nil, err
	}
	lang := a.language(c)
	lessons := c.In(lang)
	if len(lessons) == 0 {
		return nil, nil, noLanguage(c, lang)
	}
	return lessons, problems, nil
}

// listTable prints a line for each lesson, under the name of its part.
func listTable(w io.Writer, lessons []*lesson.Lesson) {
	width := 0
	for _, l := range lessons {
		width = max(width, len(l.Name))
	}
	for i, l := range lessons {
		if i == 0 || l.Part != lessons[i-1].Part {
			if i > 0 {
				fmt.Fprintln(w)
			}
			fmt.Fprintln(w, l.Part)
		}
		fmt.Fprintf(w, "  %-*s  %s\n", width, l.Name, l.Title)
	}
}

// listJSON prints an object for each lesson, one a line.
func listJSON(w io.Writer, lessons []*lesson.Lesson) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, l := range lessons {
		o := struct {
			Lesson   string   `json:"lesson"`
			Lang     string   `json:"lang"`
			File     string   `json:"file"`
			Title    string   `json:"title"`
			Summary  string   `json:"summary"`
			Part     string   `json:"part"`
			Notes    string   `json:"notes,omitempty"`
			Programs []string `json:"programs"`
			Claims   []string `json:"claims"`
		}{l.Name, l.Lang, l.Path, l.Title, l.Summary, l.Part, l.Notes, append([]string{}, programNames(l)...), []string{}}
		for _, c := range l.Claims {
			o.Claims = append(o.Claims, c.Text)
		}
		if err := enc.Encode(o); err != nil {
			return err
		}
	}
	return nil
}

// welcome prints what the command prints without arguments: the lessons, and
// what to do next.
func (a *app) welcome() error {
	lessons, problems, err := a.inLanguage()
	if err != nil {
		return err
	}
	about := "A course on processes and threads."
	if a.dir != "" {
		about = fmt.Sprintf("The lessons in %s.", a.dir) // on any subject
	}
	fmt.Fprint(a.out, about, " Each one runs, and proves what it says.\n\n")
	listTable(a.out, lessons)
	if l := firstRunnable(lessons); l != nil {
		rows := [][2]string{
			{a.again("run", l.Number), "run the program of lesson " + l.Number},
			{a.again("check", l.Number), "prove what the lesson says"},
			{a.again("-h"), "what else there is"},
		}
		fmt.Fprintln(a.out, "\nNext:")
		for _, r := range rows {
			fmt.Fprintf(a.out, "  %-*s  %s\n", len(rows[1][0]), r[0], r[1])
		}
	}
	if len(problems) > 0 {
		return problems
	}
	return nil
}

func firstRunnable(lessons []*lesson.Lesson) *lesson.Lesson {
	for _, l := range lessons {
		if len(l.Programs) > 0 {
			return l
		}
	}
	return nil
}
