package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
)

// Control characters in an archive's names never reach the terminal, nor do those that
// turn letters around; in JSON they stay as they are.
func TestOutputIsPrintable(t *testing.T) {
	dir := t.TempDir()
	write := func(name, content string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	const brand = "Alder\u009b2J"
	posts := write("posts\x1b[2J.jsonl", `{"id":"1","author":"ann\u001b[31m","created_at":"2023-11-05T10:00:00Z","text":"@alder\u001b[31m why was I \u202echarged\u2067 twice?","is_repost":false,"source":"a.csv","line":2}
{"id":"2","author":"alder\u001b[31m","created_at":"2023-11-05T10:05:00Z","text":"Sorry, DM us.","reply_to_id":"1","reply_to_author":"ann\u001b[31m","is_repost":false,"source":"a.csv","line":3}
{"id":"3","author":"alder\u001b[31m","created_at":"soon","text":"Hello","is_repost":false,"source":"a.csv","line":4}
`)
	brands := write("brands.yaml", `brands: [{name: "Alder\u009b2J", support: ["alder\e[31m"]}]`)
	report := filepath.Join(dir, "report")
	said := func(code int, args ...string) string {
		t.Helper()
		var stdout, stderr bytes.Buffer
		if got := run(context.Background(), args, nil, &stdout, &stderr); got != code {
			t.Errorf("lastword %q: code %d, want %d: %s", args, got, code, stderr.String())
		}
		return stdout.String() + stderr.String()
	}
	edited := filepath.Join(dir, "edited\x1b[2J")
	said(exitOK, "audit", "--brands", brands, "--out", edited, posts)
	write("edited\x1b[2J/cases.csv", "")
	for _, text := range []string{
		said(exitOK, "explain", "--case", "Alder\ufffd2J/1", edited),
		said(exitOK, "inspect", posts),
		said(exitOK, "audit", "--brands", brands, "--out", report, posts),
		said(exitUsage, "explain", "--case", "\x1b[2J", report),
		said(exitFailed, "audit", "--out", report, filepath.Join(dir, "gone\x1b[2J")),
	} {
		control := func(r rune) bool { return unicode.In(r, unicode.Cc, unicode.Cf) && r != '\n' }
		if i := strings.IndexFunc(text, control); i >= 0 {
			t.Errorf("%+q stands in: %s", text[i:i+4], text)
		}
	}
	var summary struct{ Brands []struct{ Name string } }
	text := said(exitOK, "audit", "--json", "--brands", brands, "--out", report, posts)
	if err := json.Unmarshal([]byte(text), &summary); err != nil || len(summary.Brands) != 1 || summary.Brands[0].Name != brand {
		t.Errorf("JSON: %+v %v", summary, err)
	}
}
