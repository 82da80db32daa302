package dataset

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/deprecated"
)

// kept are posts that say everything, nothing, or what an encoding could
// stumble over.
var kept = []Post{
	{
		Pos: Pos{"a.csv", 3}, ID: "1380000000000000002", Author: "northbank", AuthorID: "310001",
		Time: time.Date(2021, 4, 8, 19, 40, 0, 250_000_000, time.UTC),
		Text: "@pat_lee \"Which\" one,\n& when?", ReplyTo: "1380000000000000001", ReplyToAuthor: "pat_lee",
		ReplyToAuthorID: "501", Conversation: "1380000000000000001", Language: "en", Side: SideBrand,
	},
	{Pos: Pos{"b.jsonl", 1}, ID: "7", Author: "-kim", Text: "=1+1", Time: time.Date(2021, 4, 8, 20, 0, 0, 0, time.UTC), Repost: true},
	{Pos: Pos{"b.jsonl", 2}, ID: "8", AuthorID: "9", Text: "'twas\n  '=x' \\n &amp; <b>", Side: SideCustomer, Damage: NoTime},
	{Pos: Pos{"b.jsonl", 3}, ID: "1730000000000000000", Author: "lee", Text: " ", Damage: RecoveredID | NoZone, Time: time.Unix(1, 0).UTC()},
	{Pos: Pos{"b.jsonl", 4}, ID: "made-00ff", Author: "lee", Text: "lost \uFFFD 😡\u2028", Damage: MadeID | LostCharacters | RoundedReply, ReplyTo: "1730000000000000000", Time: time.Unix(2, 0).UTC()},
}

// Posts come back from every encoding as they were, but for their position.
func TestPostsComeBack(t *testing.T) {
	for _, test := range []struct{ extension, format string }{
		{"csv", "lastword-csv from twarc2, twcs"},
		{"jsonl", "lastword-jsonl from twarc2, twcs"},
		{"parquet", "lastword-jsonl from twarc2, twcs"},
	} {
		t.Run(test.extension, func(t *testing.T) {
			file := writeKept(t, test.extension)
			f, err := Open([]string{file}, Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			var got []Post
			for f.Scan() {
				if p, ok := f.Record().(*Post); ok {
					got = append(got, *p)
				}
			}
			if len(got) != len(kept) {
				t.Fatalf("%d posts came back of %d", len(got), len(kept))
			}
			for i, p := range got {
				want := kept[i]
				want.Pos = p.Pos
				if p != want {
					t.Errorf("post %d came back as\n%s, want\n%s", i+1, describe(&p), describe(&want))
				}
			}
			in := f.Inputs()[0]
			whole, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if in.Format != test.format || in.Size != int64(len(whole)) {
				t.Errorf("read as %s of %d bytes, want %s of %d", in.Format, in.Size, test.format, len(whole))
			}
			if got, want := FormatByName(in.Format).Limits.Why(HidesIgnored), twcs.Limits.Why(HidesIgnored); !slices.Equal(got, want) {
				t.Errorf("hides what was ignored because %q, want twcs's reason %q", got, want)
			}
		})
	}
}

// A program that makes objects of the CSV keeps the apostrophes that guard its cells,
// which are no part of the texts. In lastword's own objects they are.
func TestObjectsOfTheCSV(t *testing.T) {
	const object = `{"id":"%d","author":"ann","created_at":"2021-04-08T19:40:00Z","text":"%s","reply_to_id":null,"is_repost":false,"format":"twarc2"}` + "\n"
	for _, test := range []struct{ first, second, want string }{
		{"twas", "'@bank hello", "@bank hello"},
		{"'@bank please", "''twas", "'twas"},
		{"@bank please", "'@bank hello", "'@bank hello"},
		{"twas", "'twas", "'twas"},
	} {
		compare(t, readText(t, Options{}, fmt.Sprintf(object+object, 1, test.first, 2, test.second))[1:], "2 2 ann 2021-04-08T19:40:00Z | "+test.want)
	}
}

// The same posts make the same bytes.
func TestPostsAreWrittenAlike(t *testing.T) {
	for _, extension := range []string{"csv", "jsonl", "parquet"} {
		a, errA := os.ReadFile(writeKept(t, extension))
		b, errB := os.ReadFile(writeKept(t, extension))
		if errA != nil || errB != nil || !bytes.Equal(a, b) {
			t.Errorf("%s: two files of the same posts differ (%v, %v)", extension, errA, errB)
		}
	}
}

func TestUnknownEncoding(t *testing.T) {
	if _, err := NewPostWriter(new(bytes.Buffer), "xls", nil); err == nil {
		t.Error("posts can be written as xls")
	}
}

// A Parquet file that is damaged anywhere is a problem, not a panic, and what
// stands before the damage may be read.
func TestDamagedParquet(t *testing.T) {
	sound, err := os.ReadFile(writeKept(t, "parquet"))
	if err != nil {
		t.Fatal(err)
	}
	for i := 4; i < len(sound); i += 19 {
		damaged := bytes.Clone(sound)
		damaged[i] ^= 0x55
		readAll(t, damaged)
		readAll(t, sound[:i])
	}
}

// Others write the schema in ways of their own: Spark its times as 96-bit numbers,
// and what has data pages of version 2 its booleans in runs, which are refused.
func TestForeignParquet(t *testing.T) {
	type post struct {
		ID        string           `parquet:"id"`
		Author    string           `parquet:"author"`
		CreatedAt deprecated.Int96 `parquet:"created_at"`
		Text      string           `parquet:"text"`
		ReplyTo   string           `parquet:"reply_to_id"`
		Repost    bool             `parquet:"is_repost"`
	}
	const day = 2_459_640 // 2022-03-01
	const nanos = uint64(8*time.Hour + 500*time.Millisecond)
	row := post{"1", "anna", deprecated.Int96{uint32(nanos & 0xFFFFFFFF), uint32(nanos >> 32), day}, "hello", "", true}
	write := func(o ...parquet.WriterOption) string {
		file := filepath.Join(t.TempDir(), "posts.parquet")
		f, err := os.Create(file)
		if err != nil {
			t.Fatal(err)
		}
		w := parquet.NewGenericWriter[post](f, o...)
		_, err = w.Write([]post{row})
		if err := errors.Join(err, w.Close(), f.Close()); err != nil {
			t.Fatal(err)
		}
		return file
	}
	records, _ := read(t, Options{}, write())
	compare(t, records, "1 1 anna 2022-03-01T08:00:00Z repost | hello")
	records, _ = read(t, Options{}, write(parquet.DefaultEncodingFor(parquet.Boolean, &parquet.RLE)))
	compare(t, records, "1 ! : is a Parquet file that holds booleans in an encoding (RLE) which cannot be read for sure, in column is_repost: write it anew with data pages of version 1, or that column as text")
}

// A table of another format may be a Parquet file as well, whose dotted columns are
// columns. Its times tell whether their zone is known.
func TestParquetOfTables(t *testing.T) {
	type tweet struct {
		ID        int64   `parquet:"id"`
		AuthorID  string  `parquet:"author_id"`
		Author    string  `parquet:"author.username"`
		CreatedAt int64   `parquet:"created_at,timestamp(microsecond:local)"`
		Text      string  `parquet:"text"`
		ReplyTo   *string `parquet:"referenced_tweets.replied_to.id,optional"`
		Repost    *string `parquet:"referenced_tweets.retweeted.id,optional"`
		Thread    string  `parquet:"conversation_id"`
	}
	parent := "1380000000000000001"
	file := filepath.Join(t.TempDir(), "posts.parquet")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w := parquet.NewGenericWriter[tweet](f)
	_, err = w.Write([]tweet{
		{1380000000000000002, "31", "northbank", 1617910800000000, `One\ntwo`, &parent, nil, parent},
		{1380000000000000003, "50", "pat_lee", 1617912000000000, "back", nil, &parent, "1380000000000000003"},
	})
	if err := errors.Join(err, w.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
	records, inputs := read(t, Options{}, file)
	compare(t, records, `
		1 1380000000000000002 northbank(31) 2021-04-08T19:40:00Z >1380000000000000001 in 1380000000000000001 | One⏎two
		2 1380000000000000003 pat_lee(50) 2021-04-08T20:00:00Z in 1380000000000000003 repost | back`)
	if inputs[0].Format != "twarc-csv" {
		t.Errorf("recognised as %s", inputs[0].Format)
	}
	m, err := parseMapping([]byte("fields: {id: id, author: author.username, created_at: created_at, text: text}\ntimezone: Europe/Paris"))
	if err != nil {
		t.Fatal(err)
	}
	records, _ = read(t, Options{Mapping: m}, file)
	compare(t, records, `
		1 1380000000000000002 northbank 2021-04-08T17:40:00Z no zone | One\ntwo
		2 1380000000000000003 pat_lee 2021-04-08T18:00:00Z no zone | back`)
}

func FuzzParquet(f *testing.F) {
	sound, err := os.ReadFile(writeKept(f, "parquet"))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(sound)
	f.Fuzz(func(t *testing.T, data []byte) { readAll(t, append([]byte("PAR1"), data...)) })
}

// readAll reads a file of these bytes to its end.
func readAll(t testing.TB, data []byte) {
	file := filepath.Join(t.TempDir(), "posts.parquet")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := Open([]string{file}, Options{})
	if err != nil {
		return
	}
	defer f.Close()
	for f.Scan() {
	}
	if f.Err() != nil {
		t.Fatal(f.Err())
	}
}

// writeKept writes the kept posts to a file and returns its name.
func writeKept(t testing.TB, extension string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := NewPostWriter(&b, extension, []*Format{twcs, nil, twarc2JSON, twcs})
	if err != nil {
		t.Fatal(err)
	}
	for i := range kept {
		if err := w.Write(&kept[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "posts."+extension)
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}
