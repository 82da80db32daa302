package main

import (
	"bytes"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asLastword makes this test's binary be the command, for tests that need a
// process of its own.
const asLastword = "LASTWORD_TEST_AS_COMMAND"

func lastword(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe, args...)
	cmd.Env = append(os.Environ(), asLastword+"=yes")
	cmd.Stderr = new(bytes.Buffer)
	return cmd
}

// TestKilledAtAnyMoment kills audits without warning. The report before them
// must stay whole, and the next run must succeed and clean up.
func TestKilledAtAnyMoment(t *testing.T) {
	const demo = "../../testdata/demo/"
	dir := t.TempDir()
	out := filepath.Join(dir, "report")
	audit := func() *exec.Cmd {
		return lastword(t, "audit", "--quiet", "--memory", "32MB", "--out", out, "--brands", demo+"brands.yaml", demo+"marlowick.csv")
	}
	start := time.Now()
	if err := audit().Run(); err != nil {
		t.Fatal(err)
	}
	took := time.Since(start)
	before := readReport(t, out)

	for range 8 {
		after := rand.N(took + took/4) // also behind the end
		cmd := audit()
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(after)
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if got := readReport(t, out); len(got) != len(before) {
			t.Fatalf("killed after %s: the report has %d files, not %d", after, len(got), len(before))
		} else {
			for name, content := range before {
				if name != "manifest.json" && !bytes.Equal(got[name], content) {
					t.Fatalf("killed after %s: %s is not what it was", after, name)
				}
			}
		}
	}

	last := audit()
	if err := last.Run(); err != nil {
		t.Fatalf("the next run: %v: %s", err, last.Stderr)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var left []string
	for _, e := range entries {
		if e.Name() != "report" {
			left = append(left, e.Name())
		}
	}
	if len(left) > 0 {
		t.Errorf("left beside the report: %s", strings.Join(left, ", "))
	}
}

func readReport(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files, err := filesBelow(dir)
	if err != nil {
		t.Fatal(err)
	}
	return files
}
