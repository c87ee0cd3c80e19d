package lesson

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func claimOf(t *testing.T, commands string) Claim {
	t.Helper()
	c, err := Read(folder(map[string]string{"05-join.en.md": front + "```testscript\n# it holds\n" + commands + "\n```\n"}), "")
	require.NoError(t, err)
	return c.Lessons[0].Claims[0]
}

func TestClaim_Quantifier(t *testing.T) {
	for commands, want := range map[string]Quantifier{
		"run join":                             Always,
		"run join\nalways 'a'":                 Always,
		"lanes join.want":                      Always,
		"never 'a'\nalways 'b'":                Always,
		"run join\nnever 'a'":                  Never,
		"never 'a'\nbroken a.txt 'x' 'y'":      Never,
		"sometimes 'a'":                        Sometimes,
		"always 'b'\nsometimes -first 'a' 'b'": Sometimes,
		"before 'a' 'b'":                       Always,
		"! before 'a' 'b'":                     Sometimes,
		"atmost 1 'a' 'b'":                     Always,
		"! atmost 1 'a' 'b'":                   Sometimes,
		"overlap 100ms 'a' 'b'":                Sometimes,
	} {
		assert.Equal(t, want, claimOf(t, commands).Quantifier(), commands)
	}
}

func TestClaim_AlsoAll(t *testing.T) {
	for commands, want := range map[string]bool{
		"run join\nsometimes 'a'":             false,
		"sometimes 'a'\n! before 'a' 'b'":     false,
		"never 'b'\nsometimes -first 'a' 'b'": true,
		"lanes join.want\n! atmost 1 'a' 'b'": true,
		"! before 'a' 'b'\nbroken a 'x' 'y'":  false,
	} {
		assert.Equal(t, want, claimOf(t, commands).AlsoAll(), commands)
	}
}

func TestClaim_Broken(t *testing.T) {
	assert.Equal(t, []Change{
		{"a.txt", [][2]string{{"x", ""}}},
		{"b.txt", [][2]string{{"x", "y"}, {"u", "v"}}},
	}, claimOf(t, "run join\nbroken a.txt 'x' ''\nbroken -hang b.txt 'x' 'y' 'u' 'v'").Broken())
}
