package main

import (
	"os"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Usage is written by hand, so each command is asked for its own, for all of
// its flags, and for an example.
func TestUsage(t *testing.T) {
	a := &app{in: os.Stdin, out: &output{file: os.Stdout}, err: &output{file: os.Stderr}}
	root := a.root()
	root.InitDefaultHelpCmd()
	for _, cmd := range append(root.Commands(), root) {
		t.Run(cmd.Name(), func(t *testing.T) {
			data, err := usage.ReadFile("usage/" + cmd.Name() + ".txt")
			require.NoError(t, err)
			text := string(data)
			assert.Contains(t, text, "\nUsage:\n\n  course")
			assert.Contains(t, text, "\nExample")
			for line := range strings.Lines(text) {
				assert.LessOrEqual(t, len([]rune(line)), 81, "longer than a terminal: %s", line)
			}
			flags := cmd.LocalFlags()
			if cmd != root {
				flags = cmd.LocalNonPersistentFlags()
			}
			flags.VisitAll(func(f *pflag.Flag) {
				if f.Name != "help" {
					assert.Contains(t, text, "--"+f.Name)
				}
			})
			assertListed(t, root, cmd)
		})
	}
}

// assertListed looks for a command in the usage of the root.
func assertListed(t *testing.T, root, cmd *cobra.Command) {
	if cmd == root || cmd.Hidden {
		return
	}
	text, err := usage.ReadFile("usage/course.txt")
	require.NoError(t, err)
	assert.Contains(t, string(text), "\n  course "+cmd.Name())
}

func TestLocale(t *testing.T) {
	tests := []struct {
		name string
		give map[string]string
		want string
	}{
		{"nothing", nil, ""},
		{"the last of the three", map[string]string{"LANG": "zh_CN.UTF-8"}, "zh_CN.UTF-8"},
		{"messages before language", map[string]string{"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB"}, "en_GB"},
		{"all before messages", map[string]string{"LC_MESSAGES": "en_GB", "LC_ALL": "zh"}, "zh"},
		{"an empty one does not count", map[string]string{"LC_ALL": "", "LANG": "zh.UTF-8"}, "zh.UTF-8"},
		{"no language", map[string]string{"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "C.UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			assert.Equal(t, tt.want, locale(func(key string) string { return tt.give[key] }))
		})
	}
}

func TestMeans(t *testing.T) {
	tests := []struct {
		give string
		want bool
	}{
		{"5", true},
		{"05", true},
		{"join", true},
		{"05-join", true},
		{"05-join.zh.md", true},
		{"lessons/05-join.en.md", true},
		{`lessons\05-join.en.md`, true},
		{"", false},
		{"0", false},
		{"005", true},
		{"+5", false},
		{"50", false},
		{"joi", false},
		{"5-join", false},
		{"05-join.zh", false},
	}
	for _, tt := range tests {
		t.Run(tt.give, func(t *testing.T) {
			assert.Equal(t, tt.want, means(tt.give, "05-join.zh.md"))
		})
	}
}
