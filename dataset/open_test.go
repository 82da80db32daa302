package dataset

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

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
		"page.json":        `{"next": {"id": "x"}, "data": {"items": [{"id": 1, "user": {"name": "anna"}, "message": "hello", "at": 1546780832, "tags": [{"tag": "a"}]}]}}`,
		"posts.json":       `{"posts": [{"nr": 1, "words": "hello"}]}`,
		"titles.csv":       "Report:,Bulk Download\nBrand:,Shoes\nFrom:,Monday\n\ndate,url,author,full text\n1,2,3,4\n5,6,7,8\n",
		"numbered.csv":     "who,when,what\n1,anna,Monday,Hello\n2,kim,Tuesday,Thanks\n3,anna,Friday,Bye\n",
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
		"part2.csv":        strings.Repeat("173000001,7,True,Tue Oct 31 22:10:47 +0000 2017,hello,,\n", 2),
		"years.csv":        "country,2019,2020\nSpain,1,2\nFrance,3,4\n",
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
		{"page.json", Options{}, "its first record has next.id, data.items, and records with id, message, at, tags, user.name in the list data.items; describe it in a mapping file (--mapping), with list: data.items if those are the posts"},
		{"page.json", mapped(t, "fields: {author: user, created_at: at, text: message}"), "lacks the members that the mapping names; its first record has next.id, data.items, and records with id, message, at, tags, user.name in the list data.items; describe these in the mapping file, with list: data.items if those are the posts (a mapping"},
		{"page.json", mapped(t, "fields: {author: user.name, created_at: at, text: message}\nlist: items"), "page.json: lacks the list items, or in it the members that the mapping names; its first record has next.id, data.items, and records"},
		{"page.json", mapped(t, "fields: {author: user.login, created_at: at, text: message}\nlist: data.items"), "page.json: lacks the list data.items, or in it the members that the mapping names; its first record has next.id, data.items, and records with id, message, at, tags, user.name in the list data.items (a mapping"},
		{"posts.json", Options{}, "its first record has posts, and records with nr, words in the list posts; describe it in a mapping file (--mapping), with list: posts if those are the posts"},
		{"titles.csv", Options{}, "its columns are date, url, author, full text; describe them in a mapping file"},
		{"numbered.csv", Options{}, "its columns are who, when, what; describe them in a mapping file"},
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
		{"part2.csv", Options{}, "begins with a post, not with the names of its columns: put the first line of the whole export above it"},
		{"part2.csv", Options{Mapping: &Mapping{sources: sources{FieldText: {"text"}}}}, "begins with a post"},
		{"years.csv", Options{}, "its columns are country, 2019, 2020; describe"},
		{"no.zip", Options{}, "no member of this zip holds posts"},
	} {
		_, err := Open([]string{filepath.Join(dir, test.pattern)}, test.options)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %+v: got %v, want …%s…", test.pattern, test.options, err, test.want)
		}
	}
}
