package lesson

import (
	"errors"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// aboutFile, beside the lessons, says what the course is called, by language:
//
//	zh:
//	  title: 进程与线程
//	  summary: …
//
// A course of one language leaves the level of languages out, and may name
// the language of its files here:
//
//	lang: fr
//	title: Les processus
//	summary: …
const aboutFile = "course.yaml"

// About is what a course says of itself.
type About struct{ Title, Summary string }

// aboutYAML is the file as it was read.
type aboutYAML struct {
	lang  string // "" where it names none
	only  About  // of a course of one language
	langs map[string]About
}

// texts are those of the course's languages.
func (a aboutYAML) texts(langs []string) map[string]About {
	if a.langs == nil && len(langs) == 1 {
		return map[string]About{langs[0]: a.only}
	}
	return a.langs
}

func readAbout(fsys fs.FS, dir string) (aboutYAML, Problems) {
	var a aboutYAML
	var problems Problems
	file := path.Join(dir, aboutFile)
	data, err := fs.ReadFile(fsys, aboutFile)
	if errors.Is(err, fs.ErrNotExist) {
		return a, nil
	}
	var doc yaml.Node
	if err == nil {
		err = yaml.Unmarshal(data, &doc)
	}
	if err != nil {
		line, msg := yamlLine(err)
		if pathErr := (*fs.PathError)(nil); errors.As(err, &pathErr) {
			line, msg = 0, "can't be read: "+pathErr.Err.Error()
		}
		problems.add(Place{File: file, Line: line}, "", "%s", msg)
		return a, problems
	}
	add := func(n *yaml.Node, hint, format string, args ...any) {
		problems.add(Place{File: file, Line: n.Line}, hint, format, args...)
	}
	for _, top := range doc.Content {
		eachKey(top, add, func(key, value *yaml.Node) {
			switch key.Value {
			case "lang":
				a.lang = scalar(value, add)
				if msg, hint := checkTag(a.lang, "lang: %s"); msg != "" {
					add(value, hint, "%s", msg)
				}
			case "title":
				a.only.Title = scalar(value, add)
			case "summary":
				a.only.Summary = scalar(value, add)
			default:
				if msg, _ := checkTag(key.Value, ""); msg != "" {
					near := nearHint(key.Value, []string{"lang", "title", "summary"})
					add(key, near, "unknown key %q: neither title, summary, lang nor a language", key.Value)
					return
				}
				var of About
				eachKey(value, add, func(key, value *yaml.Node) {
					switch key.Value {
					case "title":
						of.Title = scalar(value, add)
					case "summary":
						of.Summary = scalar(value, add)
					default:
						add(key, nearHint(key.Value, []string{"title", "summary"}), "unknown key %q", key.Value)
					}
				})
				if a.langs == nil {
					a.langs = map[string]About{}
				}
				a.langs[key.Value] = of
			}
		})
	}
	return a, problems
}

type addYAML = func(n *yaml.Node, hint, format string, args ...any)

// eachKey calls do for the keys of a mapping, and reports any other node.
func eachKey(n *yaml.Node, add addYAML, do func(key, value *yaml.Node)) {
	if n.Kind != yaml.MappingNode {
		add(n, "", "not a list of keys and values")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if seen[key.Value] {
			add(key, "", "%s for a second time", key.Value)
			continue
		}
		seen[key.Value] = true
		do(key, n.Content[i+1])
	}
}

// scalar is a scalar as one line, "" for any other node, which it reports.
func scalar(n *yaml.Node, add addYAML) string {
	if n.Kind != yaml.ScalarNode {
		add(n, "put a text with brackets or a colon in it between quotes", "not a text")
		return ""
	}
	return strings.Join(strings.Fields(n.Value), " ")
}
