package lesson

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark/parser"
	"go.abhg.dev/goldmark/frontmatter"
	"go.yaml.in/yaml/v3"
)

const frontHint = "a lesson begins with:\n---\ntitle: …\nsummary: …\npart: …\n---"

// yamlFormat hands out the lines themselves: it is their numbers, and the
// keys that nobody asked for, that problems are about.
var yamlFormat = frontmatter.Format{
	Name:  "YAML",
	Delim: '-',
	Unmarshal: func(raw []byte, dst any) error {
		*dst.(*[]byte) = raw
		return nil
	},
}

// yamlBreaks are what YAML takes for line ends beside "\n". Spaces in their
// place leave its line numbers those of the lesson, and its texts what
// parseFront makes of them anyway.
var yamlBreaks = strings.NewReplacer("\r", " ", "\u0085", " ", "\u2028", " ", "\u2029", " ")

// parseFront fills title, summary, part and notes.
func (l *Lesson) parseFront(pc parser.Context) Problems {
	var problems Problems
	var raw []byte
	first, _, _ := bytes.Cut(l.Source, []byte("\n"))
	data := frontmatter.Get(pc)
	// The parser would also take front matter from a second line or a quote.
	if data == nil || !bytes.HasPrefix(first, []byte("---")) || data.Decode(&raw) != nil {
		problems.add(l.At(1), frontHint, "no front matter")
		return problems
	}
	if len(first)+1+len(raw) >= len(l.Source) {
		problems.add(l.At(1), fmt.Sprintf("close it with a line %q of its own", first), "front matter without an end")
		return problems
	}
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(yamlBreaks.Replace(string(raw))), &doc); err != nil {
		line, msg := yamlLine(err)
		problems.add(l.At(line+1), "put a text with a colon in it between quotes", "front matter: %s", msg)
		return problems
	}
	keys := []string{"title", "summary", "part", "notes"}
	values := map[string]*string{"title": &l.Title, "summary": &l.Summary, "part": &l.Part, "notes": &l.Notes}
	seen := map[string]int{}
	if len(doc.Content) > 0 && doc.Content[0].Kind != yaml.MappingNode {
		problems.add(l.At(doc.Content[0].Line+1), frontHint, "front matter: not a list of keys and values")
		return problems
	}
	for _, m := range doc.Content {
		for i := 0; i+1 < len(m.Content); i += 2 {
			key, value := m.Content[i], m.Content[i+1]
			at := l.At(key.Line + 1)
			text, known := values[key.Value]
			switch {
			case !known:
				hint := "the keys are " + strings.Join(keys, ", ")
				if near := Nearest(key.Value, keys); near != "" {
					hint = fmt.Sprintf("did you mean %q?", near)
				}
				problems.add(at, hint, "front matter: unknown key %q", key.Value)
			case seen[key.Value] != 0:
				problems.add(at, "", "front matter: %s for a second time, first at %s", key.Value, l.At(seen[key.Value]))
			case value.Kind != yaml.ScalarNode:
				seen[key.Value] = at.Line
				problems.add(at, "put a text with brackets or a colon in it between quotes", "front matter: %s is not a text", key.Value)
			default:
				seen[key.Value] = at.Line
				if value.Tag != "!!null" {
					*text = strings.Join(strings.Fields(value.Value), " ")
				}
				if *text == "" && key.Value != "notes" {
					problems.add(at, "", "front matter: %s is empty", key.Value)
				}
			}
		}
	}
	for _, key := range keys[:3] {
		if seen[key] == 0 {
			problems.add(l.At(1), fmt.Sprintf("add a line \"%s: …\"", key), "front matter: no %s", key)
		}
	}
	return problems
}

// yamlLine takes the line out of a yaml error, which has it only in its text.
func yamlLine(err error) (int, string) {
	msg := strings.TrimPrefix(err.Error(), "yaml: ")
	if rest, ok := strings.CutPrefix(msg, "line "); ok {
		if n, text, ok := strings.Cut(rest, ": "); ok {
			if line, err := strconv.Atoi(n); err == nil {
				return line, text
			}
		}
	}
	return 1, msg
}
