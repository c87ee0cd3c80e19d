package article

import (
	"strings"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"

	"github.com/seed-05413062/course/internal/lang"
	"github.com/seed-05413062/course/internal/lesson"
)

// frameQuotes makes figures of the quotations of the notes: what they said, and
// beside it what stands below it in the lesson, up to the next quotation,
// heading or listing.
func (p *page) frameQuotes(doc ast.Node) {
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		quote, ok := n.(*ast.Blockquote)
		if !ok || !p.isQuote(quote) {
			continue
		}
		said := strings.Join(strings.Fields(lesson.PlainText(quote, p.lesson.Source)), "")
		tag := ""
		if !strings.HasPrefix(p.lesson.Lang, "zh") && mostlyHan(said) {
			tag = ` lang="zh-Hans"`
		}
		figure := enclose(quote, `<figure class="note">`, "</figure>\n")
		figure.ReplaceChild(figure, quote, &wrap{})
		inner := figure.FirstChild().(*wrap)
		inner.open, inner.shut = `<blockquote class="said"`+tag+">", "</blockquote>\n"
		for c := quote.FirstChild(); c != nil; c = quote.FirstChild() {
			inner.AppendChild(inner, c)
		}
		answer := &wrap{open: `<figcaption class="corrected"><p class="label">` + p.words.Correction + "</p>", shut: "</figcaption>\n"}
		for next := figure.NextSibling(); next != nil; next = figure.NextSibling() {
			if k := next.Kind(); k == ast.KindHeading || k == ast.KindBlockquote || k == lesson.KindBlockNode {
				break
			}
			answer.AppendChild(answer, next)
		}
		if answer.HasChildren() {
			figure.AppendChild(figure, answer)
			answer.AppendChild(answer, &inserted{write: func(p *page) { p.seeClaims(said) }})
		}
		n = figure
	}
}

// isQuote says whether a quotation is of the notes: it begins with words that
// say so, in the lesson's language or in English.
func (p *page) isQuote(quote *ast.Blockquote) bool {
	label := labelOf(quote)
	if label == nil {
		return false
	}
	text := lesson.PlainText(label, p.lesson.Source)
	return text == p.words.Quote || text == lang.Of(lang.Default).Site.Quote
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
func (p *page) keepLines(quote *ast.Blockquote) {
	if !p.isQuote(quote) || !verbatim(quote) {
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

// seeClaims links to the claims that show what is said of a quotation.
func (p *page) seeClaims(said string) {
	claims := p.course.ClaimsAbout(p.lesson, said)
	for i, claim := range claims {
		before := " · "
		if i == 0 {
			before = `<p class="see">`
		}
		p.Raw(before)
		p.id(`<a href="#`, ClaimID(claim))
		p.Raw(">", p.words.F(p.words.SeeClaim, claim+1), "</a>")
	}
	if len(claims) > 0 {
		p.Raw("</p>\n")
	}
}
