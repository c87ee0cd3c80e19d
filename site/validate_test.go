package site

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-05413062/course/internal/browsertest"
)

// nodeModule is a file of a package of package.json.
func nodeModule(t *testing.T, name string) string {
	t.Helper()
	file := filepath.Join("node_modules", filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		browsertest.Lacks(t, fmt.Sprintf("no %s: npm ci --prefix site", path.Dir(name)))
	}
	return file
}

// Every page is valid HTML, published or not.
func TestSite_valid(t *testing.T) {
	validator := nodeModule(t, "html-validate/bin/html-validate.mjs")
	node, err := exec.LookPath("node")
	if err != nil {
		browsertest.Lacks(t, "no node: install nodejs to validate the pages")
	}
	dir := t.TempDir()
	write := func(name string, data []byte) {
		file := filepath.Join(dir, filepath.FromSlash(name))
		require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o755))
		require.NoError(t, os.WriteFile(file, data, 0o644))
	}
	in := recordedCourse(t)
	for _, in.URL = range []string{"", "https://example.org/course"} {
		for name, data := range render(t, in) {
			if path.Ext(name) == ".html" {
				write(fmt.Sprintf("published-%t/%s", in.URL != "", name), data)
			}
		}
	}
	// It says nothing of what is valid: this shows that it reads them at all.
	const invalid = "published-true/zh/invalid.html"
	write(invalid, []byte("<!doctype html><html lang=en><head><title>x</title></head><body><ul><p>x</p></ul></body></html>"))

	command := exec.CommandContext(t.Context(), node, validator, "--config", "html-validate.config.mjs", "--formatter", "json", dir)
	command.Stderr = os.Stderr
	out, err := command.Output()
	require.ErrorAs(t, err, new(*exec.ExitError), "it found nothing wrong with a page that is wrong")
	var found []struct {
		FilePath string
		Messages []struct {
			RuleID, Message string
			Line, Column    int
		}
	}
	require.NoError(t, json.Unmarshal(out, &found), "%s", out)
	wrong := map[string][]string{}
	for _, page := range found {
		name, err := filepath.Rel(dir, page.FilePath)
		require.NoError(t, err)
		for _, m := range page.Messages {
			name := filepath.ToSlash(name)
			wrong[name] = append(wrong[name], fmt.Sprintf("%d:%d: %s: %s", m.Line, m.Column, m.RuleID, m.Message))
		}
	}
	assert.Len(t, wrong[invalid], 1)
	delete(wrong, invalid)
	assert.Empty(t, wrong)
}
