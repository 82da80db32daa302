package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// An interrupted run leaves nothing behind, not even a temporary file.
func TestSynthInterrupted(t *testing.T) {
	for _, out := range []string{"posts.csv", "posts.csv.gz"} {
		folder := t.TempDir()
		ctx, cancel := context.WithCancel(context.Background())
		cancel()
		cmd := newSynthCommand()
		cmd.SetArgs([]string{"--posts", "100000", "--out", filepath.Join(folder, out)})
		cmd.SilenceUsage, cmd.SilenceErrors = true, true
		if err := cmd.ExecuteContext(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: got error %v, want it cancelled", out, err)
		}
		left, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range left {
			t.Errorf("%s: left %s behind", out, f.Name())
		}
	}
}
