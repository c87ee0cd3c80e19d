// Package bundle turns the site's styles and scripts into the small files
// that pages load. It is apart from package site so that the bundler is not a
// part of the command.
package bundle

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/evanw/esbuild/pkg/api"
)

// Build makes the files of assets/dist, by name. dir is the assets folder.
func Build(dir string) (map[string][]byte, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	result := api.Build(api.BuildOptions{
		EntryPointsAdvanced: []api.EntryPoint{
			{InputPath: filepath.Join(dir, "css", "main.css"), OutputPath: "course"},
			{InputPath: filepath.Join(dir, "js", "main.ts"), OutputPath: "course"},
		},
		Outdir: filepath.Join(dir, "dist"), AbsWorkingDir: dir,
		Bundle: true, MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true,
		// A page that was opened from disk may load no module.
		Format: api.FormatIIFE, Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsNone,
		Engines: []api.Engine{
			{Name: api.EngineChrome, Version: "123"},
			{Name: api.EngineFirefox, Version: "121"},
			{Name: api.EngineSafari, Version: "17.5"},
		},
	})
	var errs []error
	for _, m := range append(result.Errors, result.Warnings...) {
		place := ""
		if m.Location != nil {
			place = fmt.Sprintf("%s:%d: ", m.Location.File, m.Location.Line)
		}
		errs = append(errs, errors.New(place+m.Text))
	}
	files := map[string][]byte{}
	for _, f := range result.OutputFiles {
		files[filepath.Base(f.Path)] = f.Contents
	}
	return files, errors.Join(errs...)
}
