package dataset

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What stops the reading of one input is its last problem: the posts before
// it and the other inputs are kept.
func TestDamagedInputs(t *testing.T) {
	var long strings.Builder
	long.WriteString("id,screen_name,created_at,full_text\n")
	for range 40_000 {
		long.WriteString("1,anna,2020-01-02 03:04:05Z,hello\n")
	}
	z := gzipped(long.String())
	dir := write(t, map[string]string{
		"1-empty.csv":  "",
		"2-header.csv": "id,screen_name,created_at,full_text\n",
		"3-cut.csv.gz": z[:len(z)/2],
		"4-good.csv":   sample,
		"0-long.zst":   "\x28\xb5\x2f\xfd\x00\x90\x01\x00\x00", // asks for a window of 256 MB
	})
	records, inputs := read(t, Options{}, dir)
	if got := records[0]; !strings.Contains(got, "takes more than 128 MB of memory to unpack") {
		t.Errorf("the file with a long window: %s", got)
	}
	if got := records[1]; got != "1 ! : is empty: it holds no posts" {
		t.Errorf("the empty file: %s", got)
	}
	if inputs[2].Posts != 0 || inputs[2].Problems != 0 {
		t.Errorf("the header alone: %+v", inputs[2])
	}
	if cut := inputs[3]; cut.Posts < 1000 || cut.Problems != 1 {
		t.Errorf("the cut file has %d posts and %d problems, want what came before the cut and one problem", cut.Posts, cut.Problems)
	}
	if got := records[len(records)-2]; !strings.HasSuffix(got, " ! : ends early: what should follow is missing; get the whole file") {
		t.Errorf("the cut is reported as %s", got)
	}
	if got := records[len(records)-1]; got != sampleWant {
		t.Errorf("the good file behind it: %s", got)
	}
}

// A compressed file that is cut says so, wherever it is cut.
func TestCutCompressed(t *testing.T) {
	for name, whole := range map[string]string{"gzip": gzipped(sample), "zstd": zstdOf(sample)} {
		for _, n := range []int{4, 10, 12, len(whole) - 1} {
			records := readText(t, Options{}, whole[:n])
			want := "ends early: what should follow is missing; get the whole file"
			if got := records[len(records)-1]; !strings.HasSuffix(got, " ! : "+want) {
				t.Errorf("%s cut after %d bytes: %s, want %s", name, n, got, want)
			}
		}
	}
}

// Inputs beyond all reason end with a problem, in bounded time and memory.
func TestMonsters(t *testing.T) {
	const object = `{"id":"1","author":"anna","created_at":"2020-01-02T03:04:05Z","text":"hello","reply_to_id":null,"is_repost":false`
	const want = "1 anna 2020-01-02T03:04:05Z | hello"
	for _, test := range []struct{ name, text, want string }{
		{"a line of 50 MB",
			object + "}\n" + object + `,"x":"` + strings.Repeat("x", 50<<20) + "\"}\n" + object + "}\n",
			"1 " + want + "\n2 ! : is longer than 16 MB: the record is passed over\n3 " + want},
		{"a table's row of 20 MB",
			sample + "2,anna,2020-01-02 03:04:05Z,\"" + strings.Repeat("x", 20<<20) + "\"\n" + "3,anna,2020-01-02 03:04:05Z,hello\n",
			sampleWant + "\n3 ! : is longer than 16 MB: the record is passed over\n4 3 anna 2020-01-02T03:04:05Z | hello"},
		{"JSON nested 10,000 deep",
			object + "}\n" + object + `,"x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + "}\n" + object + "}\n",
			"1 " + want + "\n2 ! : nests deeper than 1000 levels: the record is passed over\n3 " + want},
		{"what shrinks as much, and is small",
			gzipped(sample + strings.Repeat("\n", 4<<20) + "2,anna,2020-01-02 03:04:05Z,hello\n"),
			sampleWant + "\n4194307 2 anna 2020-01-02T03:04:05Z | hello"},
		{"a zstd bomb",
			zstdOf(sample + strings.Repeat("\n", bombFloor+1<<20)),
			sampleWant + "\n… ! : unpacks to more than 300 times its size, as no export does: unpack it yourself if it is sound: what stands behind this place is not read"},
		{"a gzip bomb",
			gzipped(sample + strings.Repeat("\n", bombFloor+1<<20)),
			sampleWant + "\n… ! : unpacks to more than 300 times its size, as no export does: unpack it yourself if it is sound: what stands behind this place is not read"},
	} {
		t.Run(test.name, func(t *testing.T) {
			records := readText(t, Options{}, test.text)
			for i, r := range records {
				if _, bomb, ok := strings.Cut(r, " ! : unpacks"); ok { // on some line of millions
					records[i] = "… ! : unpacks" + bomb
				}
			}
			compare(t, records, test.want)
		})
	}
}

// A zip's member that unpacks to more than any export is read as far as a gzip is.
func TestZipBomb(t *testing.T) {
	path := filepath.Join(t.TempDir(), "posts.zip")
	member := map[string]string{"posts.csv": sample + strings.Repeat("\n", bombFloor+1<<20)}
	if err := os.WriteFile(path, []byte(zipped(t, member)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, inputs := read(t, Options{}, path)
	want := errBomb.Error() + ": what stands behind this place is not read"
	if cut := inputs[0].Cut(); inputs[0].Posts != 1 || cut == nil || cut.Msg != want {
		t.Errorf("%d posts, cut short by %v, want %s", inputs[0].Posts, cut, want)
	}

	for size, want := range map[uint64]bool{bombFloor: false, bombFloor + 1: true} {
		part := &zip.File{FileHeader: zip.FileHeader{UncompressedSize64: size, CompressedSize64: size/maxRatio - 1}}
		if isBomb(part) != want {
			t.Errorf("a part of %d bytes is a bomb: %v", size, !want)
		}
	}
	book := filepath.Join(t.TempDir(), "posts.xlsx")
	member = map[string]string{"xl/workbook.xml": strings.Repeat(" ", bombFloor+1<<20)}
	if err := os.WriteFile(book, []byte(zipped(t, member)), 0o600); err != nil {
		t.Fatal(err)
	}
	if f, err := Open([]string{book}, Options{}); err == nil || !strings.HasSuffix(err.Error(), errBomb.Error()) {
		t.Errorf("%v, %v, want %v", f, err, errBomb)
	}
}
