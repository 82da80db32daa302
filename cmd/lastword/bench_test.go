package main

import (
	"context"
	"io"
	"path/filepath"
	"strconv"
	"testing"
)

// BenchmarkAudit runs the whole command on a made-up archive. default.pgo, by
// which the compiler knows what is worth inlining, is its profile:
//
//	go test ./cmd/lastword -run - -bench Audit -benchtime 12x -trimpath -pgo off -cpuprofile cmd/lastword/default.pgo
func BenchmarkAudit(b *testing.B) {
	const posts = 300_000
	dir := b.TempDir()
	archive := filepath.Join(dir, "archive.csv")
	lastword := func(args ...string) {
		b.Helper()
		if code := run(context.Background(), args, nil, io.Discard, io.Discard); code != 0 {
			b.Fatalf("%v: exit code %d", args, code)
		}
	}
	lastword("synth", "--posts", strconv.Itoa(posts), "--format", "twcs", "--truth", "none", "--out", archive)
	for b.Loop() {
		lastword("audit", "--quiet", "--out", filepath.Join(dir, "report"), archive)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/posts, "ns/post")
}
