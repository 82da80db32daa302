package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/lastword-audit/lastword/"

// flow is the order of the packages: each imports only those before it.
var flow = []string{
	"dataset", "dataset/synth",
	"audit/stats", "audit/spill", "audit/codebook", "audit", "audit/inspect",
	"report/xlsx", "report", "report/coding",
	"cmd/lastword", "cmd/lastword-train",
}

func TestImportsRunOneWay(t *testing.T) {
	root := os.DirFS("../..")
	files := 0
	err := fs.WalkDir(root, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(root, file)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		files++
		here := slices.Index(flow, path.Dir(file))
		if here < 0 {
			t.Errorf("%s is in no package of the flow", file)
		}
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if own, ok := strings.CutPrefix(imported, module); ok && slices.Index(flow, own) >= here {
				t.Errorf("%s imports %s, which does not come before it in the flow", file, own)
			}
			if imported == "net" || strings.HasPrefix(imported, "net/") {
				t.Errorf("%s imports %s: nothing here uses the network", file, imported)
			}
		}
		if strings.Contains(string(source), "os.Exit(") && !strings.HasPrefix(file, "cmd/") {
			t.Errorf("%s exits: only commands do", file)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d files seen", files)
	}
}
