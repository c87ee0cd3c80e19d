package build

import (
	"path/filepath"
	"strconv"
	"strings"
)

// readOutput turns what go build said into problems of the jobs that it was
// said about. Lines about nothing in particular are left out.
func readOutput(output, work string, jobs []*job) {
	var last *job // whom a line without a position belongs to
	file, line := "main.go", 1
	for text := range strings.Lines(output) {
		text = strings.ReplaceAll(strings.TrimRight(text, "\r\n"), work+string(filepath.Separator), "")
		if strings.TrimSpace(text) == "" {
			continue
		}
		about := find(text, jobs)
		if about != nil && about != last {
			last, file, line = about, "main.go", 1
		}
		if last == nil || text == "# lesson/"+last.folder() || text == "package lesson/"+last.folder() {
			continue
		}
		if f, n, msg, ok := position(text, last.folder()); ok {
			file, line = f, n
			last.report(file, line, "", msg)
			continue
		}
		if n := len(last.wanted); text[0] == '\t' && len(last.problems) >= n {
			// More about the problem before: "\thave (int)".
			for i := len(last.problems) - n; i < len(last.problems); i++ {
				last.problems[i].Msg += "\n" + text
			}
			continue
		}
		name := last.wanted[0].Program.Name
		last.report(file, line, "", strings.NewReplacer("lesson/"+last.folder(), name, last.folder(), name).Replace(text))
	}
}

// find is the job whose folder a line names.
func find(text string, jobs []*job) *job {
	for _, j := range jobs {
		if strings.Contains(text, j.folder()) {
			return j
		}
	}
	return nil
}

// position reads "./folder/main.go:7:2: message"; the column may be missing.
func position(text, folder string) (file string, line int, msg string, ok bool) {
	prefix, rest, ok := strings.Cut(text, folder+string(filepath.Separator))
	if !ok || strings.Trim(prefix, "./\\\t") != "" {
		return "", 0, "", false
	}
	file, rest, ok = strings.Cut(rest, ":")
	if !ok {
		return "", 0, "", false
	}
	number, rest, ok := strings.Cut(rest, ":")
	line, err := strconv.Atoi(number)
	if !ok || err != nil {
		return "", 0, "", false
	}
	if column, after, ok := strings.Cut(rest, ":"); ok {
		if _, err := strconv.Atoi(column); err == nil {
			rest = after
		}
	}
	return filepath.ToSlash(file), line, strings.TrimSpace(rest), true
}
