package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
)

// TestInterruptedTwice interrupts an audit that waits for its input and so cannot
// end well: the second time it must end at once.
func TestInterruptedTwice(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent an interrupt")
	}
	heed(t, os.Interrupt)
	cmd := lastword(t, "audit", "--quiet", "--out", t.TempDir(), "-")
	defer reading(t, cmd).Close()
	defer cmd.Process.Kill()
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

// TestHangup ends the session in which a conversion waits for its input: it must end
// and leave nothing, unless it was started by nohup.
func TestHangup(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent a hangup")
	}
	heed(t, syscall.SIGHUP)
	for _, c := range []struct {
		name string
		trap string // what the shell that starts it does with the signal
		code int
		left []string
	}{
		{"session", "trap - HUP", exitFailed, nil},
		{"nohup", "trap '' HUP", exitOK, []string{"posts.csv"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := t.TempDir()
			cmd := lastword(t, "convert", "--quiet", "-o", filepath.Join(dir, "posts.csv"), "-")
			cmd.Args = append([]string{"sh", "-c", c.trap + `; exec "$0" "$@"`}, cmd.Args...)
			var err error
			if cmd.Path, err = exec.LookPath("sh"); err != nil {
				t.Skip(err)
			}
			input := reading(t, cmd)
			for range 2 { // the terminal's, and the shell's
				_ = cmd.Process.Signal(syscall.SIGHUP)
				time.Sleep(100 * time.Millisecond)
			}
			input.Close()
			_ = cmd.Wait()
			if got := cmd.ProcessState.ExitCode(); got != c.code {
				t.Errorf("exit code %d, want %d: %s", got, c.code, cmd.Stderr)
			}
			if said := fmt.Sprint(cmd.Stderr); c.code != exitOK && said != "lastword: interrupted; nothing was written\n" {
				t.Errorf("it says %q", said)
			}
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			var left []string
			for _, e := range entries {
				left = append(left, e.Name())
			}
			if !slices.Equal(left, c.left) {
				t.Errorf("it leaves %q, want %q", left, c.left)
			}
		})
	}
}

// TestInterruptedWorkbook ends an inspection while a workbook is unpacked: it must not
// wait for that, and leave nothing.
func TestInterruptedWorkbook(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a process cannot be sent a signal")
	}
	book := excelize.NewFile()
	for row := range 600 { // more than the library keeps in memory
		cells := []any{row, "pat", "2023-11-05T10:15:00Z", strconv.Itoa(row) + strings.Repeat("x", 30_000)}
		if row == 0 {
			cells = []any{"tweet_id", "author_id", "created_at", "text"}
		}
		if err := book.SetSheetRow("Sheet1", "A"+strconv.Itoa(row+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	posts := filepath.Join(t.TempDir(), "posts.xlsx")
	if err := book.SaveAs(posts); err != nil {
		t.Fatal(err)
	}
	temp := t.TempDir()
	cmd := lastword(t, "inspect", "--quiet", posts)
	cmd.Env = append(cmd.Env, "TMPDIR="+temp)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer cmd.Process.Kill()
	var unpacking []string
	for range 1000 {
		if unpacking, _ = filepath.Glob(filepath.Join(temp, "*", "excelize-*")); unpacking != nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	_ = cmd.Process.Signal(syscall.SIGTERM)
	_ = cmd.Wait()
	if unpacking == nil {
		t.Errorf("no workbook was unpacked in a folder of its own: %s", cmd.Stderr)
	}
	if left, _ := os.ReadDir(temp); len(left) > 0 {
		t.Errorf("it leaves %v", left)
	}
}

// heed has the commands that a test starts heed a signal, though the tests run in the
// background or by nohup: what ignores a signal has what it starts ignore it.
func heed(t *testing.T, s os.Signal) {
	t.Helper()
	if !signal.Ignored(s) {
		return
	}
	heard := make(chan os.Signal, 1)
	signal.Notify(heard, s)
	t.Cleanup(func() { signal.Stop(heard) })
}

// reading starts a command and returns when it reads its input, which it waits for
// more of.
func reading(t *testing.T, cmd *exec.Cmd) io.Closer {
	t.Helper()
	input, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	const header, post = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n",
		"1,7001,True,Sun Mar 01 09:00:00 +0000 2026,@AlderHelp are you open?,,\n"
	// More than a pipe holds: once it is written, the command is reading.
	if _, err := io.WriteString(input, header+strings.Repeat(post, 10000)); err != nil {
		t.Fatal(err)
	}
	return input
}
