package verify

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// Words after a command are an action, or a mistake that says how the command
// is used.
func FuzzParse(f *testing.F) {
	for name, c := range commands {
		f.Add(name, strings.ReplaceAll(c.usage, " ", "\n"), true)
	}
	f.Add("run", "-n\n2\n-timeout\n-1s\n--\njoin", false)
	f.Add("before", "(?P<a>\n)", true)
	f.Add("sometimes", "-first\na\nb", false)
	f.Add("broken", "-hang\na\nb\nc", false)
	f.Fuzz(func(t *testing.T, name, words string, neg bool) {
		if _, ok := commands[name]; !ok {
			return
		}
		a, err := parse(append([]string{name}, strings.Split(words, "\n")...), neg)
		if err != nil {
			require.NotEmpty(t, err.Error())
			return
		}
		require.True(t, a.do != nil || a.change != nil, "it does something")
	})
}
