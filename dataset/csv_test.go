package dataset

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// readText reads an input that is given as text.
func readText(t *testing.T, o Options, text string) []string {
	t.Helper()
	o.Stdin = strings.NewReader(text)
	records, _ := read(t, o, "-")
	return records
}

// A broken row costs itself alone: the rows around it are read, and where it
// can be told what the row was, so is the row.
func TestBrokenRows(t *testing.T) {
	const header = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n"
	const before = "1,Bank,False,Tue Oct 31 22:10:47 +0000 2017,before,,\n"
	const after = "9,Bank,False,Tue Oct 31 22:10:49 +0000 2017,\"after, quoted\",,\n"
	for _, test := range []struct{ name, rows, want string }{
		{"a quote that never closes",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,\"open,,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | "open`},
		{"a quote that never closes, over two lines",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,\"open\nand on,,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | "open⏎and on`},
		{"quotes that are not doubled",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,\"she said \"no\" to me\",,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | she said "no" to me`},
		{"quotes that are escaped by backslashes",
			`5,7,True,Tue Oct 31 22:10:48 +0000 2017,"he said \"no\", \"C:\\\", twice \"",,1` + "\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | he said "no", "C:\", twice "`},
		{"the same over several lines",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,\"he said\n\n\\\"no\\\", twice\",,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | he said⏎⏎"no", twice`},
		{"a quote escaped so at the end of a text",
			`5,7,True,Tue Oct 31 22:10:48 +0000 2017,"a screen of 5\"",,1` + "\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | a screen of 5"`},
		{"a backslash at the end of a text",
			`5,7,True,Tue Oct 31 22:10:48 +0000 2017,"in C:\","","1"` + "\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | in C:\`},
		{"a backslash at the end of a text, and quotes that are not doubled",
			`5,7,True,Tue Oct 31 22:10:48 +0000 2017,"in "C:\","","1"` + "\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | in "C:\`},
		{"a quote inside a cell without quotes",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,a 5\" screen,,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | a 5" screen`},
		{"newlines without quotes tear a row apart",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,one\ntwo\n\nfour,,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | one⏎two⏎⏎four`},
		{"a row that ends too early but has its text",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,short\n",
			`3 ! : has 5 fields, the header 7: the post is kept without the fields that are missing
			 3 5 7 2017-10-31T22:10:48Z customer | short`},
		{"a row that ends before its text",
			"5,7,True\n",
			`3 ! : has 3 fields, the header 7: no id or no text, so it is passed over`},
		{"a comma too many",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,one, two,,1\n",
			`3 ! : has 8 fields, the header 7: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)`},
		{"empty columns at the end, as a spreadsheet adds them",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,text,,1,,,\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | text`},
		{"the same, with a text of several lines",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,\"one\ntwo\",,1,,,\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer | one⏎two`},
		{"noise over several lines",
			"\"\"\"x\ny\"z\n",
			`3 ! : is no row of 7 fields (a quote that does not close?): 2 lines passed over`},
		{"a time that is none",
			"5,7,True,yesterday,text,,1\n",
			`3 ! created_at: "yesterday" is not a time that can be read for sure: the post is kept without one; name the layout in a mapping file
			 3 5 7 >1 customer no time | text`},
		{"no id",
			",7,True,Tue Oct 31 22:10:48 +0000 2017,text,,1\n",
			`3 ! id: is empty: the post is kept under the id made-65d5a04bd75a2f16, made of its author, time and text
			 3 made-65d5a04bd75a2f16 7 2017-10-31T22:10:48Z >1 customer made id | text`},
		{"neither an id nor a text",
			",7,True,Tue Oct 31 22:10:48 +0000 2017,,,1\n",
			`3 ! : has neither an id nor a text: not a post`},
		{"an empty line, and one of commas",
			"\n,,,,,,\n", ""},
		{"bytes of Windows-1252, and the remains of an emoji",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,caf\xe9 \x96 \xf0\x9f\x98,,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer lost characters | café – �`},
		{"bytes of Windows-1252 alone",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,caf\xe9 \x96,,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer Windows-1252 | café –`},
		{"a byte that is no character of Windows-1252",
			"5,7,True,Tue Oct 31 22:10:48 +0000 2017,caf\x81,,1\n",
			`3 5 7 2017-10-31T22:10:48Z >1 customer lost characters | caf�`},
	} {
		t.Run(test.name, func(t *testing.T) {
			last := 3 + strings.Count(test.rows, "\n")
			compare(t, readText(t, Options{}, header+before+test.rows+after), fmt.Sprintf(`
				2 1 Bank 2017-10-31T22:10:47Z brand | before
				%s
				%d 9 Bank 2017-10-31T22:10:49Z brand | after, quoted`, test.want, last))
		})
	}
}

// Where tables were put one behind the other, a header like the first is none of the
// posts, and another one says what it is.
func TestHeaderInTheMiddle(t *testing.T) {
	const table = "tweet_id,author_id,inbound,created_at,text,response_tweet_id,in_response_to_tweet_id\n" +
		"1,Bank,False,Tue Oct 31 22:10:47 +0000 2017,hello,,\n"
	const stands = "): what stands below it is read as if it were of this one; put each table into a file of its own"
	for _, test := range []struct{ name, more, want string }{
		{"the same", table, "4 1 Bank 2017-10-31T22:10:47Z brand | hello"},
		{"the same in capitals", strings.ToUpper(table[:strings.Index(table, "\n")]) + table[strings.Index(table, "\n"):],
			"4 1 Bank 2017-10-31T22:10:47Z brand | hello"},
		{"in another order", "author_id,tweet_id,created_at,inbound,text,in_response_to_tweet_id,response_tweet_id\n",
			"3 ! : is the header of another table (author_id, tweet_id, created_at, inbound, text, in_response_to_tweet_id, response_tweet_id" + stands},
		{"with a column more", strings.Replace(table, "tweet_id\n1,Bank,False,Tue Oct 31 22:10:47 +0000 2017,hello,,", "tweet_id,note", 1),
			"3 ! : is the header of another table (tweet_id, author_id, inbound, created_at, text, response_tweet_id, in_response_to_tweet_id, note" + stands},
		{"of another format", "id,screen_name,created_at,full_text\n",
			"3 ! : is the header of another table (id, screen_name, created_at, full_text" + stands},
	} {
		t.Run(test.name, func(t *testing.T) {
			compare(t, readText(t, Options{}, table+test.more), "2 1 Bank 2017-10-31T22:10:47Z brand | hello\n"+test.want)
		})
	}
}

// A row that is too long to be read costs no other, however many lines it has.
func TestLongRow(t *testing.T) {
	const line = "of many lines\n"
	got := readText(t, Options{}, "id,screen_name,created_at,full_text\n1,anna,2020-01-02 03:04:05Z,hello\n2,anna,2020-01-02 03:04:05Z,hello\n"+
		`3,anna,2020-01-02 03:04:05Z,"`+strings.Repeat(line, maxRecord/len(line)+1)+"\"\n4,anna,2020-01-02 03:04:05Z,bye\n")
	compare(t, append(got[:3], got[len(got)-1]), fmt.Sprintf(`
		2 1 anna 2020-01-02T03:04:05Z | hello
		3 2 anna 2020-01-02T03:04:05Z | hello
		4 ! : is longer than 16 MB: the record is passed over
		%d 4 anna 2020-01-02T03:04:05Z | bye`, 6+maxRecord/len(line)))
}

// A table that ends within quotes, or short of a cell and without a line end, is
// not whole, and says so; what is there of its last row is a post if neither id nor
// text is missing.
func TestCutTable(t *testing.T) {
	const table = "id,screen_name,created_at,full_text\n1,anna,2020-01-02 03:04:05Z,hello\n"
	const missing = ": what should follow is missing; get the whole file"
	const early = "\n3 ! : ends early, within a quoted field" + missing
	for last, want := range map[string]string{
		`2,bank,2020-01-02 04:04:05Z,"yes`:            early + "\n3 2 bank 2020-01-02T04:04:05Z | yes",
		`2,bank,2020-01-02 04:04:05Z,"yes,` + "\nso ": early + "\n3 2 bank 2020-01-02T04:04:05Z | yes,⏎so",
		`2,bank,"2020-01-02 04:`:                      early,
		`"2`:                                          early,
		`2,bank,2020-01-02 04:04:05Z,"yes"`:           "\n3 2 bank 2020-01-02T04:04:05Z | yes",
		`2,bank,2020-01-02 04:04:05Z,yes`:             "\n3 2 bank 2020-01-02T04:04:05Z | yes",
		`2,bank,2020-01-02 04:04:05Z,a 5" screen`:     "\n3 2 bank 2020-01-02T04:04:05Z | a 5\" screen",
		`2,bank,2020-01-02 04:04:05Z,"a 5\""`:         "\n3 2 bank 2020-01-02T04:04:05Z | a 5\"",
		`2,bank,"2020-01-02 04:04:05Z,yes`:            "\n3 ! created_at: \"\\\"2020-01-02 04:04:05Z\" is not a time that can be read for sure: the post is kept without one; name the layout in a mapping file\n3 2 bank no time | yes",
		"2,bank,2020-01-02 04:04:05Z,\"yes\n":         "\n3 2 bank 2020-01-02T04:04:05Z | \"yes",
		`2,ba`:                                        "\n3 ! : ends early, within field 2 of 4" + missing,
		`2,"bank",`:                                   "\n3 ! : ends early, within field 3 of 4" + missing,
		"2,\"ba\nnk\",20":                             "\n3 ! : ends early, within field 3 of 4" + missing,
		"2,\"ba\nnk\",20\n":                           "\n3 ! : is no row of 4 fields (a quote that does not close?): 2 lines passed over",
		"2,bank,2020\n":                               "\n3 ! : has 3 fields, the header 4: no id or no text, so it is passed over",
	} {
		path := filepath.Join(write(t, map[string]string{"cut.csv": table + last}), "cut.csv")
		records, inputs := read(t, Options{}, path)
		t.Run(last, func(t *testing.T) {
			compare(t, records, sampleWant+want)
			if got := inputs[0].Cut() != nil; got != strings.Contains(want, missing) {
				t.Errorf("the input is cut: %v", got)
			}
		})
	}
}

// The same table in the dialects that tools and spreadsheets write.
func TestDialects(t *testing.T) {
	const plain = "id,screen_name,created_at,full_text\n" +
		"1,anna,2020-01-02 03:04:05,\"a;b\tc|d \"\"e\"\"\"\n" +
		"2,bank,2020-01-02 04:04:05,yes"
	const want = `
		2 1 anna 2020-01-02T03:04:05Z no zone | a;b	c|d "e"
		3 2 bank 2020-01-02T04:04:05Z no zone | yes`
	for name, text := range map[string]string{
		"comma":                                plain,
		"CRLF":                                 strings.ReplaceAll(plain, "\n", "\r\n"),
		"byte order mark":                      "\ufeff" + plain,
		"returns, as Excel's CSV (Macintosh)":  strings.ReplaceAll(plain, "\n", "\r"),
		"returns in UTF-16":                    utf16LE("\ufeff" + strings.ReplaceAll(plain, "\n", "\r")),
		"blank columns in the header alone":    strings.Replace(plain, "full_text", "full_text,,,", 1),
		"hard space in the header":             strings.Replace(plain, "full_text", "full_text\u00a0", 1),
		"two such marks, quoted header":        "\ufeff\ufeff" + strings.Replace(plain, "id,", `"id",`, 1),
		"a mark within the quotes":             strings.Replace(plain, "id,", "\"\ufeffid\",", 1),
		"a mark behind the index of pandas":    strings.NewReplacer("id,", ",\ufeffid,", "\n1,", "\n0,1,", "\n2,", "\n1,2,").Replace(plain),
		"two marks in UTF-16":                  utf16LE("\ufeff\ufeff" + plain),
		"quoted header":                        strings.Replace(plain, "id,screen_name", `"id","Screen_Name"`, 1),
		"UTF-16, with mark":                    utf16LE("\ufeff" + plain),
		"UTF-16, without":                      utf16LE(plain),
		"UTF-16 the other way round":           utf16BE("\ufeff" + plain),
		"so, without mark":                     utf16BE(plain),
		"gzip":                                 gzipped(plain),
		"zstd":                                 zstdOf(plain),
		"row names, without a column for them": strings.NewReplacer("\n1,", "\n\"r1\",1,", "\n2,", "\n\"r2\",2,").Replace(plain),
		"spaces, as R's write.table":           strings.NewReplacer(",", " ", "2020-01-02 03:04:05", "\"2020-01-02 03:04:05\"", "2020-01-02 04:04:05", "\"2020-01-02 04:04:05\"").Replace(plain),
		"row names, as R has":                  "\"\"," + strings.NewReplacer("\n1,", "\n\"r1\",1,", "\n2,", "\n\"r2\",2,").Replace(plain),
	} {
		t.Run(name, func(t *testing.T) { compare(t, readText(t, Options{}, text), want) })
	}
	t.Run("tabs in UTF-16, as Excel's Unicode text", func(t *testing.T) {
		compare(t, readText(t, Options{}, utf16LE("\ufeffid\tscreen_name\tcreated_at\tfull_text\r\n1\tanna\t2020-01-02 03:04:05\t\"a;b\tc|d \"\"e\"\"\"\r\n2\tbank\t2020-01-02 04:04:05\tyes\r\n")), want)
	})
	semicolons := "sep=;\r\nid;screen_name;created_at;full_text\r\n1;anna;2020-01-02 03:04:05;\"a;b\tc|d \"\"e\"\"\"\r\n2;bank;2020-01-02 04:04:05;yes\r\n"
	t.Run("semicolon, with Excel's line", func(t *testing.T) {
		compare(t, readText(t, Options{}, semicolons), strings.NewReplacer("3 2", "4 2", "2 1", "3 1").Replace(want))
	})
}

// The first line end outside quotes tells whether lines end in a carriage return
// alone, wherever else either of the two stands.
func TestLineEnds(t *testing.T) {
	const post = "1,anna,2020-01-02 03:04:05Z,"
	wide := "id,screen_name,created_at,full_text," // its line's end is the last byte that is looked at
	wide += strings.Repeat("x", 64<<10-1-len(wide))
	for name, test := range map[string]struct{ text, want string }{
		"a newline in a text":               {"id,screen_name,created_at,full_text\r" + post + "\"one\ntwo\"\r2,bank,2020-01-02 04:04:05Z,yes", "2 1 anna 2020-01-02T03:04:05Z | one⏎two\n4 2 bank 2020-01-02T04:04:05Z | yes"},
		"one in a title":                    {"\"Bank 5\"\" cards\nand more\"\rid,screen_name,created_at,full_text\r" + post + "yes\r", "4 1 anna 2020-01-02T03:04:05Z | yes"},
		"one in a text, a quote in a title": {"Bank 5\" cards\rid,screen_name,created_at,full_text\r" + post + "\"one\ntwo\"\r", "3 1 anna 2020-01-02T03:04:05Z | one⏎two"},
		"a return in a text":                {"id,screen_name,created_at,full_text\n" + post + "\"one\rtwo\"\n2,bank,2020-01-02 04:04:05Z,yes", "2 1 anna 2020-01-02T03:04:05Z | one⏎two\n3 2 bank 2020-01-02T04:04:05Z | yes"},
		"a return in the header's quotes":   {"id,screen_name,created_at,full_text,\"a\rb\"\r\n" + post + "yes,\r\n", "2 1 anna 2020-01-02T03:04:05Z | yes"},
		"two returns and a newline":         {"id,screen_name,created_at,full_text,lang\r\r\n" + post + "yes,en\r\r\n", "2 1 anna 2020-01-02T03:04:05Z | yes"},
		"an empty line above":               {"Bank\r\rid,screen_name,created_at,full_text\r" + post + "yes\r", "4 1 anna 2020-01-02T03:04:05Z | yes"},
		"the Macintosh's letters":           {"id,screen_name,created_at,full_text\r" + post + "caf\x8e \x88 c\x9ft\x8e d\xd5un c\xcfur\r", "2 1 anna 2020-01-02T03:04:05Z | café à cüté d’un cœur"},
		"a newline not yet seen":            {wide + "\r\n" + post + "yes,\r\n", "2 1 anna 2020-01-02T03:04:05Z | yes"},
	} {
		t.Run(name, func(t *testing.T) { compare(t, readText(t, Options{}, test.text), test.want) })
	}
}

// Blanks in columns that have no name are nothing, but what else stands there
// may be the rest of a text, and is not dropped without a word.
func TestUnnamedColumns(t *testing.T) {
	const header, before, after = "id,screen_name,created_at,full_text,lang", "\n0,bank,2020-01-02 03:04:05Z,before,en", "\n9,bank,2020-01-02 03:04:05Z,after,en\n"
	const post = "\n1,anna,2020-01-02 03:04:05Z,hello"
	const apart = "3 ! : has %d fields, the header 5: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)"
	const whole = "3 1 anna 2020-01-02T03:04:05Z | hello"
	for name, test := range map[string]struct{ unnamed, row, want string }{
		"none":                         {",,", post + ",en", whole},
		"one blank":                    {",,", post + ",en, ", whole},
		"all, one with a note":         {",,", post + ",en,,a note", whole},
		"more blanks than the header":  {",,", post + ",en,,,", whole},
		"a delimiter in a text":        {",,", post + ", my card,en", fmt.Sprintf(apart, 6)},
		"three of them":                {",,", post + ", my card, too, was,en", fmt.Sprintf(apart, 8)},
		"one, and the blanks":          {",,", post + ", my card,en,,", fmt.Sprintf(apart, 8)},
		"two, and a line end":          {",,", post + ", my, card\nand, so", fmt.Sprintf(apart, 6) + "\n4 ! : has 2 fields, the header 5: no id or no text, so it is passed over"},
		"a text that is torn":          {",,", post + "\nand so,en", strings.Replace(whole, "hello", "hello⏎and so", 1)},
		"a row too short":              {",,", post, "3 ! : has 4 fields, the header 5: the post is kept without the fields that are missing\n" + whole},
		"a delimiter, no such columns": {"", post + ", my card,en", fmt.Sprintf(apart, 6)},
	} {
		t.Run(name, func(t *testing.T) {
			compare(t, readText(t, Options{}, header+test.unnamed+before+test.row+after), fmt.Sprintf(`
				2 0 bank 2020-01-02T03:04:05Z | before
				%s
				%d 9 bank 2020-01-02T03:04:05Z | after`, test.want, 3+strings.Count(test.row, "\n")))
		})
	}
}

// A delimiter in a text without quotes, before an empty last cell, looks like a
// blank beyond the header: but for the words where an id belongs, and the space.
func TestShiftedRow(t *testing.T) {
	compare(t, readText(t, Options{}, "id,screen_name,created_at,full_text,in_reply_to\n"+
		"1,anna,2020-01-02 03:04:05Z,hello, my card is gone,\n"+
		"2,bank,2020-01-02 04:04:05Z,yes,1,\n"), `
		2 ! : has 6 fields, the header 5: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)
		3 2 bank 2020-01-02T04:04:05Z >1 | yes`)
	compare(t, readText(t, Options{}, "id,screen_name,created_at,full_text,source,in_reply_to\n"+
		"1,anna,2020-01-02 03:04:05Z,hello,web,\n"+
		"2,anna,2020-01-02 03:04:05Z,yes,that,web,\n"+
		"3,anna,2020-01-02 03:04:05Z,yes, that,2,\n"), `
		2 1 anna 2020-01-02T03:04:05Z | hello
		3 ! : has 7 fields, the header 6: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)
		4 ! : has 7 fields, the header 6: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)`)
}

// A row that R gave a name is as wide as the header and the name.
func TestRowNames(t *testing.T) {
	compare(t, readText(t, Options{}, "id,screen_name,created_at,full_text\n"+
		"\"r1\",1,anna,2020-01-02 03:04:05Z,hello\n"+
		"\"r2\",2,bank,2020-01-02 04:04:05Z,yes\n"+
		"\"r3\",3,anna,2020-01-02 05:04:05Z\n"), `
		2 1 anna 2020-01-02T03:04:05Z | hello
		3 2 bank 2020-01-02T04:04:05Z | yes
		4 ! : has 4 fields, the header 5: no id or no text, so it is passed over`)
	compare(t, readText(t, Options{}, "id,screen_name,created_at,full_text,in_reply_to\n"+
		"\"1\",\"1\",\"anna\",\"2020-01-02 03:04:05Z\",\"hello\",\n"+
		"\"2\",\"2\",\"bank\",\"2020-01-02 04:04:05Z\",\"yes\",\"1\"\n"), `
		2 1 anna 2020-01-02T03:04:05Z | hello
		3 2 bank 2020-01-02T04:04:05Z >1 | yes`)
}

// What stands above a table's header, titles and blank lines, is passed over,
// and the rows keep their lines.
func TestTitles(t *testing.T) {
	const table = "id,screen_name,created_at,full_text\n" +
		"1,anna,2020-01-02 03:04:05Z,hello\n" +
		"2,bank,2020-01-02 04:04:05Z,\"yes,\nplease\"\n"
	const want = `
		%d 1 anna 2020-01-02T03:04:05Z | hello
		%d 2 bank 2020-01-02T04:04:05Z | yes,⏎please`
	for above, line := range map[string]int{
		"\n\n":             4,
		"Report name: x\n": 3,
		"\"Report, by \"\"anna\"\"\nand others\"\n\nGenerated on Nov 5, 2023, 3:04 PM\n\n": 7,
		"Report name: x,,,\n,,,\n":           4,
		"Bank 5\" cards\n":                   3,
		strings.Repeat("line\n", titleLines): 2 + titleLines,
	} {
		compare(t, readText(t, Options{}, above+table), fmt.Sprintf(want, line, line+1))
		compare(t, readText(t, Options{}, above+strings.ReplaceAll(table, "\n", "\r\n")), fmt.Sprintf(want, line, line+1))
	}
	compare(t, readText(t, Options{}, "Report name: x\n"+strings.Replace(table, "hello", `"he said "no""`, 1)), fmt.Sprintf(strings.Replace(want, "hello", `he said "no"`, 1), 3, 4))
	m, err := LoadMapping("testdata/tickets.yaml")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/tickets.csv")
	if err != nil {
		t.Fatal(err)
	}
	if records := readText(t, Options{Mapping: m}, "Tickets\n\n"+strings.TrimPrefix(string(data), "\ufeff")); len(records) != 3 || !strings.HasPrefix(records[0], "4 7 anna") {
		t.Errorf("under a mapping: %q", records)
	}
}

// Where tables were put together, the header stands among the rows again, the
// mark that begins a file before it. It is no post, and is counted.
func TestRepeatedHeader(t *testing.T) {
	for name, mark := range map[string]string{"without marks": "", "with marks": "\ufeff"} {
		table := "\"id\",\"screen_name\",\"created_at\",\"full_text\"\n%d,anna,2020-01-02 03:04:05Z,full_text\n"
		text := mark + fmt.Sprintf(table, 1) + mark + fmt.Sprintf(table, 2) + mark + fmt.Sprintf(table, 3)
		path := filepath.Join(write(t, map[string]string{"all.csv": text}), "all.csv")
		records, inputs := read(t, Options{}, path)
		t.Run(name, func(t *testing.T) {
			compare(t, records, `
				2 1 anna 2020-01-02T03:04:05Z | full_text
				4 2 anna 2020-01-02T03:04:05Z | full_text
				6 3 anna 2020-01-02T03:04:05Z | full_text`)
			if inputs[0].Others != 2 {
				t.Errorf("%d records are no posts, want the two headers", inputs[0].Others)
			}
		})
	}
}

// The header may stand behind the last row of the file before, if that has no line end.
func TestGluedHeader(t *testing.T) {
	const header, post = "id,screen_name,created_at,full_text", ",anna,2020-01-02 03:04:05Z,"
	for text, want := range map[string]string{
		"yes":              "yes",
		"\"yes, that\"":    "yes, that",
		"yes\ufeff":        "yes",
		"a 5\" screen":     "a 5\" screen",
		"\"a \"\"no\"\"\"": "a \"no\"",
	} {
		records := readText(t, Options{}, header+"\n1"+post+"first\n2"+post+text+header+"\n3"+post+"last\n")
		compare(t, records, `
			2 1 anna 2020-01-02T03:04:05Z | first
			3 2 anna 2020-01-02T03:04:05Z | `+want+`
			4 3 anna 2020-01-02T03:04:05Z | last`)
	}
}

// What Excel leaves of an export: semicolons, a byte order mark, rounded ids,
// dates in the local order, no reply column.
func TestSavedInExcel(t *testing.T) {
	compare(t, readText(t, Options{}, "\ufeffid;screen_name;name;created_at;full_text\r\n"+
		"1,73E+18;anna;Anna;05/11/2023 09:15;\"@bank ma carte &amp; moi\"\r\n"+
		"1,73E+18;bank;Banque;05/11/2023 09:20:30;@anna Bonjour\r\n"+
		"1730000000000000123;anna;Anna;2023-11-05 10:00;@bank merci\r\n"), `
		2 1730000000000000000 anna 2023-11-05T09:15:00Z rounded id, no zone | @bank ma carte & moi
		3 1730000000000000000 bank 2023-11-05T09:20:30Z rounded id, no zone | @anna Bonjour
		4 1730000000000000123 anna 2023-11-05T10:00:00Z no zone | @bank merci`)
}

// Well-formed tables are read as encoding/csv reads them, in blocks of any
// size.
func TestBlocks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	text, want := randomTable(random, 400)
	for _, block := range []int{100, 257, 1000, 4096, 1 << 20} {
		compare(t, readText(t, Options{block: block}, text), want)
	}
}

// The same where quotes are escaped by backslashes, though they mislead the
// count of quotes by which tables are cut.
func TestEscapedBlocks(t *testing.T) {
	var text, want strings.Builder
	text.WriteString("id,screen_name,created_at,full_text\n")
	line := 2
	for i := range 300 {
		body := []string{`plain`, `"whole"`, `5" screen`, "two\n\"lines\", so", `ends in "`, `"a","b",c`}[i%6]
		fmt.Fprintf(&text, "%d,anna,2020-01-02 03:04:05Z,\"%s\"\n", i, strings.ReplaceAll(body, `"`, `\"`))
		fmt.Fprintf(&want, "%d %d anna 2020-01-02T03:04:05Z | %s\n", line, i, strings.ReplaceAll(body, "\n", "⏎"))
		line += 1 + strings.Count(body, "\n")
	}
	for _, block := range []int{100, 257, 1000, 1 << 20} {
		compare(t, readText(t, Options{block: block}, text.String()), want.String())
	}
}

// randomTable writes a table of posts whose texts are hard to cut, and what
// must be read of it.
func randomTable(random *rand.Rand, rows int) (text, want string) {
	var b, records strings.Builder
	w := csv.NewWriter(&b)
	w.Write([]string{"id", "screen_name", "created_at", "full_text"})
	pieces := []string{"a", "\"", "\n", ",", "1,b,2020-01-02 03:04:05,c", "\n\n", "é", "\"\"", " ", "😡"}
	line := 2
	for i := range rows {
		body := ""
		for range random.IntN(12) {
			body += pieces[random.IntN(len(pieces))]
		}
		w.Write([]string{fmt.Sprint(i + 1), "anna", "2020-01-02 03:04:05Z", body})
		fmt.Fprintf(&records, "%d %d anna 2020-01-02T03:04:05Z | %s\n", line, i+1, strings.TrimRight(strings.ReplaceAll(body, "\n", "⏎"), " "))
		line += 1 + strings.Count(body, "\n")
	}
	w.Flush()
	return b.String(), records.String()
}

// A table that encoding/csv accepts is split into the same cells.
func FuzzCSV(f *testing.F) {
	f.Add("a,b\n1,\"2\n\"\"3\"\"\"\n,\n")
	f.Add("\"a\"\n\n\"\"\nb")
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Contains(text, "\r") { // which encoding/csv drops inside quotes
			return
		}
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord = -1
		want, err := r.ReadAll()
		if err != nil {
			return
		}
		tok := tokenizer{delim: ','}
		for _, cells := range want {
			text = strings.TrimLeft(text, "\n") // empty lines are no rows
			n, ok := tok.strict(text)
			if !ok || !slices.Equal(tok.cells, cells) {
				t.Fatalf("%q is split into %q (%v), want %q", text, tok.cells, ok, cells)
			}
			text = text[n:]
		}
		if strings.Trim(text, "\n") != "" {
			t.Fatalf("%q is left over", text)
		}
	})
}

// twarc2 csv --json-encode-text writes texts as strings of JSON, ids among them. Elsewhere
// a text in quotes is a quotation.
func TestCellsOfJSON(t *testing.T) {
	var table strings.Builder
	w := csv.NewWriter(&table)
	w.Write([]string{"id", "conversation_id", "referenced_tweets.replied_to.id", "author_id", "author.username", "created_at", "text", "lang"})
	w.Write([]string{`"1380000000000000002"`, `"1380000000000000001"`, `"1380000000000000001"`, `"310001"`, `"northbank"`, `"2021-04-08T19:40:00.000Z"`, `"@pat_lee \u201cTwo\u201d \ud83d\ude00 \"ways\":\n1. the app &amp; C:\\temp"`, `"en"`})
	w.Write([]string{`"1380000000000000003"`, "", "", `"501"`, `"pat_lee"`, `"2021-04-08T20:00:00.000Z"`, `"No" is "no"`, ""})
	w.Write([]string{"1380000000000000004", "", "", "501", "pat_lee", "2021-04-08T20:00:00.000Z", `"We are \u201cback\u201d"`, ""})
	w.Flush()
	compare(t, readText(t, Options{}, table.String()), `
		2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 in 1380000000000000001 en | @pat_lee “Two” 😀 "ways":⏎1. the app & C:\temp
		3 1380000000000000003 pat_lee(501) 2021-04-08T20:00:00Z | "No" is "no"
		4 1380000000000000004 pat_lee(501) 2021-04-08T20:00:00Z | "We are \u201cback\u201d"`)
}
