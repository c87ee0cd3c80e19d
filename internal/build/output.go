package build

import (
	"path/filepath"
	"strconv"
	"strings"
)

// readOutput turns what go build printed into problems of the jobs. Lines that
// concern no program are left out.
func readOutput(output, module string, jobs []*job) {
	var last *job // to which a line without a position belongs
	file, line := "main.go", 1
	for text := range strings.Lines(output) {
		text = strings.ReplaceAll(strings.TrimRight(text, "\r\n"), module+string(filepath.Separator), "")
		if strings.TrimSpace(text) == "" {
			continue
		}
		if j := jobNamed(text, jobs); j != nil && j != last {
			last, file, line = j, "main.go", 1
		}
		if last == nil || text == "# "+last.importPath() || text == "package "+last.importPath() {
			continue
		}
		if f, n, msg, ok := position(text, last.folder()); ok {
			file, line = f, n
			last.report(file, line, "", msg)
			continue
		}
		if n := len(last.programs); text[0] == '\t' && len(last.problems) >= n {
			// More about the problem before: "\thave (int)".
			for i := len(last.problems) - n; i < len(last.problems); i++ {
				last.problems[i].Msg += "\n" + text
			}
			continue
		}
		name := last.programs[0].Program.Name
		last.report(file, line, "", strings.NewReplacer(last.importPath(), name, last.folder(), name).Replace(text))
	}
}

func (j *job) importPath() string { return "lesson/" + j.folder() }

// jobNamed is the job that a line is about: it has the import path, or begins
// with a file.
func jobNamed(text string, jobs []*job) *job {
	for _, j := range jobs {
		if _, after, ok := strings.Cut(text, j.importPath()); ok && (after == "" || !nameRune(after[0])) {
			return j
		}
		if _, _, _, ok := position(text, j.folder()); ok {
			return j
		}
	}
	return nil
}

func nameRune(c byte) bool {
	return c == '-' || c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
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
