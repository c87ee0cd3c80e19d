package site

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"path"
	"strings"
)

//go:generate go run ./internal/bundle/cmd

// The styles and scripts, made small: they are kept so that a build needs no
// bundler, and a test says when they are stale.
//
//go:embed assets/dist
var dist embed.FS

// assets are the files that all pages share. Their names change with what is
// in them, so that a host may keep them for ever.
type assets struct {
	files         map[string][]byte
	style, script string
}

func loadAssets() assets {
	a := assets{files: map[string][]byte{}}
	add := func(file string) string {
		data, err := dist.ReadFile("assets/dist/" + file)
		if err != nil {
			panic(err) // it is embedded
		}
		sum := sha256.Sum256(data)
		ext := path.Ext(file)
		name := fmt.Sprintf("assets/%s-%s%s", strings.TrimSuffix(file, ext), hex.EncodeToString(sum[:4]), ext)
		a.files[name] = data
		return name
	}
	a.style, a.script = add("course.css"), add("course.js")
	return a
}
