package dataset

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

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
		"a.csv":     sample,
		"bad.zip":   "PK\x03\x04 and nothing else",
		"own.js":    `window.YTD.tweets.part0 = [{"tweet": {"id_str": "1", "full_text": "x", "created_at": "Tue Jan 01 08:00:00 +0000 2019"}}]`,
		"old.xls":   "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + strings.Repeat("\x00", 600),
		"sheet.ods": zipped(t, map[string]string{"content.xml": "<?xml?>", "META-INF/manifest.xml": "<?xml?>"}),
		"site.zip":  zipped(t, map[string]string{"content.xml": "<?xml?>", "posts.csv": sample}),
		"two.zip":   zipped(t, map[string]string{"one.zip": zipped(t, map[string]string{"b.csv": sample}), "c.csv": sample}),
	})
	f, err := Open([]string{dir}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for f.Scan() {
	}
	if got, want := names(f.Inputs(), dir), "a.csv site.zip:posts.csv two.zip:c.csv"; got != want {
		t.Errorf("read %s, want %s", got, want)
	}
	unread := strings.ReplaceAll(unreadOf(f), dir+string(filepath.Separator), "")
	for i, want := range []string{
		"bad.zip: is a damaged zip file: ",
		"old.xls: is an old or protected Excel workbook: save it as an .xlsx without a password, or as CSV",
		"own.js: holds one account's posts without saying whose: ",
		"sheet.ods: is an OpenDocument file: save it as an .xlsx, or as CSV",
		"two.zip:one.zip: is a zip or a workbook within a stream or a zip: save it as a file of its own",
	} {
		if got := lines(unread); i >= len(got) || !strings.HasPrefix(got[i], want) {
			t.Errorf("unread are %q, want %q as number %d", got, want, i+1)
		}
	}
}

// What stands beside the posts and is none is told neither as a bad record nor as a
// file that was not read, with a mapping or without: marks of programs, empty
// sheets, notes.
func TestBesidePosts(t *testing.T) {
	book := excelize.NewFile()
	book.NewSheet("Posts")
	book.SetSheetRow("Posts", "A1", &[]any{"id", "screen_name", "created_at", "full_text"})
	book.SetSheetRow("Posts", "A2", &[]any{"1", "anna", "2020-01-02 03:04:05Z", "hello"})
	book.NewSheet("Notes")
	book.SetSheetRow("Notes", "A1", &[]any{"Made by hand"})
	dir := write(t, map[string]string{"a/_SUCCESS": "", "a/README.md": "# Notes\n", "a/part-0.csv": sample})
	if err := book.SaveAs(filepath.Join(dir, "book.xlsx")); err != nil {
		t.Fatal(err)
	}
	for name, o := range map[string]Options{
		"recognised": {},
		"mapped":     mapped(t, "fields: {id: id, author: screen_name, created_at: created_at, text: full_text}"),
		"given":      {Format: "twitter-web-exporter-csv"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Open([]string{dir}, o)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			posts := 0
			for f.Scan() {
				if _, ok := f.Record().(*Post); !ok {
					t.Errorf("told: %v", f.Record())
				}
				posts++
			}
			if posts != 2 || len(f.Unknown()) > 0 {
				t.Errorf("read %d posts, want 2; not read: %v", posts, f.Unknown())
			}
		})
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
