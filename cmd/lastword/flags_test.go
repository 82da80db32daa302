package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/spf13/pflag"
)

// Every command and each of its flags has a place in a story: a script runs it, and
// not only to be told that it was called wrongly.
func TestScriptsUseEveryFlag(t *testing.T) {
	scripts, err := filepath.Glob("../../testdata/script/*.txtar")
	if err != nil || len(scripts) == 0 {
		t.Fatal(scripts, err)
	}
	call := regexp.MustCompile(`(?m)^(?:\[unix\] )?(?:exec|code [03]) lastword (\w+)(.*)$`)
	flag := regexp.MustCompile(` (--?[a-z][a-z-]*)`)
	used := map[string]bool{} // as "audit" and "audit --out"
	for _, script := range scripts {
		text, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range call.FindAllStringSubmatch(string(text), -1) {
			used[c[1]] = true
			for _, f := range flag.FindAllStringSubmatch(c[2], -1) {
				used[c[1]+" "+f[1]] = true
			}
		}
	}
	for _, cmd := range newRootCommand().Commands() {
		if !used[cmd.Name()] {
			t.Errorf("no script runs %s", cmd.Name())
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if !used[cmd.Name()+" --"+f.Name] && !used[cmd.Name()+" -"+f.Shorthand] {
				t.Errorf("no script runs %s with --%s", cmd.Name(), f.Name)
			}
		})
	}
}
