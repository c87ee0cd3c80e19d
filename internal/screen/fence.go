package screen

import (
	"fmt"
	"path"
	"strings"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-05413062/course/internal/highlight"
	"github.com/seed-05413062/course/internal/lesson"
)

// inset is how far code stands in from the prose.
const inset = "  "

func (p *printer) fence(n *ast.FencedCodeBlock, indent string) {
	lang := string(n.Language(p.src))
	if lang == "testscript" {
		p.script(n, indent)
		return
	}
	if f := p.file(n); f != nil {
		p.label(indent, f.Name, p.about(f))
	}
	p.code(lang, source(n, p.src), indent)
}

// file is the file of the archive that a block is, nil where it is none.
func (p *printer) file(n *ast.FencedCodeBlock) *lesson.File {
	if n.Info == nil {
		return nil
	}
	line := 2 + strings.Count(string(p.src[:n.Info.Segment.Start]), "\n")
	for i := range p.lesson.Files {
		if p.lesson.Files[i].Line == line {
			return &p.lesson.Files[i]
		}
	}
	return nil
}

// about says what a file is for.
func (p *printer) about(f *lesson.File) string {
	program, name := path.Split(f.Name)
	switch {
	case f.Lang == "lanes":
		return p.language.Terminal.Waits
	case name == "main.go" && program != "":
		return fmt.Sprintf("%s run %s %s", p.Command, p.lesson.Number, path.Clean(program))
	}
	return ""
}

// label writes a name, and what is to be said of it.
func (p *printer) label(indent, name, about string) {
	runs := []run{{text: clean(name), style: bold}}
	if about != "" {
		runs = append(runs, run{text: "  " + clean(about), style: faint})
	}
	p.flow(indent, runs)
}

var styleOf = map[highlight.Class]style{
	highlight.Keyword: keyword, highlight.String: quoted, highlight.Comment: faint, highlight.Number: number,
}

// code writes lines as they are; of one that is too long, the rest below it.
func (p *printer) code(lang, text, indent string) {
	for _, spans := range highlight.Lines(lang, cleanCode(text)) {
		var runs []run
		for _, s := range spans {
			runs = append(runs, run{text: s.Text, style: styleOf[s.Class]})
		}
		if lang == "lanes" && len(runs) > 0 {
			runs = p.lane(runs[0].text)
		}
		p.line(indent+inset, cells(runs))
	}
}

// lane marks the name of a line's lane.
func (p *printer) lane(line string) []run {
	name, text, ok := strings.Cut(line, "| ")
	if !ok || strings.ContainsAny(name, `<\`) {
		return []run{{text: line}}
	}
	if _, known := p.lanes[name]; !known {
		p.lanes[name] = len(p.lanes) % len(laneColours)
	}
	return []run{{text: name + "|", style: laneColours[p.lanes[name]]}, {text: " " + text}}
}

// script writes the claims of a block, and under each the commands that
// prove it.
func (p *printer) script(n *ast.FencedCodeBlock, indent string) {
	first := 2 + strings.Count(string(p.src[:n.Info.Segment.Start]), "\n")
	within := func(line int) bool { return line >= first && line < first+n.Lines().Len() }
	if p.claims == 0 {
		p.label(indent, p.language.Terminal.Claims, fmt.Sprintf("%s check %s", p.Command, p.lesson.Number))
	}
	digits := len(fmt.Sprint(len(p.lesson.Claims)))
	below := indent + strings.Repeat(" ", digits+2)
	for _, c := range p.lesson.Claims {
		if within(c.Line) {
			p.claims++
			p.empty(indent)
			p.mark = fmt.Sprintf("%s%*d. ", indent, digits, p.claims)
			p.flow(below, []run{{text: clean(c.Text)}})
		}
		for _, command := range c.Commands {
			if within(command.Line) {
				for _, line := range fold([]run{{text: clean(command.Text), style: faint, whole: true}}, p.room(below+inset)) {
					p.line(below+inset, line)
				}
			}
		}
	}
}
