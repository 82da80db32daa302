package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "github.com/lastword-audit/lastword/"

// flow is the order of the packages: each imports only those before it.
var flow = []string{"dataset", "audit", "report", "cmd"}

func stage(path string) int {
	top, _, _ := strings.Cut(filepath.ToSlash(path), "/")
	for i, name := range flow {
		if top == name {
			return i
		}
	}
	return -1
}

func TestImportsRunOneWay(t *testing.T) {
	root := os.DirFS("../..")
	files := 0
	err := fs.WalkDir(root, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		source, err := fs.ReadFile(root, path)
		if err != nil {
			return err
		}
		f, err := parser.ParseFile(token.NewFileSet(), path, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		files++
		for _, spec := range f.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if own, ok := strings.CutPrefix(imported, module); ok && stage(own) > stage(path) {
				t.Errorf("%s imports %s, which comes behind it in the flow", path, own)
			}
			if imported == "net" || strings.HasPrefix(imported, "net/") {
				t.Errorf("%s imports %s: nothing here uses the network", path, imported)
			}
		}
		if strings.Contains(string(source), "os.Exit(") && stage(path) != stage("cmd") {
			t.Errorf("%s exits: only commands do", path)
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
