package main

import (
	"context"
	"encoding/csv"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// BenchmarkAudit runs the whole command on a made-up archive, most of whose
// texts stand there once, and on one that repeats a smaller one, which is larger
// than its memory. default.pgo, by which the compiler knows what is worth
// inlining, is its profile:
//
//	go test ./cmd/lastword -run - -bench Audit -benchtime 12x -trimpath -pgo off -cpuprofile cmd/lastword/default.pgo
func BenchmarkAudit(b *testing.B) {
	dir := b.TempDir()
	lastword := func(args ...string) {
		b.Helper()
		if code := run(context.Background(), args, nil, io.Discard, io.Discard); code != 0 {
			b.Fatalf("%v: exit code %d", args, code)
		}
	}
	synth := func(name string, posts int) (archive string) {
		archive = filepath.Join(dir, name)
		lastword("synth", "--posts", strconv.Itoa(posts), "--format", "twcs", "--truth", "none", "--out", archive)
		return archive
	}
	const posts, short, times = 300_000, 4_000, 500
	for _, bench := range []struct {
		name, archive string
		posts         int
		memory        string
	}{
		{"differing", synth("differing.csv", posts), posts, "1GB"},
		{"repeated", multiply(b, synth("once.csv", short), times), short * times, "256MB"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				lastword("audit", "--quiet", "--memory", bench.memory, "--out", filepath.Join(dir, "report"), bench.archive)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(bench.posts), "ns/post")
		})
	}
}

// multiply writes an archive that repeats one of the format twcs so many times,
// each time with its own post ids and customers.
func multiply(b *testing.B, once string, times int) (archive string) {
	b.Helper()
	in, err := os.Open(once)
	if err != nil {
		b.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		b.Fatal(err)
	}
	archive = once + ".repeated.csv"
	out, err := os.Create(archive)
	if err != nil {
		b.Fatal(err)
	}
	w := csv.NewWriter(out)
	w.Write(rows[0])
	numbers := make([]*regexp.Regexp, len(rows[0])) // of posts and customers, by column
	for i, column := range rows[0] {
		switch column {
		case "tweet_id", "author_id", "response_tweet_id", "in_response_to_tweet_id":
			numbers[i] = regexp.MustCompile(`\d+`)
		case "text":
			numbers[i] = regexp.MustCompile(`@\d+`)
		}
	}
	row := make([]string, len(rows[0]))
	for k := range times {
		for _, r := range rows[1:] {
			copy(row, r)
			for i, number := range numbers {
				if number != nil {
					row[i] = number.ReplaceAllString(row[i], "${0}"+strconv.Itoa(1000+k))
				}
			}
			w.Write(row)
		}
	}
	w.Flush()
	if err := errors.Join(w.Error(), out.Close()); err != nil {
		b.Fatal(err)
	}
	return archive
}
