//go:build unix

package dataset

import (
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A pipe or a socket is told, and not waited for: as an input of its own it is an
// error.
func TestPipe(t *testing.T) {
	dir := write(t, map[string]string{"a.csv": sample})
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.csv"), 0o600); err != nil {
		t.Skip(err)
	}
	t.Chdir(dir) // the name of a socket is short
	socket, err := net.Listen("unix", "socket")
	if err != nil {
		t.Skip(err)
	}
	defer socket.Close()
	f, err := Open([]string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unread := strings.ReplaceAll(unreadOf(f), dir+"/", "")
	if want := "pipe.csv: is a pipe: give it to standard input, and name - instead\nsocket: is no regular file: copy its posts into one"; unread != want {
		t.Errorf("unread are\n%s\nwant\n%s", unread, want)
	}
	_, err = Open([]string{"pipe.csv"}, Options{})
	if want := "pipe.csv: is a pipe: give it to standard input, and name - instead"; err == nil || err.Error() != want {
		t.Errorf("the pipe by name: %v, want %s", err, want)
	}
}

// Nor is one waited for where a file is looked for that nobody named: a report's
// manifest, and the account beside an archive's posts.
func TestPipeBesidePosts(t *testing.T) {
	dir := write(t, map[string]string{
		"posts/a.csv":    sample,
		"data/tweets.js": `window.YTD.tweets.part0 = [{"tweet": {"id_str": "1105037339521997057", "created_at": "Mon Mar 11 09:00:00 +0000 2019", "full_text": "Hello"}}]`,
	})
	for _, name := range []string{"posts/manifest.json", "data/account.js"} {
		if err := syscall.Mkfifo(filepath.Join(dir, name), 0o600); err != nil {
			t.Skip(err)
		}
	}
	opened := make(chan error, 1)
	go func() {
		f, err := Open([]string{dir}, Options{})
		if err == nil {
			err = f.Close()
		}
		opened <- err
	}()
	select {
	case err := <-opened:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(10 * time.Second):
		t.Error("a pipe is waited for")
	}
}
