package main

import (
	"io"
	"os"
	"runtime"
	"testing"
	"time"
)

// TestInterruptedTwice interrupts an audit that waits for its input and so cannot
// end well: the second time it must end at once.
func TestInterruptedTwice(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent an interrupt")
	}
	cmd := lastword(t, "audit", "--quiet", "--out", t.TempDir(), "-")
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	defer input.Close()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	// More than a pipe holds: once it is written, the command is reading.
	if _, err := io.WriteString(input, "id,created_at,text\n"); err != nil {
		t.Fatal(err)
	}
	if _, err := input.Write(make([]byte, 1<<20)); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { _ = cmd.Wait(); close(ended) }()
	for range 300 { // the first may not have been seen to when the second comes
		_ = cmd.Process.Signal(os.Interrupt)
		select {
		case <-ended:
			if code := cmd.ProcessState.ExitCode(); code != -1 {
				t.Errorf("exit code %d, want the interrupt to have ended it: %s", code, cmd.Stderr)
			}
			return
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Error("it goes on for 30 seconds")
}
