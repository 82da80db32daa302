package spill

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
)

// budgets are enough, a little, and nothing at all.
var budgets = []int64{16 << 20, 20 << 10, 0}

// spilledBy is the size of a pool's temporary file.
func spilledBy(p *Pool) int64 {
	if p.file == nil {
		return 0
	}
	return p.file.end
}

func TestPartitionsGiveBackWhatTheyGot(t *testing.T) {
	for _, budget := range budgets {
		pool := NewPool(t.TempDir(), budget, 4<<10)
		p := pool.NewPartitions(4, 1)
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
			if err := p.Append(0, i%4, []byte(record[:len(record)/2]), []byte(record[len(record)/2:])); err != nil {
				t.Fatal(err)
			}
		}
		if spilled := spilledBy(pool) > 0; spilled != (budget < 16<<20) {
			t.Errorf("budget %d: spilled is %v", budget, spilled)
		}
		for part := range 4 {
			var got []string
			if part%2 == 0 {
				if err := p.Drain(part, func(record []byte) error { got = append(got, string(record)); return nil }); err != nil {
					t.Fatal(err)
				}
			} else {
				records, err := p.Take(part)
				if err != nil {
					t.Fatal(err)
				}
				for record := range records.All() {
					got = append(got, string(record))
				}
				if records.Len() != len(got) {
					t.Errorf("partition %d says that it has %d records, and has %d", part, records.Len(), len(got))
				}
				records.Free()
			}
			if !slices.Equal(got, want[part]) {
				t.Errorf("budget %d, partition %d: %d records came back, not the %d in their order", budget, part, len(got), len(want[part]))
			}
		}
		if err := pool.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatOneStoreIsDoneWithServesTheNext(t *testing.T) {
	const records, size = 1000, 1000
	pool := NewPool(t.TempDir(), 100*size, 4<<10)
	defer pool.Close()
	from := pool.NewPartitions(10, 1)
	for i := range records {
		if err := from.Append(0, i%10, bytes.Repeat([]byte{byte(i)}, size)); err != nil {
			t.Fatal(err)
		}
	}
	spilled := spilledBy(pool)
	for range 5 {
		to := pool.NewPartitions(10, 1)
		for part := range 10 {
			if err := from.Drain(part, func(record []byte) error { return to.Append(0, int(record[0])%10, record) }); err != nil {
				t.Fatal(err)
			}
		}
		from = to
	}
	if grown := spilledBy(pool) - spilled; grown > spilled/4 {
		t.Errorf("handing the records on made a file of %d bytes grow by %d", spilled, grown)
	}
	n := 0
	for part := range 10 {
		if err := from.Drain(part, func(record []byte) error {
			n++
			if len(record) != size || bytes.Count(record, record[:1]) != size {
				t.Errorf("a record came back changed: %x", record)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if n != records {
		t.Errorf("%d records came back, not %d", n, records)
	}
	from.Close()
	if pool.taken != 0 {
		t.Errorf("%d bytes were never given back", pool.taken)
	}
}

// A record that is longer than a slot does not go where a shorter one was.
func TestLongRecordsTakeNoHole(t *testing.T) {
	pool := NewPool(t.TempDir(), 0, 1<<10)
	defer pool.Close()
	p := pool.NewPartitions(2, 1)
	want := [2][]string{}
	add := func(part int, length int) {
		record := strings.Repeat(string(rune('a'+len(want[part])%26)), length)
		want[part] = append(want[part], record)
		if err := p.Append(0, part, []byte(record)); err != nil {
			t.Fatal(err)
		}
	}
	for range 100 {
		add(0, 300)
		add(1, 300)
	}
	if err := p.Drain(0, func([]byte) error { return nil }); err != nil { // leaves a hole for each of its slots
		t.Fatal(err)
	}
	want[0] = nil
	for range 20 {
		add(0, 5000)
	}
	for part := range 2 {
		var got []string
		if err := p.Drain(part, func(record []byte) error { got = append(got, string(record)); return nil }); err != nil {
			t.Fatal(err)
		}
		if !slices.Equal(got, want[part]) {
			t.Errorf("partition %d: %d records came back, not the %d that were added", part, len(got), len(want[part]))
		}
	}
}

func TestPartitionsTakeAppendsFromManyGoroutines(t *testing.T) {
	pool := NewPool(t.TempDir(), 10<<10, 2<<10)
	defer pool.Close()
	p := pool.NewPartitions(3, 8)
	var wg sync.WaitGroup
	for worker := range 8 {
		wg.Go(func() {
			for i := range 1000 {
				if err := p.Append(worker, i%3, fmt.Appendf(nil, "%d/%d", worker, i)); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	seen := map[string]bool{}
	for part := range 3 {
		if err := p.Drain(part, func(r []byte) error { seen[string(r)] = true; return nil }); err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 8000 {
		t.Errorf("%d different records came back, not 8000", len(seen))
	}
}

func TestSorter(t *testing.T) {
	const many = 2*sampled + 1000
	for _, test := range []struct {
		name string
		n    int
		key  func(i int) string // of the i-th record to be added
		same bool               // so many have one key that no section can be small
	}{
		{"few", 2000, func(i int) string { return fmt.Sprintf("%05d", i*7919%2000/2) }, false},
		{"many", many, func(i int) string { return fmt.Sprintf("%07d", i*7919%many/2) }, false},
		{"in their order, so that the first tell nothing of the others", many, func(i int) string { return fmt.Sprintf("%07d", i/2) }, false},
		{"those that differ come late", many, func(i int) string { return fmt.Sprintf("%07d", max(0, i-sampled)) }, true},
		{"of one key", many, func(i int) string { return "key" }, true},
		{"whose keys begin alike", many, func(i int) string { return strings.Repeat("=", 40) + fmt.Sprintf("%07d", i*7919%many) }, false},
	} {
		var want []string
		for i := range test.n {
			want = append(want, test.key(i)+fmt.Sprintf(" record %07d", i))
		}
		slices.Sort(want)
		for _, budget := range budgets {
			pool := NewPool(t.TempDir(), budget, 1<<10)
			s := pool.NewSorter(2, budget/8)
			var adding sync.WaitGroup
			for worker := range 2 {
				adding.Go(func() {
					for i := worker; i < test.n; i += 2 {
						key := test.key(i)
						if err := s.Add(worker, []byte(key), fmt.Appendf([]byte(key), " record %07d", i)); err != nil {
							t.Error(err)
						}
					}
				})
			}
			adding.Wait()
			for range 2 { // it can be ranged over again
				var got []string
				for item, err := range s.All() {
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, string(item.Record))
					if !bytes.HasPrefix(item.Record, item.Key) {
						t.Fatalf("%q has the key %q", item.Record, item.Key)
					}
				}
				if !slices.Equal(got, want) {
					t.Errorf("%s, budget %d: %d records came back, not the %d in order", test.name, budget, len(got), len(want))
				}
			}
			for _, section := range s.sections {
				if size := section.parts.size(section.part); size > s.large && !test.same {
					t.Errorf("%s, budget %d: a section has %d bytes", test.name, budget, size)
				}
			}
			s.Close()
			if pool.taken != 0 {
				t.Errorf("%d bytes were never given back", pool.taken)
			}
			if err := pool.Close(); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// As many sections as goroutines add and read are a quarter of the budget together.
func TestSectionsAreSmallForManyGoroutines(t *testing.T) {
	const lanes, budget = 16, 32 * minSection
	s := NewPool(t.TempDir(), budget, 1<<10).NewSorter(lanes, budget/8)
	for i := range 2*sampled + 1000 { // the first tell nothing of the others
		key := fmt.Appendf(nil, "%07d", i)
		if err := s.Add(i%lanes, key, bytes.Repeat(key, 10)); err != nil {
			t.Fatal(err)
		}
	}
	for section, err := range s.Sections() {
		if err != nil {
			t.Fatal(err)
		}
		size := 0
		for item, err := range section {
			if err != nil {
				t.Fatal(err)
			}
			size += len(item.Key) + len(item.Record)
		}
		if most := max(budget/4/lanes, minSection); size > most {
			t.Errorf("a section has %d bytes, more than %d", size, most)
		}
	}
}

func TestEmpty(t *testing.T) {
	for item := range NewPool(t.TempDir(), 0, 1).NewSorter(1, 0).All() {
		t.Errorf("an empty sorter yields %q", item.Record)
	}
	pool := NewPool(t.TempDir(), 0, 1)
	if err := pool.NewPartitions(1, 1).Drain(0, func([]byte) error { t.Error("an empty partition has a record"); return nil }); err != nil {
		t.Fatal(err)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestTemporaryFilesArePrivateAndNameless(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("an open file keeps its name there until it is closed")
	}
	dir := t.TempDir()
	pool := NewPool(dir, 0, 1<<10)
	p := pool.NewPartitions(1, 1)
	for range 3 {
		if err := p.Append(0, 0, bytes.Repeat([]byte{1}, 64<<10)); err != nil {
			t.Fatal(err)
		}
	}
	info, err := pool.file.f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	if info.Mode().Perm() != 0o600 {
		t.Errorf("the file's mode is %v, want 0600", info.Mode().Perm())
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 0 {
		t.Errorf("a killed run would leave %v", entries)
	}
	if err := pool.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestNoPlaceToSpill(t *testing.T) {
	p := NewPool("/no/such/folder", 0, 1<<10).NewPartitions(1, 1)
	var err error
	for range 3 {
		err = p.Append(0, 0, bytes.Repeat([]byte{1}, 64<<10))
	}
	if err == nil || !strings.Contains(err.Error(), "/no/such/folder") {
		t.Errorf("got %v, want an error that names the folder", err)
	}
}

// What cannot be written to the disk, or read back from it, is told and not lost.
func TestFailingDisk(t *testing.T) {
	spilled := func() (*Pool, *Partitions, *Sorter) {
		pool := NewPool(t.TempDir(), 0, 1<<10)
		p, s := pool.NewPartitions(1, 1), pool.NewSorter(1, 0)
		for i := range 2000 {
			record := fmt.Appendf(nil, "%07d %s", i, strings.Repeat("x", 300))
			if err := errors.Join(p.Append(0, 0, record), s.Add(0, record[:7], record)); err != nil {
				t.Fatal(err)
			}
		}
		pool.file.f.Close()
		return pool, p, s
	}
	for name, use := range map[string]func(*Pool, *Partitions, *Sorter) error{
		"writing": func(_ *Pool, p *Partitions, _ *Sorter) error {
			return errors.Join(p.Append(0, 0, make([]byte, 2000)), p.Append(0, 0, make([]byte, 2000)))
		},
		"reading back": func(_ *Pool, p *Partitions, _ *Sorter) error { return p.Drain(0, func([]byte) error { return nil }) },
		"taking":       func(_ *Pool, p *Partitions, _ *Sorter) error { _, err := p.Take(0); return err },
		"sorting": func(_ *Pool, _ *Partitions, s *Sorter) error {
			for _, err := range s.All() {
				if err != nil {
					return err
				}
			}
			return nil
		},
		"cutting": func(_ *Pool, _ *Partitions, s *Sorter) error {
			for _, err := range s.Sections() {
				if err != nil {
					return err
				}
			}
			return nil
		},
	} {
		if err := use(spilled()); !errors.Is(err, os.ErrClosed) || !strings.Contains(err.Error(), "what exceed") {
			t.Errorf("%s: %v, want what is wrong with the disk", name, err)
		}
	}
}

func BenchmarkAppend(b *testing.B) {
	pool := NewPool(b.TempDir(), 64<<20, 64<<10)
	defer pool.Close()
	head, record := make([]byte, 4), make([]byte, 160)
	p := pool.NewPartitions(64, 1)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		if n++; n%100_000 == 0 { // 16 MB
			p.Close()
			p = pool.NewPartitions(64, 1)
		}
		if err := p.Append(0, n*7919%64, head, record); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(len(head) + len(record)))
}

func BenchmarkSorter(b *testing.B) {
	const n = 100_000
	for b.Loop() {
		pool := NewPool(b.TempDir(), 64<<20, 64<<10)
		s := pool.NewSorter(1, 2<<20)
		var key [16]byte
		record := make([]byte, 300)
		for i := range n {
			binary.BigEndian.PutUint64(key[:], uint64(i)*0x9E3779B97F4A7C15)
			if err := s.Add(0, key[:], record); err != nil {
				b.Fatal(err)
			}
		}
		sorted := 0
		for _, err := range s.All() {
			if err != nil {
				b.Fatal(err)
			}
			sorted++
		}
		if err := pool.Close(); err != nil || sorted != n {
			b.Fatal(err, sorted)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/record")
}

func TestGrouped(t *testing.T) {
	for _, budget := range budgets {
		pool := NewPool(t.TempDir(), budget, 1<<10)
		p := pool.NewPartitions(1, 2)
		want := map[uint32][]string{}
		for i := range 5000 {
			key := uint32(i*7919) % 1000 * 4_294_967 // digits of every size
			record := fmt.Sprintf("record %d %s", i, strings.Repeat("x", i%2000))
			if i%2 == 0 {
				want[key] = append(want[key], record)
			}
			if err := p.Append(i%2, 0, binary.LittleEndian.AppendUint32(nil, key), []byte(record)); err != nil {
				t.Fatal(err)
			}
		}
		for i := 1; i < 5000; i += 2 { // the second lane comes behind the first
			key := uint32(i*7919) % 1000 * 4_294_967
			want[key] = append(want[key], fmt.Sprintf("record %d %s", i, strings.Repeat("x", i%2000)))
		}
		records, err := p.Take(0)
		if err != nil {
			t.Fatal(err)
		}
		before := -1
		for key, group := range records.Grouped() {
			var first int
			if _, err := fmt.Sscanf(string(group[0][4:]), "record %d", &first); err != nil {
				t.Fatal(err)
			}
			if first += first % 2 * 5000; first <= before { // odd ones are in the second lane
				t.Errorf("the key %d comes too late", key)
			}
			before = first
			var got []string
			for _, record := range group {
				if binary.LittleEndian.Uint32(record) != key {
					t.Errorf("the record %q is among those of the key %d", record, key)
				}
				got = append(got, string(record[4:]))
			}
			if !slices.Equal(got, want[key]) {
				t.Errorf("budget %d, key %d: %d records, not the %d in their order", budget, key, len(got), len(want[key]))
			}
			delete(want, key)
		}
		if len(want) > 0 {
			t.Errorf("budget %d: %d keys are missing", budget, len(want))
		}
		records.Free()
		if err := pool.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestTheLastPartitionsAreSmaller(t *testing.T) {
	for _, tt := range []struct{ n, lanes, small int }{{1, 1, 0}, {15, 1, 0}, {16, 1, 4}, {40, 2, 8}, {4096, 16, 64}} {
		p := NewPool(t.TempDir(), 0, 1<<10).NewPartitions(tt.n, tt.lanes)
		got := make([]int, tt.n)
		const each = 12
		for hash := range uint64(each * (4*(tt.n-tt.small) + tt.small)) {
			got[p.Of(hash)]++
		}
		for part, n := range got {
			want := 4 * each
			if part >= tt.n-tt.small {
				want = each
			}
			if n != want {
				t.Errorf("of %d partitions for %d lanes, number %d has %d records, not %d", tt.n, tt.lanes, part, n, want)
			}
		}
	}
}
