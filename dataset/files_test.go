package dataset

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// inputsOfEveryKind are tables, lines, documents and trees, with damage.
func inputsOfEveryKind(t *testing.T) []string {
	t.Helper()
	var rows strings.Builder
	rows.WriteString("id,screen_name,created_at,full_text\n")
	for i := range 5000 {
		fmt.Fprintf(&rows, "%d,anna,2020-01-02 03:04:05Z,\"text %d\nover \"\"two\"\" lines\"\n", i, i)
		if i%1000 == 500 {
			rows.WriteString("broken \"row\n")
		}
	}
	dir := write(t, map[string]string{"rows.csv": rows.String(), "empty.csv": ""})
	return []string{filepath.Join(dir, "rows.csv"), "testdata/twarc1.jsonl", "testdata/outbox.json", filepath.Join(dir, "empty.csv"), "testdata/facepager.csv", "testdata/bluesky-feed.json"}
}

// Scan delivers the same records, and Each the same posts and counts, for any
// number of workers and any size of block.
func TestOrder(t *testing.T) {
	paths := inputsOfEveryKind(t)
	want, wantInputs := read(t, Options{}, paths...)
	for _, block := range []int{200, 5000} {
		got, inputs := read(t, Options{block: block}, paths...)
		compare(t, got, strings.Join(want, "\n"))
		if fmt.Sprint(inputs) != fmt.Sprint(wantInputs) {
			t.Errorf("blocks of %d: %v, want %v", block, inputs, wantInputs)
		}
	}
	slices.Sort(want)
	for _, workers := range []int{1, 2, 7} {
		f, err := Open(paths, Options{block: 3000})
		if err != nil {
			t.Fatal(err)
		}
		var mu sync.Mutex
		var got []string
		err = f.Each(context.Background(), workers, func(worker int, b *Block) error {
			mu.Lock()
			defer mu.Unlock()
			for i := range b.Posts {
				got = append(got, describe(&b.Posts[i]))
			}
			for _, p := range b.Problems {
				got = append(got, fmt.Sprintf("%d ! %s: %s", p.Line, p.Field, p.Msg))
			}
			return nil
		})
		if err := errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		slices.Sort(got)
		compare(t, got, strings.Join(want, "\n"))
		if fmt.Sprint(f.Inputs()) != fmt.Sprint(wantInputs) {
			t.Errorf("%d workers: %v, want %v", workers, f.Inputs(), wantInputs)
		}
	}
}

// Each ends with the error of a visit, and with that of its context.
func TestEachStops(t *testing.T) {
	paths := inputsOfEveryKind(t)
	full := errors.New("the disk is full")
	for _, want := range []error{full, context.Canceled} {
		ctx, cancel := context.WithCancel(context.Background())
		f, err := Open(paths, Options{block: 1000})
		if err != nil {
			t.Fatal(err)
		}
		err = f.Each(ctx, 2, func(int, *Block) error {
			if want == full {
				return full
			}
			cancel()
			return nil
		})
		cancel()
		if !errors.Is(err, want) {
			t.Errorf("Each returned %v, want %v", err, want)
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
	}
}

// What was read, or closed, is not read again, and no worker is no reading.
func TestReadOnce(t *testing.T) {
	scan := func(f *Files) error {
		for f.Scan() {
		}
		return nil
	}
	each := func(f *Files) error { return f.Each(t.Context(), 1, func(int, *Block) error { return nil }) }
	for _, c := range []struct {
		name  string
		begin func(*Files) error
	}{
		{"scan", scan},
		{"each", each},
		{"close", (*Files).Close},
	} {
		f, err := Open([]string{"testdata/twarc1.jsonl"}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if err := c.begin(f); err != nil {
			t.Fatal(err)
		}
		inputs := len(f.Inputs())
		if err := each(f); err == nil || !strings.Contains(err.Error(), "open them again") {
			t.Errorf("%s, then Each: the error is %v", c.name, err)
		}
		if f.Scan() {
			t.Errorf("%s, then Scan: it finds %v", c.name, f.Record())
		}
		if n := len(f.Inputs()); n != inputs {
			t.Errorf("%s, then more: %d inputs, want %d", c.name, n, inputs)
		}
		f.Close()
	}
	f, err := Open([]string{"testdata/twarc1.jsonl"}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Each(t.Context(), 0, nil); err == nil {
		t.Error("Each without a worker returns no error")
	}
}

// A reading can be closed at any record.
func TestCloseEarly(t *testing.T) {
	paths := inputsOfEveryKind(t)
	for stop := range 20 {
		f, err := Open(paths, Options{block: 1000})
		if err != nil {
			t.Fatal(err)
		}
		for range stop {
			f.Scan()
		}
		if err := f.Close(); err != nil {
			t.Error(err)
		}
		if f.Scan() {
			t.Error("Scan goes on after Close")
		}
	}
}

// An input tells its size and hash, as sha256sum would, and how far it is read.
func TestInputs(t *testing.T) {
	spoilt := gzipped(sample) + strings.Repeat("what stands behind it", 1<<14) // which is not read
	dir := write(t, map[string]string{"a.csv": sample, "b.csv.gz": gzipped(sample), "c.csv.gz": spoilt})
	var progress int64
	f, err := Open([]string{dir}, Options{Progress: func(n int64) { progress = n }})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for f.Scan() {
	}
	a, b, c := f.Inputs()[0], f.Inputs()[1], f.Inputs()[2]
	if a.SHA256 != "32e07f0e5ea9ca46b0bbe005ff609411d6d3e42fdc0ed0c1e435c0b6185f6de8" || a.Size != int64(len(sample)) {
		t.Errorf("a.csv: %+v", a)
	}
	if info, err := os.Stat(b.Name); err != nil || b.Size != info.Size() || b.SHA256 == a.SHA256 {
		t.Errorf("b.csv.gz: %+v, the file: %v, %v", b, info, err)
	}
	if c.SHA256 != fmt.Sprintf("%x", sha256.Sum256([]byte(spoilt))) || c.Size != int64(len(spoilt)) || c.Cut() == nil {
		t.Errorf("c.csv.gz: %+v, want the size and the hash of all of it", c)
	}
	if progress != f.Size() || progress != a.Size+b.Size+c.Size {
		t.Errorf("progress ends at %d of %d", progress, f.Size())
	}
	if stream, err := Open([]string{"-", dir}, Options{Stdin: strings.NewReader(sample)}); err != nil || stream.Size() != -1 {
		t.Errorf("with a stream there are %d bytes, %v", stream.Size(), err)
	}
	if a.Format != "twitter-web-exporter-csv" || a.Posts != 1 || b.Posts != 1 {
		t.Errorf("%+v, %+v", a, b)
	}
}

// Times are lost if more than a tenth of the posts lack one: then the first
// says why, in whatever order the blocks were read.
func TestTimesLost(t *testing.T) {
	for bad, lost := range map[int]int{0: 0, 2: 0, 3: 18} {
		text := "id,screen_name,created_at,full_text\n"
		for i := range 20 {
			at := "2020-01-02 03:04:05Z"
			if i >= 19-bad && i < 19 {
				at = "1/2/20"
			}
			text += fmt.Sprintf("%d,anna,%s,hello\n", i, at)
		}
		f, err := Open([]string{filepath.Join(write(t, map[string]string{"posts.csv": text}), "posts.csv")}, Options{block: 64})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if err := f.Each(t.Context(), 4, func(int, *Block) error { return nil }); err != nil {
			t.Fatal(err)
		}
		line := 0
		if p := f.Inputs()[0].TimesLost(); p != nil {
			line = p.Line
		}
		if line != lost {
			t.Errorf("%d of 20 times are bad: said of line %d, want %d", bad, line, lost)
		}
	}
}
