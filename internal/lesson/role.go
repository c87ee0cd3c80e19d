package lesson

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
)

// What a file is to its reader stands behind its name in the info string.
const (
	roleGiven = "given" // the reader may skip it
	roleFold  = "fold"  // fold=imports,check: declarations that the reader may skip
	roleMark  = "mark"  // mark='Wait()': lines that stand out
)

// Fold is a top-level declaration that the reader may skip.
type Fold struct {
	Name     string // "imports", or what is declared
	From, To int    // lines of the file's Data, from 1, both included
}

// addRole takes a word behind the file's name. The message says what is wrong
// with it, "" where nothing is.
func (f *File) addRole(word string) (msg, hint string) {
	key, value, isPair := strings.Cut(word, "=")
	value = strings.Trim(value, `'"`)
	switch {
	case word == roleGiven:
		f.Given = true
	case key == roleFold && isPair:
		return f.addFolds(strings.Split(value, ","))
	case key == roleMark && isPair:
		return f.addMarks(value)
	case !isPair && !isAttribute(word):
		return fmt.Sprintf("a block with two names, %q and %q", f.Name, word),
			cmp.Or(nearHint(word, []string{roleGiven}), "a name of a file has no spaces")
	case isPair:
		if near := Nearest(key, []string{roleFold, roleMark}); near != "" {
			return fmt.Sprintf("unknown role %q", key+"="), fmt.Sprintf("did you mean %q?", near+"=")
		}
	}
	return "", ""
}

// addMarks marks the lines that hold a text.
func (f *File) addMarks(text string) (msg, hint string) {
	found := false
	n := 0
	for line := range strings.Lines(f.Data) {
		n++
		if text != "" && strings.Contains(line, text) {
			found = true
			f.Marks = append(f.Marks, n)
		}
	}
	if !found {
		return fmt.Sprintf("mark: no line of %s holds %q", f.Name, text), "text with spaces stands between quotes: mark='a b'"
	}
	slices.Sort(f.Marks)
	f.Marks = slices.Compact(f.Marks)
	return "", ""
}

// addFolds folds declarations by their names.
func (f *File) addFolds(names []string) (msg, hint string) {
	var declared []Fold
	switch f.Kind {
	case KindGo:
		var ok bool
		if declared, ok = goDeclarations(f.Data); !ok {
			return "", "" // the build says more
		}
	case KindPython:
		declared = pythonDeclarations(f.Data)
	default:
		return fmt.Sprintf("fold: %s is neither Go nor Python", f.Name), "given folds a whole file"
	}
	var known []string
	for _, d := range declared {
		known = append(known, d.Name)
	}
	for _, name := range names {
		found := false
		for _, d := range declared {
			if d.Name == name {
				found = true
				f.Folds = append(f.Folds, d)
			}
		}
		if !found {
			return fmt.Sprintf("fold: %s declares no %q", f.Name, name),
				cmp.Or(nearHint(name, known), "it declares "+strings.Join(known, ", "))
		}
	}
	slices.SortFunc(f.Folds, func(a, b Fold) int { return cmp.Or(a.From-b.From, a.To-b.To) })
	f.Folds = slices.Compact(f.Folds)
	return "", ""
}

// imports is the name of all imports of a file together.
const imports = "imports"

// goDeclarations are the top-level declarations with their comments: a
// function by its name, a method as Type.Method, a type, variable or constant
// by each of its names.
func goDeclarations(src string) (declared []Fold, ok bool) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, "", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, false
	}
	line := func(p token.Pos) int { return files.Position(p).Line }
	for _, d := range file.Decls {
		f := Fold{From: line(d.Pos()), To: line(d.End())}
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Doc != nil {
				f.From = line(d.Doc.Pos())
			}
			f.Name = d.Name.Name
			if d.Recv != nil && len(d.Recv.List) > 0 {
				f.Name = receiver(d.Recv.List[0].Type) + "." + f.Name
			}
			declared = append(declared, f)
		case *ast.GenDecl:
			if d.Doc != nil {
				f.From = line(d.Doc.Pos())
			}
			declared = append(declared, namesOf(d, f)...)
		}
	}
	return declared, true
}

// namesOf is a declaration by each of its names.
func namesOf(d *ast.GenDecl, f Fold) []Fold {
	var all []Fold
	add := func(name string) {
		f.Name = name
		all = append(all, f)
	}
	if d.Tok == token.IMPORT {
		add(imports)
	}
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			add(spec.Name.Name)
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				add(name.Name)
			}
		}
	}
	return all
}

func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	}
	return ""
}

// pythonDeclarations are the functions and classes that begin at the left
// margin, with their decorators, and the imports.
func pythonDeclarations(src string) []Fold {
	var declared []Fold
	var open *Fold // the declaration that goes on
	decorated := 0 // the line of its first decorator
	n := 0
	for line := range strings.Lines(src) {
		n++
		text := strings.TrimRight(line, "\n")
		switch name := pythonName(text); {
		case strings.TrimSpace(text) == "":
		case text[0] == ' ' || text[0] == '\t' || strings.ContainsAny(text[:1], ")]}"):
			if open != nil {
				open.To = n
			}
		case text[0] == '@':
			if decorated == 0 {
				decorated = n
			}
			open = nil
		case name == imports && open != nil && open.Name == imports:
			open.To = n
		case name != "":
			declared = append(declared, Fold{Name: name, From: cmp.Or(decorated, n), To: n})
			open, decorated = &declared[len(declared)-1], 0
		default:
			open, decorated = nil, 0
		}
	}
	return declared
}

// pythonName is what a line at the left margin declares, "" for nothing.
func pythonName(line string) string {
	words := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" \t(:", r) })
	if len(words) > 2 && words[0] == "async" {
		words = words[1:]
	}
	switch {
	case len(words) < 2:
		return ""
	case words[0] == "import", words[0] == "from":
		return imports
	case words[0] == "def", words[0] == "class":
		return words[1]
	}
	return ""
}
