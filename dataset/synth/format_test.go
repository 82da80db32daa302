package synth

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/lastword-audit/lastword/dataset"
)

// What a format writes, dataset reads back: the same posts in the same order,
// with every field that the tool's export has.
func TestFormatsReadBack(t *testing.T) {
	for _, f := range Formats() {
		t.Run(f.Name, func(t *testing.T) {
			config := Config{Seed: 11, Posts: 1500, Brands: Brands()}
			var written bytes.Buffer
			if _, err := Write(config, f, &written, nil); err != nil {
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "posts"+f.Ext)
			if err := os.WriteFile(file, written.Bytes(), 0o600); err != nil {
				t.Fatal(err)
			}
			config.NumberedAccounts, config.AnsweredOnly = f.NumberedAccounts, f.AnsweredOnly
			var want []Post
			for th := range New(config).Threads() {
				want = append(want, th.Posts...)
			}
			got := readBack(t, f.Name, file)
			if len(got) != len(want) {
				t.Fatalf("read %d posts, want %d", len(got), len(want))
			}
			for i := range got {
				compare(t, f.Name, &got[i], &want[i].Post)
			}
		})
	}
}

// lacks are the fields that a format's export does not have.
var lacks = map[string][]string{
	"twcs":                     {"author id", "parent's author", "parent's author id", "language", "conversation"},
	"twarc1":                   {"conversation"},
	"twitter-web-exporter-csv": {"parent's author", "parent's author id", "language", "conversation"},
	"twitteR":                  {"author id", "language", "conversation"},
}

func compare(t *testing.T, format string, got, want *dataset.Post) {
	t.Helper()
	check := func(field, got, want string) {
		t.Helper()
		if got != want && !slices.Contains(lacks[format], field) {
			t.Errorf("post %s: %s is %q, want %q", want, field, got, want)
		}
	}
	check("id", got.ID, want.ID)
	check("author", got.Author, want.Author)
	check("author id", got.AuthorID, want.AuthorID)
	check("time", got.Time.String(), want.Time.String())
	check("text", got.Text, want.Text)
	check("parent", got.ReplyTo, want.ReplyTo)
	check("parent's author", got.ReplyToAuthor, want.ReplyToAuthor)
	check("parent's author id", got.ReplyToAuthorID, want.ReplyToAuthorID)
	check("conversation", got.Conversation, want.Conversation)
	check("language", got.Language, want.Language)
	if got.Repost != want.Repost {
		t.Errorf("post %s: repost is %t, want %t", want.ID, got.Repost, want.Repost)
	}
	if format == "twcs" && got.Side != want.Side {
		t.Errorf("post %s: side is %d, want %d", want.ID, got.Side, want.Side)
	}
}

// readBack returns the posts of files, which must be recognised as a format.
func readBack(t *testing.T, format string, patterns ...string) []dataset.Post {
	t.Helper()
	f, err := dataset.Open(patterns, dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var posts []dataset.Post
	for f.Scan() {
		switch r := f.Record().(type) {
		case *dataset.Post:
			posts = append(posts, *r)
		case *dataset.Problem:
			t.Errorf("problem: %v", r)
		}
	}
	if err := f.Err(); err != nil {
		t.Fatal(err)
	}
	for _, input := range f.Inputs() {
		if format != "" && input.Format != format {
			t.Errorf("%s: recognised as %s, want %s", input.Name, input.Format, format)
		}
	}
	return posts
}
