package dataset

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// describe writes a post on one line, so that a table of them can be read:
//
//	line id author(author id) time [>reply to] [@replied author(id)] [in conversation] [language] [flags] | text
func describe(p *Post) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d %s %s", p.Line, p.ID, p.Author)
	optional := func(format, s string) {
		if s != "" {
			fmt.Fprintf(&b, format, s)
		}
	}
	optional("(%s)", p.AuthorID)
	optional(" %s", strings.TrimPrefix(p.Time.Format(time.RFC3339), "0001-01-01T00:00:00Z"))
	optional(" >%s", p.ReplyTo)
	optional(" @%s", p.ReplyToAuthor)
	optional(" @(%s)", p.ReplyToAuthorID)
	optional(" in %s", p.Conversation)
	optional(" %s", p.Language)
	optional(" %s", [...]string{"", "brand", "customer"}[p.Side])
	if p.Repost {
		b.WriteString(" repost")
	}
	optional(" %s", p.Damage.String())
	return b.String() + " | " + strings.ReplaceAll(p.Text, "\n", "⏎")
}

// read returns what is read of the inputs, one line a record.
func read(t *testing.T, o Options, patterns ...string) (records []string, inputs []Input) {
	t.Helper()
	f, err := Open(patterns, o)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for f.Scan() {
		switch r := f.Record().(type) {
		case *Post:
			records = append(records, describe(r))
		case *Problem:
			records = append(records, fmt.Sprintf("%d ! %s: %s", r.Line, r.Field, r.Msg))
		}
	}
	if f.Err() != nil {
		t.Fatal(f.Err())
	}
	return records, f.Inputs()
}

// lines splits a table of records, dropping the indent.
func lines(table string) []string {
	var all []string
	for line := range strings.Lines(table) {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// compare reports the first record that differs.
func compare(t *testing.T, got []string, want string) {
	t.Helper()
	wanted := lines(want)
	for i := range max(len(got), len(wanted)) {
		g, w := "(nothing)", "(nothing)"
		if i < len(got) {
			g = got[i]
		}
		if i < len(wanted) {
			w = wanted[i]
		}
		if g != w {
			t.Errorf("record %d:\n got %s\nwant %s", i+1, g, w)
		}
	}
}

// Every format is read from a sample of its real shape, recognised by its
// content alone.
func TestFormats(t *testing.T) {
	for _, test := range []struct{ file, format, want string }{
		{"twcs.csv", "twcs", `
			2 1 NorthBank 2017-10-31T22:10:47Z >3 brand | @204001 Sorry to read this. Which branch was it, please?⏎^MK
			4 2 204001 2017-10-31T22:11:45Z >1 customer | @NorthBank the "main" one & the one in Lea St
			5 3 204001 2017-10-31T22:08:27Z customer | @NorthBank your cash machine ate my card 😡`},
		{"exporter.csv", "twitter-web-exporter-csv", `
			2 1403337211475540001 lena_k(81) 2021-06-11T13:03:58Z | @nordbahn Der Zug fällt aus.⏎Und jetzt?
			3 1403337211475540002 nordbahn(80) 2021-06-11T13:09:00Z >1403337211475540001 | @lena_k Bitte den Bus & die S-Bahn nehmen. ^tk
			4 1403337211475540003 lena_k(81) 2021-06-11T14:00:00Z repost | RT @nordbahn: Heute rollt es wieder
			5 1403337211475540004 lena_k(81) 2021-06-11T15:00:00Z >1403337211475540002 recovered id | @nordbahn danke!`},
		{"exporter.json", "twitter-web-exporter-json", `
			2 1403337211475540001 lena_k(81) 2021-06-11T13:03:58Z in 1403337211475540001 de | @nordbahn Der Zug fällt aus.⏎Und jetzt?
			16 1403337211475540002 nordbahn(80) 2021-06-11T13:09:00Z >1403337211475540001 in 1403337211475540001 de | @lena_k Bitte den Bus & die S-Bahn nehmen. ^tk`},
		{"twitteR.csv", "twitteR", `
			2 551926189145600000 pat_lee 2015-01-06T13:20:32Z @NorthBank @(147600001) rounded id | @NorthBank still on hold 😡 since noon
			3 551927318491234567 NorthBank 2015-01-06T13:25:00Z >551926189146000000 @pat_lee @(310001) rounded reply | @pat_lee Sorry! Does this <page> help?⏎^JT
			5 551936000000123456 kim 2015-01-06T14:00:00Z repost | RT @NorthBank: We are back ☺`},
		{"twarc1.jsonl", "twarc1", `
			1 1108000000000000001 pat_lee(501) 2019-03-19T14:05:17Z @northbank @(310001) en | @northbank the app logs me out⏎again & again
			2 1108000000000000002 northbank(310001) 2019-03-19T14:15:00Z >1108000000000000001 @pat_lee @(501) en | @pat_lee Hi Pat, please update the app to version 4.2 in the store, sign in once with your card reader and then set a new code. 🙂
			3 1108000000000000003 kim(502) 2019-03-19T15:00:00Z en repost | RT @northbank: We are back`},
		{"twarc2-pages.jsonl", "twarc2", `
			1 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 @pat_lee @(501) in 1380000000000000001 en | @pat_lee Which one, please?
			1 1380000000000000003 pat_lee(501) 2021-04-08T20:00:00Z in 1380000000000000003 en repost | RT @northbank: back
			1 1380000000000000001 pat_lee(501) 2021-04-08T19:34:16Z @northbank @(310001) in 1380000000000000001 en | @northbank your branch was closed <again>`},
		{"twarc2-flat.jsonl", "twarc2", `
			1 1380000000000000001 pat_lee(501) 2021-04-08T19:34:16Z @northbank @(310001) in 1380000000000000001 en | @northbank your branch was closed
			2 1380000000000000002 northbank(310001) 2021-04-08T19:40:00Z >1380000000000000001 @(501) in 1380000000000000001 | @pat_lee Which one? You can find all our hours on the branch page.`},
	} {
		t.Run(test.file, func(t *testing.T) {
			records, inputs := read(t, Options{}, filepath.Join("testdata", test.file))
			if inputs[0].Format != test.format {
				t.Errorf("recognised as %q, want %q", inputs[0].Format, test.format)
			}
			compare(t, records, test.want)
		})
	}
}

// A mapping reads what no format knows: other columns, a layout of times, a
// zone, HTML. The row with a delimiter too many costs itself alone.
func TestMapping(t *testing.T) {
	m, err := LoadMapping("testdata/tickets.yaml")
	if err != nil {
		t.Fatal(err)
	}
	records, _ := read(t, Options{Mapping: m}, "testdata/tickets.csv")
	compare(t, records, `
		2 7 anna 2019-06-03T07:30:00Z no zone | Ma box ne marche pas⏎⏎Merci d'avance
		3 ! : has 7 fields, the header 6: the row is passed over, as its fields cannot be told apart (a delimiter in a text without quotes?)
		4 9 box_aide 2019-06-03T08:05:00Z >7 no zone | Bonjour Anna⏎relancez la box`)
}
