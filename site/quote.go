package site

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-05413062/course/internal/lesson"
)

// A quotation of the notes begins with these words, in bold.
var quoteLabels = []string{"笔记原话", "The notes say"}

// quotes makes figures of the quotations of the notes: what they said, and
// beside it what stands below it in the lesson, up to the next quotation,
// heading or listing.
func (a *article) quotes(doc ast.Node) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		quote, ok := n.(*ast.Blockquote)
		if !ok || !isQuote(quote, a.lesson.Source) {
			continue
		}
		said := strings.Join(strings.Fields(lesson.PlainText(quote, a.lesson.Source)), "")
		tag := ""
		if a.lesson.Lang != "zh" && mostlyHan(said) {
			tag = ` lang="zh-Hans"`
		}
		figure := enclose(quote, `<figure class="note">`, "</figure>\n")
		figure.ReplaceChild(figure, quote, &wrap{})
		inner := figure.FirstChild().(*wrap)
		inner.open, inner.shut = `<blockquote class="said"`+tag+">", "</blockquote>\n"
		for c := quote.FirstChild(); c != nil; c = quote.FirstChild() {
			inner.AppendChild(inner, c)
		}
		answer := &wrap{open: `<figcaption class="corrected"><p class="label">` + a.words.Correction + "</p>", shut: "</figcaption>\n"}
		for next := figure.NextSibling(); next != nil; next = figure.NextSibling() {
			if k := next.Kind(); k == ast.KindHeading || k == ast.KindBlockquote || k == kindPiece {
				break
			}
			answer.AppendChild(answer, next)
		}
		if answer.HasChildren() {
			figure.AppendChild(figure, answer)
			answer.AppendChild(answer, &piece{write: func(s *sheet) { s.fill(seeClaims(said)) }})
		}
		n = figure
	}
}

func isQuote(quote *ast.Blockquote, src []byte) bool {
	label := labelOf(quote)
	if label == nil {
		return false
	}
	text := lesson.PlainText(label, src)
	for _, l := range quoteLabels {
		if text == l {
			return true
		}
	}
	return false
}

func labelOf(quote *ast.Blockquote) *ast.Emphasis {
	p := quote.FirstChild()
	if p == nil || p.FirstChild() == nil {
		return nil
	}
	if strong, ok := p.FirstChild().(*ast.Emphasis); ok && strong.Level == 2 {
		return strong
	}
	return nil
}

// keepLines keeps the line ends of a quotation that is word for word.
func keepLines(quote *ast.Blockquote, src []byte) {
	if !isQuote(quote, src) || !verbatim(quote) {
		return
	}
	label := labelOf(quote)
	for n := label.Parent().FirstChild(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok || !t.SoftLineBreak() {
			continue
		}
		t.SetSoftLineBreak(false)
		t.SetHardLineBreak(t.PreviousSibling() != label)
	}
}

// verbatim says whether the label has a line of its own: then the lines of
// the quotation are those of the notes.
func verbatim(quote *ast.Blockquote) bool {
	next, ok := labelOf(quote).NextSibling().(*ast.Text)
	return ok && next.Segment.Len() == 0 && (next.SoftLineBreak() || next.HardLineBreak())
}

func mostlyHan(s string) bool {
	wide, _ := lesson.CountWords(s)
	return wide*3 > utf8.RuneCountInString(s)
}

// seeClaims links to the claims that show what is said of a quotation: those
// that the statements of the notes name, where the quotation has them.
func seeClaims(said string) filling {
	return func(s *Site, p *page, whole bool) string {
		claims := s.notes.claimsOf(p.lesson.Name, said)
		words := wordsOf[p.lesson.Lang]
		var m markup
		for i, claim := range claims {
			before := " · "
			if i == 0 {
				before = `<p class="see">`
			}
			to := claimID(claim)
			if whole {
				to = p.lesson.Name + "." + to
			}
			m.raw(before, `<a href="#`, to, `">`, words.F(words.SeeClaim, claim+1), "</a>")
		}
		if len(claims) > 0 {
			m.raw("</p>\n")
		}
		return string(m.html)
	}
}
