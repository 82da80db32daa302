package spill

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// budgets are enough, a little, and nothing at all.
var budgets = []int64{16 << 20, 20 << 10, 0}

func TestPartitionsGiveBackWhatTheyGot(t *testing.T) {
	for _, budget := range budgets {
		p := NewPartitions(t.TempDir(), 4, budget)
		want := make([][]string, 4)
		for i := range 5000 {
			record := fmt.Sprintf("record %d %s", i, strings.Repeat("x", i%50))
			if i == 77 {
				record = strings.Repeat("longer than a chunk ", 1<<15)
			}
			if i == 78 {
				record = ""
			}
			want[i%4] = append(want[i%4], record)
			if err := p.Append(i%4, []byte(record[:len(record)/2]), []byte(record[len(record)/2:])); err != nil {
				t.Fatal(err)
			}
		}
		if spilled := p.Spilled() > 0; spilled != (budget < 16<<20) {
			t.Errorf("budget %d: spilled is %v", budget, spilled)
		}
		for part := range 4 {
			var got []string
			if err := p.Take(part, func(record []byte) error { got = append(got, string(record)); return nil }); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, want[part]) {
				t.Errorf("budget %d, partition %d: %d records came back, not the %d in their order", budget, part, len(got), len(want[part]))
			}
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPartitionsTakeAppendsFromManyGoroutines(t *testing.T) {
	p := NewPartitions(t.TempDir(), 3, 10<<10)
	defer p.Close()
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 1000 {
				if err := p.Append(i%3, fmt.Appendf(nil, "%d/%d", worker, i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for part := range 3 {
		if err := p.Take(part, func(r []byte) error { seen[string(r)] = true; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 8000 {
		t.Errorf("%d different records came back, not 8000", len(seen))
	}
}

func TestSorter(t *testing.T) {
	for _, budget := range budgets {
		s := NewSorter(t.TempDir(), budget, 2)
		writers := [...]*SortWriter{s.Writer(), s.Writer()}
		var want []string
		for _, i := range rand.Perm(2000) {
			key, record := fmt.Sprintf("%05d", i/2), fmt.Sprintf("%05d record %d", i/2, i%2)
			want = append(want, record)
			if err := writers[i%2].Add([]byte(key), []byte(record)); err != nil {
				t.Fatal(err)
			}
		}
		slices.Sort(want)
		for range 2 { // it can be ranged over again
			var got []string
			for record, err := range s.All() {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, string(record))
			}
			if !slices.Equal(got, want) {
				t.Errorf("budget %d: %d records came back, not the %d in order", budget, len(got), len(want))
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestEmpty(t *testing.T) {
	for record := range NewSorter(t.TempDir(), 0, 1).All() {
		t.Errorf("an empty sorter yields %q", record)
	}
	p := NewPartitions(t.TempDir(), 1, 0)
	if err := p.Take(0, func([]byte) error { t.Error("an empty partition has a record"); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestTemporaryFilesArePrivateAndNameless(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file keeps its name there until it is closed")
	}
	dir := t.TempDir()
	p := NewPartitions(dir, 1, 0)
	for range 3 {
		if err := p.Append(0, bytes.Repeat([]byte{1}, maxChunk)); err != nil {
			t.Fatal(err)
		}
	}
	info, err := p.file.f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, want 0600", info.Mode().Perm())
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("a killed run would leave %v", entries)
	}
	if err := p.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestNoPlaceToSpill(t *testing.T) {
	p := NewPartitions("/no/such/folder", 1, 0)
	var err error
	for range 3 {
		err = p.Append(0, bytes.Repeat([]byte{1}, maxChunk))
	}
	if err == nil || !strings.Contains(err.Error(), "/no/such/folder") {
		t.Errorf("got %v, want an error that names the folder", err)
	}
}
