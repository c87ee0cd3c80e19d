package site

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// document is what a page has in it.
type document struct {
	ids   map[string]bool
	links []string // href and src, as written
	wrong []string // what HTML, or our own rules, would not have
}

var void = []string{"meta", "link", "br", "hr", "img", "input"}

// parsePage reads a page tag by tag: html.Parse would mend it.
func parsePage(data []byte) document {
	d := document{ids: map[string]bool{}}
	wrong := func(format string, args ...any) { d.wrong = append(d.wrong, fmt.Sprintf(format, args...)) }
	var open []string
	level := 0
	z := html.NewTokenizer(bytes.NewReader(data))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if err := z.Err(); err != io.EOF {
				wrong("%v", err)
			}
			break
		}
		t := z.Token()
		switch kind {
		case html.EndTagToken:
			if n := len(open); n == 0 || open[n-1] != t.Data {
				wrong("</%s> inside of %v", t.Data, open)
				return d
			}
			open = open[:len(open)-1]
			continue
		case html.StartTagToken, html.SelfClosingTagToken:
		default:
			continue
		}
		inSVG := slices.Contains(open, "svg") || t.Data == "svg"
		if kind == html.StartTagToken && (!slices.Contains(void, t.Data) || inSVG) {
			open = append(open, t.Data)
		}
		if len(t.Data) == 2 && t.Data[0] == 'h' && '1' <= t.Data[1] && t.Data[1] <= '6' {
			n := int(t.Data[1] - '0')
			if n > level+1 {
				wrong("<%s> below a heading of level %d", t.Data, level)
			}
			level = n
		}
		if t.Data == "a" && slices.Contains(open[:len(open)-1], "a") {
			wrong("a link inside of a link")
		}
		src := false
		for _, a := range t.Attr {
			switch {
			case a.Key == "id":
				if d.ids[a.Val] {
					wrong("id %q for a second time", a.Val)
				}
				if a.Val == "" || strings.ContainsAny(a.Val, " \t\n") {
					wrong("id %q", a.Val)
				}
				d.ids[a.Val] = true
			case a.Key == "href" || a.Key == "src":
				d.links = append(d.links, a.Val)
				src = src || a.Key == "src"
			case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
				wrong("<%s %s>: the policy forbids it", t.Data, a.Key)
			}
		}
		if t.Data == "style" || t.Data == "script" && !src {
			wrong("<%s> inside of the page: the policy forbids it", t.Data)
		}
	}
	if len(open) > 0 {
		wrong("never closed: %v", open)
	}
	return d
}
