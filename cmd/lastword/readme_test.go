package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/lastword-audit/lastword/dataset"
)

// TestReadme runs the README's commands, one after the other, as a reader
// would from a clone. Those on archives of the reader's own are only parsed.
func TestReadme(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	testdata, err := filepath.Abs("../../testdata")
	if err != nil {
		t.Fatal(err)
	}
	gate, err := os.ReadFile("../../.ci/run")
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.Symlink(testdata, "testdata"); err != nil {
		t.Fatal(err)
	}
	ran := 0
	for line := range strings.Lines(string(readme)) {
		command, indented := strings.CutPrefix(line, "    ")
		command = strings.TrimSpace(command)
		if args, ok := strings.CutPrefix(command, "go run ./cmd/lastword "); ok && indented {
			var stdout, stderr bytes.Buffer
			if code := run(context.Background(), words(args), nil, &stdout, &stderr); code != exitOK {
				t.Errorf("%s\nended with %d: %s", command, code, stderr.String())
			}
			if stdout.Len() == 0 {
				t.Errorf("%s\nprinted nothing", command)
			}
			ran++
		} else if args, ok := strings.CutPrefix(command, "lastword "); ok && indented {
			if err := parses(words(args)); err != nil {
				t.Errorf("%s\n%v", command, err)
			}
			ran++
		} else if strings.HasPrefix(command, "go test") && indented {
			if !bytes.Contains(gate, []byte("\n"+command+"\n")) {
				t.Errorf("the gate does not run %q", command)
			}
			ran++
		}
	}
	if ran < 4 {
		t.Errorf("only %d commands found", ran)
	}
}

// words splits a command as a shell does, as far as the README needs.
func words(s string) []string {
	var list []string
	for i, quoted := range strings.Split(s, `"`) {
		if i%2 == 1 {
			list = append(list, quoted)
		} else {
			list = append(list, strings.Fields(quoted)...)
		}
	}
	return list
}

// parses reports whether a command exists and takes these flags.
func parses(args []string) error {
	cmd, rest, err := newRootCommand().Find(args)
	if err != nil {
		return err
	}
	return cmd.ParseFlags(rest)
}

// TestReadmeListsTheFormats keeps the README's table of formats by field what
// the readers are; -update writes it.
func TestReadmeListsTheFormats(t *testing.T) {
	const begin, end = "<!-- formats -->\n", "<!-- /formats -->\n"
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(readme), begin)
	got, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("the README has no %s … %s", strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	want := formatTable()
	if got == want {
		return
	}
	if !*update {
		t.Fatalf("the README's table of formats is not that of the readers: run `go test ./cmd/lastword -update`\n%s", want)
	}
	if err := os.WriteFile("../../README.md", []byte(head+begin+want+end+tail), 0o644); err != nil {
		t.Fatal(err)
	}
}

// formatTable is the README's table: what each format has, and what no archive
// in it can show.
func formatTable() string {
	fields := []struct {
		head  string
		field dataset.Field
	}{
		{"handle", dataset.FieldAuthor},
		{"author id", dataset.FieldAuthorID},
		{"reply to post", dataset.FieldReplyTo},
		{"reply to user", dataset.FieldReplyToAuthor},
		{"conversation", dataset.FieldConversation},
		{"language", dataset.FieldLanguage},
		{"repost", dataset.FieldRepost},
	}
	var b strings.Builder
	b.WriteString("| format | `--format` |")
	for _, f := range fields {
		b.WriteString(" " + f.head + " |")
	}
	b.WriteString("\n| --- | --- |" + strings.Repeat(" :-: |", len(fields)) + "\n")
	for _, format := range dataset.Formats() {
		fmt.Fprintf(&b, "| %s | `%s` |", format.Title, format.Name)
		for _, f := range fields {
			mark := "–"
			if len(format.Where(f.field)) > 0 {
				mark = "✓"
			}
			b.WriteString(" " + mark + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}
