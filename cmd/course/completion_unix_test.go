//go:build unix

package main

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// load is what the usage names, but in the bash of macOS, whose source reads
// nothing from a pipe.
const load = `if ((BASH_VERSINFO[0] > 3)); then
	source <(course completion bash)
else
	eval "$(course completion bash)"
fi
`

// Where the package is there, its own functions stay.
func TestCompletion_bashPackage(t *testing.T) {
	out, err := exec.Command("bash", "--norc", "--noprofile", "-c", `
		_get_comp_words_by_ref() { echo mine; }
		_filedir() { echo mine, too; }
		`+load+`
		_get_comp_words_by_ref
		_filedir`).CombinedOutput()
	if errors.Is(err, exec.ErrNotFound) {
		t.Skip("no bash")
	}
	require.NoError(t, err, "%s", out)
	assert.Equal(t, "mine\nmine, too\n", string(out))
}

// The script completes in a bash that has nothing else: neither its start-up
// files nor the package bash-completion.
func TestCompletion_bash(t *testing.T) {
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash")
	}
	tests := []struct {
		name string
		line string   // | is the cursor
		give []string // the line, as bash parts it
		at   int      // the word with the cursor
		want string
	}{
		{"a command", "course li|", []string{"course", "li"}, 1, "list"},
		{"lessons", "course -C good run |", []string{"course", "-C", "good", "run", ""}, 4, "01-hello  (Hello)\n02-pair   (Two children)"},
		{"a lesson", "course -C good run 02|", []string{"course", "-C", "good", "run", "02"}, 4, "02-pair"},
		{"a slug", "course -C good run pa|", []string{"course", "-C", "good", "run", "pa"}, 4, "pair"},
		{"programs", "course -C good run 01 |", []string{"course", "-C", "good", "run", "01", ""}, 5, "hello\necho"},
		{"arguments of a program", "course -C good run 01 -- |", []string{"course", "-C", "good", "run", "01", "--", ""}, 6, ""},
		{"the value of a flag", "course --lang=e|", []string{"course", "--lang", "=", "e"}, 3, "en"},
		{"no value yet", "course --lang=|", []string{"course", "--lang", "="}, 2, "en  (English)\nzh  (中文)"},
		{"after the value of a flag", "course --dir=good run 0|", []string{"course", "--dir", "=", "good", "run", "0"}, 5, "01-hello  (Hello)\n02-pair   (Two children)"},
		{"in a word", "course -C good ru|n 01", []string{"course", "-C", "good", "run", "01"}, 3, "run"},
		{"between words", "course -C good run |  01", []string{"course", "-C", "good", "run", "", "01"}, 4, "01-hello  (Hello)\n02-pair   (Two children)"},
		{"a folder", "course -C go|", []string{"course", "-C", "go"}, 2, "good"},
		{"a folder below", "course --dir=./go|", []string{"course", "--dir", "=", "./go"}, 3, "./good"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			// compopt speaks of a completion that goes on: there is none.
			script := load + `
				compopt() { :; }
				COMP_LINE=$1 COMP_POINT=$2 COMP_CWORD=$3 COMP_TYPE=9 COLUMNS=80
				COMP_WORDS=("${@:4}")
				__start_course course
				(( ${#COMPREPLY[@]} == 0 )) || printf '%s\n' "${COMPREPLY[@]}"`
			before, after, _ := strings.Cut(tt.line, "|")
			args := []string{"--norc", "--noprofile", "-c", script, "bash", before + after, strconv.Itoa(len(before)), strconv.Itoa(tt.at)}
			cmd := exec.Command(bash, append(args, tt.give...)...)
			cmd.Dir = "../../testdata/lessons"
			cmd.Env = append(append(os.Environ(), environment(t)...), "LC_ALL=C") // a locale that is not there makes bash complain
			var stdout, stderr bytes.Buffer
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			require.NoError(t, cmd.Run(), "%s", &stderr)
			assert.Empty(t, stderr.String())
			assert.Equal(t, tt.want, strings.TrimSuffix(stdout.String(), "\n"))
		})
	}
}
