package audit_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"hash/maphash"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lastword-audit/lastword/audit"
	"github.com/lastword-audit/lastword/audit/codebook"
	"github.com/lastword-audit/lastword/dataset"
	"github.com/lastword-audit/lastword/dataset/synth"
)

func BenchmarkRun(b *testing.B) {
	list := demoPosts(b)
	o := options(b)
	for b.Loop() {
		found, err := audit.Run(context.Background(), &posts{list: list}, o)
		if err != nil {
			b.Fatal(err)
		}
		found.Close()
	}
	b.ReportMetric(float64(b.N*len(list))/b.Elapsed().Seconds(), "posts/s")
}

// What the template index and the labels of 100,000 cases cost beside the reading of
// their posts from CSV: in an archive whose texts mostly differ, and in a small one that
// is there again and again, with other customers. To be run on one processor (-cpu 1).
func BenchmarkLabelling(b *testing.B) {
	for _, archive := range []struct {
		name          string
		posts, copies int
	}{
		{"differing", 262_000, 1},
		{"repeated", 4_000, 66},
	} {
		b.Run(archive.name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "twcs.csv")
			if err := os.WriteFile(path, twcs(b, archive.posts, archive.copies), 0o600); err != nil {
				b.Fatal(err)
			}
			cases := casesOf(b, path)
			var reading time.Duration
			posts, taken := 0, uint64(0)
			for b.Loop() {
				b.StopTimer()
				start := time.Now()
				posts = countPosts(b, path)
				reading += time.Since(start)
				taken -= allocated()
				b.StartTimer()
				if labelAll(cases) == 0 {
					b.Fatal("no reply")
				}
				taken += allocated()
			}
			perPost := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / float64(b.N*posts) }
			b.ReportMetric(float64(b.N*len(cases))/b.Elapsed().Seconds(), "cases/s")
			b.ReportMetric(float64(taken)/float64(b.N*len(cases)), "B/case")
			b.ReportMetric(perPost(b.Elapsed()), "ns/post")
			b.ReportMetric(perPost(reading), "reading-ns/post")
		})
	}
}

// allocated is how many bytes were allocated so far.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// labelAll labels all cases and indexes their replies: it returns how many customers got
// a skeleton, of all skeletons and brands.
func labelAll(cases []audit.Case) int {
	type sighting struct{ brand, skeleton, customer uint64 }
	var seen []sighting
	var skeletons codebook.Skeletons
	seed := maphash.MakeSeed()
	memo := codebook.NewMemo(codebook.Default(), 32<<20)
	for i := range cases {
		c := &cases[i]
		for _, t := range c.Turns {
			if t.Brand {
				skeleton, _ := skeletons.Of(t.Text)
				seen = append(seen, sighting{maphash.String(seed, c.Brand), skeleton, maphash.String(seed, c.Customer)})
			}
		}
		memo.Label(&codebook.Case{Language: c.Language, Turns: c.Turns})
	}
	slices.SortFunc(seen, func(a, b sighting) int {
		return cmp.Or(cmp.Compare(a.brand, b.brand), cmp.Compare(a.skeleton, b.skeleton), cmp.Compare(a.customer, b.customer))
	})
	return len(slices.Compact(seen))
}

// casesOf are the cases of an archive, as an audit makes them.
func casesOf(t testing.TB, path string) (cases []audit.Case) {
	t.Helper()
	files := open(t, path)
	o := options(t)
	o.Brands = nil // as the archive marks them
	found, err := audit.Run(context.Background(), files, o)
	if err != nil {
		t.Fatal(err)
	}
	defer found.Close()
	for c, err := range found.Cases() {
		if err != nil {
			t.Fatal(err)
		}
		kept := *c
		kept.Language = strings.Clone(c.Language)
		kept.Turns = nil
		for _, turn := range c.Turns {
			turn.Author, turn.Text, turn.Language = strings.Clone(turn.Author), strings.Clone(turn.Text), strings.Clone(turn.Language)
			kept.Turns = append(kept.Turns, turn)
		}
		cases = append(cases, kept)
	}
	return cases
}

func countPosts(t testing.TB, path string) (n int) {
	t.Helper()
	files := open(t, path)
	for files.Scan() {
		n++
	}
	if err := files.Err(); err != nil {
		t.Fatal(err)
	}
	return n
}

func open(t testing.TB, path string) *dataset.Files {
	t.Helper()
	files, err := dataset.Open([]string{path}, dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { files.Close() })
	return files
}

var numbered = regexp.MustCompile(`@\d{3,}`)

// twcs makes up an archive of so many posts, and repeats it with other ids and customers.
func twcs(t testing.TB, posts, copies int) []byte {
	t.Helper()
	format, _ := synth.FormatByName("twcs")
	var made, out bytes.Buffer
	if _, err := synth.Write(synth.Config{Seed: 1, Posts: posts, Brands: synth.Brands()}, format, &made, nil); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&made).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	w := csv.NewWriter(&out)
	w.Write(rows[0])
	for n := range copies {
		moved := func(id string) string {
			if at, err := strconv.Atoi(id); err == nil {
				return strconv.Itoa(at + n*10_000_000)
			}
			return id
		}
		for _, row := range rows[1:] {
			row = slices.Clone(row)
			for column, name := range rows[0] {
				switch name {
				case "tweet_id", "author_id", "in_response_to_tweet_id":
					row[column] = moved(row[column])
				case "response_tweet_id":
					ids := strings.Split(row[column], ",")
					for i := range ids {
						ids[i] = moved(ids[i])
					}
					row[column] = strings.Join(ids, ",")
				case "text":
					row[column] = numbered.ReplaceAllStringFunc(row[column], func(handle string) string { return "@" + moved(handle[1:]) })
				}
			}
			w.Write(row)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
