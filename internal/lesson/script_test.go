package lesson

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestParseCommand(t *testing.T) {
	plain := func(texts ...string) (args []Arg) {
		for _, text := range texts {
			args = append(args, Arg{Text: text})
		}
		return args
	}
	tests := []struct {
		give string
		want Command
	}{
		{"", Command{}},
		{" \t# only a comment", Command{}},
		{"run\t-n 30  join", Command{Args: plain("run", "-n", "30", "join")}},
		{"run a#b", Command{Args: plain("run", "a")}},
		{"run 'a#b' # why", Command{Args: []Arg{{"run", false}, {"a#b", true}}}},
		{"always '^子进程| 启动$'", Command{Args: []Arg{{"always", false}, {"^子进程| 启动$", true}}}},
		{"run '' a'b c'd 'it''s' ''''", Command{Args: []Arg{{"run", false}, {"", true}, {"ab cd", true}, {"it's", true}, {"'", true}}}},
		{"run $WORK '$WORK'", Command{Args: []Arg{{"run", false}, {"$WORK", false}, {"$WORK", true}}}},
		{`run "a b"`, Command{Args: plain("run", `"a`, `b"`)}},
		{"! run join", Command{Neg: true, Args: plain("run", "join")}},
		{"[linux] [!race] ! run join", Command{Conds: []string{"linux", "!race"}, Neg: true, Args: plain("run", "join")}},
		{"'[! exec:go ]' run ! join", Command{Conds: []string{"!exec:go"}, Args: plain("run", "!", "join")}},
	}
	for _, tt := range tests {
		tt.want.Text = tt.give
		got, err := parseCommand(tt.give)
		require.NoError(t, err, tt.give)
		assert.Equal(t, tt.want, got)
	}
}
