package screen

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/seed-05413062/course/internal/highlight"
	"github.com/seed-05413062/course/internal/lesson"
)

const (
	inset     = "  " // between the prose's indentation and code
	markInset = "┃ " // the same, at a line that stands out
)

// codeBlock writes a code block in the form of its kind.
func (p *printer) codeBlock(b *lesson.Block, indent string) {
	switch f := b.File; {
	case b.Kind == lesson.KindScript:
		p.script(b, indent)
	case f == nil:
		p.code(b.Lang, b.Text, indent)
	case f.Given && !p.All:
		p.label(indent, f.Name, p.hidden(p.language.Terminal.Given, 1, f.Lines()))
	default:
		p.label(indent, f.Name, p.purpose(f))
		p.file(f, indent)
	}
}

// purpose says what a file is for, "" where its name says it.
func (p *printer) purpose(f *lesson.File) string {
	program, name := path.Split(f.Name)
	switch {
	case f.Kind == lesson.KindWant:
		return p.language.Terminal.Waits
	case name == "main.go" && program != "":
		return p.Command("run", p.lesson.Number, path.Clean(program))
	}
	return ""
}

// hidden says which lines are not shown. At the first of them in a lesson, it
// says which command shows them.
func (p *printer) hidden(name string, from, to int) string {
	text := fmt.Sprintf(p.language.Terminal.Hidden, name, from, to)
	if !p.saidAll {
		text += " · " + p.Command("show", "--all", p.lesson.Number)
		p.saidAll = true
	}
	return text
}

// label writes a name, and a remark on it.
func (p *printer) label(indent, name, remark string) {
	runs := []run{{text: clean(name), style: bold}}
	if remark != "" {
		runs = append(runs, run{text: "  " + clean(remark), style: faint, whole: true})
	}
	p.flow(indent, runs)
}

// code writes text in lines as they are.
func (p *printer) code(lang, text, indent string) {
	for _, line := range p.highlight(lang, text) {
		p.line(indent+inset, cells(line))
	}
}

// file writes a file with its marks, and without its folded declarations.
func (p *printer) file(f *lesson.File, indent string) {
	lines := p.highlight(f.Lang, f.Data)
	for i := 0; i < len(lines); i++ {
		if names, to := foldAt(f.Folds, i+1); to > 0 && !p.All {
			text := "⋯ " + p.hidden(strings.Join(names, ", "), i+1, to)
			p.flow(indent+inset, []run{{text: text, style: faint, whole: true}})
			i = to - 1
			continue
		}
		if slices.Contains(f.Marks, i+1) {
			p.line(indent+markInset, cells(styled(lines[i], bold)))
			continue
		}
		p.line(indent+inset, cells(lines[i]))
	}
}

// foldAt are the names of the folded declarations that begin at a line, or
// right behind those, and the last line of all of them; 0 where none begins.
func foldAt(folds []lesson.Fold, line int) (names []string, to int) {
	for _, f := range folds { // in the order of lines
		if f.From == line || to > 0 && f.From > line && f.From <= to+1 {
			to = max(to, f.To)
			if !slices.Contains(names, f.Name) {
				names = append(names, f.Name)
			}
		}
	}
	return names, to
}

var styleOf = map[highlight.Class]style{
	highlight.Keyword: keyword, highlight.String: quoted, highlight.Comment: faint, highlight.Number: number,
}

// highlight is code in lines of one style or more.
func (p *printer) highlight(lang, text string) [][]run {
	var lines [][]run
	for _, spans := range highlight.Lines(lang, cleanCode(text)) {
		var runs []run
		for _, s := range spans {
			runs = append(runs, run{text: s.Text, style: styleOf[s.Class]})
		}
		if lang == "lanes" && len(runs) > 0 {
			runs = p.lane(runs[0].text)
		}
		lines = append(lines, runs)
	}
	return lines
}

// lane gives the name of a line's lane the lane's colour.
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

// script writes the claims of a part of the script, and below each claim the
// commands that prove it. A claim's commands may go on in the next part.
func (p *printer) script(b *lesson.Block, indent string) {
	end := b.Line + strings.Count(b.Text, "\n")
	isHere := func(line int) bool { return b.Line <= line && line < end }
	if p.claims == 0 {
		p.label(indent, p.language.Terminal.Claims, p.Command("check", p.lesson.Number))
	}
	digits := len(fmt.Sprint(len(p.lesson.Claims)))
	textIndent := indent + strings.Repeat(" ", digits+2)
	for _, c := range p.lesson.Claims {
		if isHere(c.Line) {
			p.claims++
			p.empty(indent)
			p.marker = fmt.Sprintf("%s%*d. ", indent, digits, p.claims)
			text := []run{{text: clean(c.Text)}}
			if p.Outcome != nil {
				if outcome := p.Outcome(p.claims - 1); outcome != "" {
					text = append(text, run{text: " (" + clean(outcome) + ")", style: faint})
				}
			}
			p.flow(textIndent, text)
		}
		for _, command := range c.Commands {
			if isHere(command.Line) {
				for _, line := range wrap([]run{{text: clean(command.Text), style: faint, whole: true}}, p.room(textIndent+inset)) {
					p.line(textIndent+inset, line)
				}
			}
		}
	}
}
