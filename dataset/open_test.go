package dataset

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/klauspost/compress/zstd"
	"github.com/xuri/excelize/v2"
)

const sample = "id,screen_name,created_at,full_text\n1,anna,2020-01-02 03:04:05Z,hello\n"

const sampleWant = "2 1 anna 2020-01-02T03:04:05Z | hello"

func gzipped(s string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(s))
	w.Close()
	return b.String()
}

func zstdOf(s string) string {
	w, _ := zstd.NewWriter(nil)
	return string(w.EncodeAll([]byte(s), nil))
}

func utf16LE(s string) string {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return string(b)
}

func utf16BE(s string) string {
	b := []byte(utf16LE(s))
	for i := 0; i < len(b); i += 2 {
		b[i], b[i+1] = b[i+1], b[i]
	}
	return string(b)
}

// write makes files in a new folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func zipped(t *testing.T, files map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for name, content := range files {
		f, err := w.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		f.Write([]byte(content))
	}
	w.Close()
	return b.String()
}

func names(inputs []Input, dir string) string {
	var all []string
	for _, in := range inputs {
		all = append(all, strings.TrimPrefix(filepath.ToSlash(in.Name), filepath.ToSlash(dir)+"/"))
	}
	return strings.Join(all, " ")
}

// A folder is read with all below it, in the order of names; what holds no
// posts is passed over and named.
func TestFolder(t *testing.T) {
	dir := write(t, map[string]string{
		"b/2.csv": sample, "a.csv.gz": gzipped(sample), "README.md": "# Notes\n", "b/1.csv": sample, ".hidden.csv": sample,
		"c.zip": zipped(t, map[string]string{"x/y.csv": sample, "../../escape.csv": sample, "photo.jpg": "\xff\xd8\x00\x00"}),
	})
	f, err := Open([]string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for f.Scan() {
	}
	if got, want := names(f.Inputs(), dir), "a.csv.gz b/1.csv b/2.csv c.zip:../../escape.csv c.zip:x/y.csv"; got != want {
		t.Errorf("read %s\nwant %s", got, want)
	}
	if len(f.passed) != 2 {
		t.Errorf("passed over %v, want README.md and the photo", f.passed)
	}
	if _, err := os.Stat(filepath.Join(dir, "../../escape.csv")); err == nil {
		t.Error("a member of the zip was written outside")
	}
}

// What a folder holds that may be posts but cannot be read as they are, in a
// wrapping that is not undone or without their author, costs nothing else, and is
// named with what to do.
func TestUnknown(t *testing.T) {
	dir := write(t, map[string]string{
		"a.csv":   sample,
		"bad.zip": "PK\x03\x04 and nothing else",
		"own.js":  `window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "x", "created_at": "Tue Jan 01 08:00:00 +0000 2019"}}]`,
		"old.xls": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600),
		"two.zip": zipped(t, map[string]string{"one.zip": zipped(t, map[string]string{"b.csv": sample}), "c.csv": sample}),
	})
	f, err := Open([]string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for f.Scan() {
	}
	if got, want := names(f.Inputs(), dir), "a.csv two.zip:c.csv"; got != want {
		t.Errorf("read %s, want %s", got, want)
	}
	unread := strings.ReplaceAll(unreadOf(f), dir+string(filepath.Separator), "")
	for i, want := range []string{
		"bad.zip: is a damaged zip file: ",
		"old.xls: is an old or protected Excel workbook: save it as an .xlsx without a password, or as CSV",
		"own.js: holds one account's posts without saying whose: ",
		"two.zip:one.zip: is a zip or a workbook within a stream or a zip: save it as a file of its own",
	} {
		if got := lines(unread); i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("unread are %q, want %q as number %d", got, want, i+1)
		}
	}
}

// A link in a folder stands for its file, once; what leads to no file is told. A
// folder that is a link itself is read.
func TestLinks(t *testing.T) {
	dir := write(t, map[string]string{"in/b.csv": sample, "in/c/d.csv": sample, "in/.hidden/e.csv": sample, "out/f.csv": sample})
	for link, target := range map[string]string{
		"in/a.csv":     "b.csv",         // there itself
		"in/a2.csv":    ".hidden/e.csv", // as git-annex keeps files
		"in/c/c":       "../c",          // there itself, in a circle
		"in/gone.csv":  "nowhere.csv",   // dangling
		"in/null.csv":  os.DevNull,      // a device, which may never end
		"in/out":       "../out",        // a folder
		"in/out.csv":   "../out/f.csv",  // elsewhere
		"in/out2.csv":  "../out/f.csv",  // the same once more
		"in/round.csv": "round.csv",     // itself
		"linked":       "in",
	} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(dir, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	for _, folder := range []string{"in", "linked"} {
		f, err := Open([]string{filepath.Join(dir, folder)}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		for f.Scan() {
		}
		if got, want := names(f.Inputs(), filepath.Join(dir, folder)), "a2.csv b.csv c/d.csv out.csv"; got != want {
			t.Errorf("read %s\nwant %s", got, want)
		}
		unread := strings.ReplaceAll(unreadOf(f), filepath.Join(dir, folder)+string(filepath.Separator), "")
		for i, want := range []string{
			"gone.csv: is a link that cannot be followed (",
			"null.csv: is no regular file: copy its posts into one",
			"out: is a link to a folder, which is not followed: name that folder, too",
			"round.csv: is a link that cannot be followed (",
		} {
			if got := lines(unread); i >= len(got) || !strings.HasPrefix(got[i], want) {
				t.Errorf("unread are %q, want %q as number %d", got, want, i+1)
			}
		}
	}
}

// A folder that is a report, and not one whose manifest is another program's, is passed
// over; by itself it is an error.
func TestReportsAreNoExports(t *testing.T) {
	dir := write(t, map[string]string{
		"export/manifest.json": `{"tool": "twarc"}`, "export/1.csv": sample,
		"report/manifest.json": `{"tool": "lastword"}`, "report/2.csv": sample,
	})
	f, err := Open([]string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for f.Scan() {
	}
	if got := names(f.Inputs(), dir); got != "export/1.csv" {
		t.Errorf("read %s, want the export alone", got)
	}
	if _, err := Open([]string{filepath.Join(dir, "report")}, Options{}); err == nil || !strings.Contains(err.Error(), "is a report of lastword, not an export") {
		t.Errorf("the report by itself: %v", err)
	}
}

// A file that is named as an export is told if it holds no posts, whatever is in
// it: half of the archive may be missing. What is plainly something else is not.
func TestNamedAsExport(t *testing.T) {
	files := map[string]string{
		"january.csv":          sample,
		"lost/binary.jsonl":    strings.Repeat("\x00", 600),
		"lost/cut.tsv":         "tweet",
		"lost/limit.csv":       "Rate limit exceeded\n",
		"lost/limit.csv.gz":    gzipped("Rate limit exceeded\n"),
		"lost/page.CSV":        "<!DOCTYPE html>\n<html><body>\nname, or password, is wrong\n</body></html>\n",
		"lost/page.zip":        "<html>\n<body>Not found</body></html>\n",
		"lost/tweets-part1.js": "window.YTD.tweets.part1 = ",
		"lost/tweets.js":       "window.YTD.tw",
		"quiet/README.txt":     "Rate limit exceeded\n",
		"quiet/index.html":     "<!doctype html>\n<html><body>\nname, or password, is wrong\n</body></html>\n",
		"quiet/like.js":        "window.YTD.like.part0 = [ ]",
		"quiet/main.js":        "!function(a){return a}(window)",
		"quiet/photo.jpg":      "\xff\xd8\x00\x00",
		"quiet/._january.csv":  "\x00\x05\x16\x07\x00",
	}
	archive := zipped(t, files)
	files["lost/notes.xlsx"] = notesBook(t) // within a zip, it is known as a workbook
	files["quiet/media.zip"] = zipped(t, map[string]string{"photo.jpg": "\xff\xd8\x00\x00"})
	files["archive.zip"] = archive
	f, err := Open([]string{write(t, files)}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	told := unreadOf(f)
	const lost = 8 + 1 + 8 // in the folder, its workbook, and in the zip
	if n := len(f.Unknown()); n != lost || strings.Contains(told, "quiet/") {
		t.Errorf("told %d files, want the %d lost ones:\n%s", n, lost, told)
	}
	for _, want := range []string{
		"page.CSV: is a web page, not an export of posts: if it should hold posts, get it again",
		"binary.jsonl: is a binary file, not an export of posts: if it should hold posts, get it again",
		"cut.tsv: is neither a table with a header nor JSON: if it should hold posts, get it again",
		"notes.xlsx:Sheet1, for one, is neither a table with a header nor JSON: if it should hold posts, get it again",
	} {
		if !strings.Contains(told, want) {
			t.Errorf("lacks %q:\n%s", want, told)
		}
	}
}

// notesBook is a workbook without posts.
func notesBook(t *testing.T) string {
	t.Helper()
	book := excelize.NewFile()
	book.SetSheetRow("Sheet1", "A1", &[]any{"Notes"})
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// An empty member of a zip that is named as an export is told as such.
func TestEmptyMember(t *testing.T) {
	dir := write(t, map[string]string{"a.zip": zipped(t, map[string]string{"1.csv": "", "2.csv": sample, "gap.txt": ""})})
	records, _ := read(t, Options{}, dir)
	compare(t, records, "1 ! : is empty: it holds no posts\n"+sampleWant)
}

// An X archive is read as it is downloaded: a zip whose account.js names the
// owner of the posts.
func TestArchiveZip(t *testing.T) {
	files := map[string]string{}
	for _, name := range []string{"account.js", "tweets.js", "tweets-part1.js", "deleted-tweets.js"} {
		data, err := os.ReadFile(filepath.Join("testdata/x-archive/data", name))
		if err != nil {
			t.Fatal(err)
		}
		files["data/"+name] = string(data)
	}
	dir := write(t, map[string]string{"twitter-2023.zip": zipped(t, files)})
	records, inputs := read(t, Options{}, filepath.Join(dir, "twitter-2023.zip"))
	compare(t, records, `
		1 1380000000000000009 northbank(310001) 2021-04-09T08:00:00Z >1380000000000000008 en | @kim All sorted.
		2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 @pat_lee @(501) en | @pat_lee Which one & when?⏎We will look.
		16 1380000000000000005 northbank(310001) 2021-04-08T21:00:00Z en repost | RT @westbank: Shared news`)
	if inputs[0].Size != int64(len(files["data/tweets-part1.js"])) || len(inputs[0].SHA256) != 64 {
		t.Errorf("a member's size and hash are %d, %q", inputs[0].Size, inputs[0].SHA256)
	}
}

// The sheet of a workbook that holds posts is found, its title passed over, and
// its dates and ids taken as the cells hold them and not as they are shown.
func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	book.SetSheetRow("Sheet1", "A1", &[]any{"Notes"})
	book.NewSheet("Tweets")
	book.SetSheetRow("Tweets", "A2", &[]any{"Report name:\nanna and bank"})
	book.SetSheetRow("Tweets", "A4", &[]any{"id", "screen_name", "created_at", "full_text", "in_reply_to"})
	book.SetSheetRow("Tweets", "A5", &[]any{"1730000000000000123", "anna", 45235.5, "@bank zwei\nZeilen; \"so\""})
	book.SetSheetRow("Tweets", "A6", &[]any{1.73e18, "bank", "2023-11-05 13:00:00 +01:00", "@anna ja", "1730000000000000123"})
	path := filepath.Join(t.TempDir(), "posts.xlsx")
	if err := book.SaveAs(path); err != nil {
		t.Fatal(err)
	}
	records, inputs := read(t, Options{}, path)
	compare(t, records, `
		5 1730000000000000123 anna 2023-11-05T12:00:00Z no zone | @bank zwei⏎Zeilen; "so"
		6 1730000000000000000 bank 2023-11-05T12:00:00Z >1730000000000000123 rounded id | @anna ja`)
	if inputs[0].Name != path+":Tweets" {
		t.Errorf("read %s, want the sheet Tweets", inputs[0].Name)
	}
}

// tarOf is an archive of one file.
func tarOf(name, text string) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(text))})
	w.Write([]byte(text))
	w.Close()
	return b.String()
}

// Inputs that cannot be read say what is wrong and what to do.
func TestOpenErrors(t *testing.T) {
	dir := write(t, map[string]string{
		"notes/readme.txt": "Dear reader,\nthis is a letter.\n",
		"other.csv":        "colour,size\nred,3\n",
		"exporter.csv":     "id,created_at,full_text,media,screen_name,name,profile_image_url,url\n",
		"titled.csv":       "Report name: x\n\nGenerated on Nov 5, 2023\ncolour,size,price\nred,3,4\nblue,5,6\n",
		"columns.md":       "# Columns\n\n    id,screen_name,created_at,full_text\n\nThese are the columns.\n",
		"letter.md":        "Dear reader\n\nin the folder stand posts, names, and times,\nall of them made up, by us, and for tests, so\nthat, as you see, nobody is, or can be, hurt\n\n| id | time | text |\n| -- | ---- | ---- |\n| 1 | 2020 | hello |\n",
		"many.csv":         "," + strings.Repeat("c,", 41) + strings.Repeat("long", 20) + ",d\n",
		"other.json":       `[{"colour": "red"}]`,
		"scraper.json":     `[{"type": "post", "author": {"userName": "anna", "profile": {"bio": ""}}, "media": []}]`,
		"titles.csv":       "Report:,Bulk Download\nBrand:,Shoes\nFrom:,Monday\n\ndate,url,author,full text\n1,2,3,4\n5,6,7,8\n",
		"repo.car":         "\x3a\xa2eroots\x81\xd8*X%\x00\x01",
		"own.js":           `window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "x", "created_at": "Tue Jan 01 08:00:00 +0000 2019"}}]`,
		"bad.zip":          "PK\x03\x04 and nothing else",
		"wide.csv":         strings.Repeat("c,", 100_000) + "c\n",
		"posts.tar":        tarOf("posts.csv", sample),
		"posts.tgz":        gzipped(tarOf("posts.csv", sample)),
		"posts.bz2":        "BZh91AY&SY\x06\x9d\xbb\xa0\x00\x00",
		"posts.xz":         "\xfd7zXZ\x00\x00\x04\xe6\xd6\xb4\x46",
		"posts.7z":         "7z\xbc\xaf\x27\x1c\x00\x04",
		"posts.rar":        "Rar!\x1a\x07\x01\x00",
		"no.zip":           zipped(t, map[string]string{"a.txt": "nothing"}),
	})
	for _, test := range []struct {
		pattern string
		options Options
		want    string
	}{
		{"missing.csv", Options{}, "missing.csv: no such file"},
		{"*.parquet", Options{}, "no file matches"},
		{"\x1b[31m.csv", Options{}, `\x1b[31m.csv" is neither a file nor a pattern`},
		{"notes", Options{}, "no file in this folder holds posts; "},
		{"other.csv", Options{}, "its columns are colour, size; describe them in a mapping file"},
		{"titled.csv", Options{}, "its columns are colour, size, price; describe them in a mapping file"},
		{"many.csv", Options{}, "its columns are c, c, "},
		{"many.csv", Options{}, "c, c and 3 more; describe them"},
		{"other.csv", Options{Mapping: &Mapping{sources: sources{FieldText: {"text"}}}}, "lacks columns that the mapping names: text (text); it has colour, size"},
		{"exporter.csv", Options{Mapping: &Mapping{sources: sources{FieldText: {"text"}}}}, "it has id, created_at, full_text, media, screen_name, name, profile_image_url, url"},
		{"columns.md", Options{}, "is neither a table with a header nor JSON"},
		{"letter.md", Options{}, "is neither a table with a header nor JSON"},
		{"other.csv", Options{Format: "twcs"}, "does not look like twcs"},
		{"other.csv", Options{Mapping: &Mapping{Name: "shop"}}, "the mapping names no fields: read one with LoadMapping"},
		{"other.csv", Options{Format: "tweets"}, `unknown format "tweets"; the formats are 4cat-csv, `},
		{"other.json", Options{}, "is JSON in no known format"},
		{"scraper.json", Options{}, "its first record has type, media, author.userName, author.profile.bio; describe it in a mapping file"},
		{"scraper.json", Options{Mapping: &Mapping{sources: sources{FieldText: {"text"}}}}, "lacks the members that the mapping names; its first record has type, media, author.userName"},
		{"titles.csv", Options{}, "its columns are date, url, author, full text; describe them in a mapping file"},
		{"repo.car", Options{}, "is a Bluesky repository (CAR), which "},
		{"own.js", Options{}, "name the owner (--owner)"},
		{"bad.zip", Options{}, "is a damaged zip file"},
		{"wide.csv", Options{}, "has more than 4096 columns"},
		{"posts.tar", Options{}, "posts.tar: is a tar archive: unpack it first (gzip, zstd and zip are read as they are)"},
		{"posts.tgz", Options{}, "posts.tgz: is a tar archive: unpack it first"},
		{"posts.bz2", Options{}, "posts.bz2: is a bzip2 file: unpack it first"},
		{"posts.xz", Options{}, "posts.xz: is an xz file: unpack it first"},
		{"posts.7z", Options{}, "posts.7z: is a 7z archive: unpack it first"},
		{"posts.rar", Options{}, "posts.rar: is a RAR archive: unpack it first"},
		{"no.zip", Options{}, "no member of this zip holds posts"},
	} {
		_, err := Open([]string{filepath.Join(dir, test.pattern)}, test.options)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %+v: got %v, want …%s…", test.pattern, test.options, err, test.want)
		}
	}
}

// A workbook that cannot be read says whether it is gone, too large or damaged.
func TestBookErrors(t *testing.T) {
	book := func(size uint64) string {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		w.CreateRaw(&zip.FileHeader{Name: "xl/workbook.xml"})
		w.CreateRaw(&zip.FileHeader{Name: "xl/media/film.mp4", UncompressedSize64: size})
		w.Close()
		return b.String()
	}
	dir := write(t, map[string]string{"large.xlsx": book(maxSheet + 1), "damaged.xlsx": book(1)})
	for name, want := range map[string]string{
		"large.xlsx":   "large.xlsx: is a workbook that unpacks to more than 2048 MB: save its sheets as CSV",
		"damaged.xlsx": "damaged.xlsx: is a workbook that cannot be read (EOF): save it anew, or its sheets as CSV",
	} {
		f, err := Open([]string{filepath.Join(dir, name)}, Options{})
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%v, %v, want %s", f, err, want)
		}
	}
	if _, err := (workbook{path: filepath.Join(dir, "gone.xlsx")}).sources(); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a workbook that is gone: %v", err)
	}
}

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
			zstdOf(sample + strings.Repeat("\n", 80<<20)),
			sampleWant + "\n… ! : unpacks to more than 300 times its size, as no export does: unpack it yourself if it is sound: what stands behind this place is not read"},
		{"a gzip bomb",
			gzipped(sample + strings.Repeat("\n", 80<<20)),
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

// unreadOf is what Files says of what may hold posts and was not read, a file a line.
func unreadOf(f *Files) string {
	var said []string
	for _, u := range f.Unknown() {
		said = append(said, u.Name+": "+u.Why)
	}
	return strings.Join(said, "\n")
}

// A zip's member that unpacks to more than any export is read as far as a gzip is.
func TestZipBomb(t *testing.T) {
	path := filepath.Join(t.TempDir(), "posts.zip")
	member := map[string]string{"posts.csv": sample + strings.Repeat("\n", 80<<20)}
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
	member = map[string]string{"xl/workbook.xml": strings.Repeat(" ", 80<<20)}
	if err := os.WriteFile(book, []byte(zipped(t, member)), 0o600); err != nil {
		t.Fatal(err)
	}
	if f, err := Open([]string{book}, Options{}); err == nil || !strings.HasSuffix(err.Error(), errBomb.Error()) {
		t.Errorf("%v, %v, want %v", f, err, errBomb)
	}
}
